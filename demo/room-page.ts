import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { LiveChatroom } from '../src/elements/live-chatroom/live-chatroom.js';
import type { Buy } from '../src/elements/shared/buy.js';
import type { Shell } from './main.js';
import { gifts } from './gifts.js';
import { buyer, fetchRooms, signIn, type DemoRoom } from './session.js';
import { word } from './words.js';

interface Visit {
  readonly room: string;
  readonly name: string;
  readonly params: URLSearchParams;
}

let known: DemoRoom[] | undefined;
let asked = false;
let visiting: { for: string; fetch: () => Promise<string>; buy: Buy } | undefined;

/** One room, from one tag. A room that the demo does not list is a plain chat without a picture. */
export function roomPage(shell: Shell, { room, name, params }: Visit) {
  if (!asked) {
    asked = true;
    fetchRooms().then(
      (rooms) => (known = rooms),
      (error: unknown) => {
        console.warn('The room opens without its picture:', error);
        known = [];
      },
    ).finally(() => shell.redraw());
  }
  if (!known) return nothing;
  const listed = known.find((each) => each.id === room);
  const role = params.get('role') ?? undefined;
  const avatar = params.get('avatar') ?? `/avatars/${String((hash(name) % 12) + 1).padStart(2, '0')}.svg`;
  const visitor = JSON.stringify([name, role, avatar]);
  const login = { name, avatar, role };
  if (visiting?.for !== visitor) visiting = { for: visitor, fetch: signIn(login), buy: buyer(login) };
  return keyed(
    visitor,
    html`<live-chatroom
      class="room"
      .server=${`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/chat`}
      .token=${visiting.fetch}
      .room=${room}
      .layout=${(params.get('layout') ?? 'auto') as LiveChatroom['layout']}
      .src=${listed?.src ?? ''}
      .heading=${listed?.title ?? room}
      .host=${listed?.host}
      .gifts=${gifts}
      .buy=${visiting.buy}
      @live-left=${() => shell.go({})}
    >
      ${role === 'host'
        ? html`<button slot="actions" class="product" @click=${showProduct} title=${word('product')} aria-label=${word('product')}>
            <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="M5.500 8.500h13l1 11.250h-15zM8.750 11V7a3.250 3.250 0 0 1 6.500 0v4" /></svg>
          </button>`
        : nothing}
    </live-chatroom>`,
  );
}

/** Sends a message of the type that product-card.js displays. */
function showProduct(event: Event): void {
  const element = (event.currentTarget as HTMLElement).closest('live-chatroom')!;
  void element.chatRoom?.send({
    type: 'shop:product',
    content: { title: word('product-title'), price: word('product-price'), picture: '/product.svg', link: '#lamp' },
  });
}

function hash(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.codePointAt(0)!) >>> 0;
  return sum;
}
