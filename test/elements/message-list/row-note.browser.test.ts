import { expect, html } from '@open-wc/testing';
import { SocketClient } from '../../../src/client/index.js';
import type { ClientFrame, ServerFrame } from '../../../src/protocol/frames.js';
import { DEFAULT_LIMITS } from '../../../src/protocol/limits.js';
import { list, rows, shown, waitUntil } from './list-driver.js';

const ME = { id: 'ann', name: 'Ann' };

/** A server that lets nothing in before somebody has looked at it. */
class StrictServer {
  static latest: StrictServer;
  /** Message ids, as they came. */
  readonly held: string[] = [];
  #hear: (event: { data: unknown }) => void = () => {};
  #offset = 0;

  constructor() {
    StrictServer.latest = this;
  }

  addEventListener(type: string, listener: (event: { data: unknown }) => void): void {
    if (type === 'message') this.#hear = listener;
    if (type === 'open') queueMicrotask(() => listener({ data: '' }));
  }

  close(): void {}

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.k === 'auth') this.#say({ k: 'hi', id: frame.id, v: 1, now: Date.now(), user: ME, ns: 'a.', hb: 25_000, limits: DEFAULT_LIMITS });
    if (frame.k === 'join') this.#say({ k: 'joined', id: frame.id, room: 'r', ep: 'e', off: 0, rec: 'none', h: [], info: { n: 1, likes: 0, members: [] } });
    if (frame.k !== 'msg') return;
    this.held.push(frame.mid);
    this.#say({ k: 'ack', id: frame.id, ts: Date.now(), state: 'held' });
  }

  talk(id: string, text: string, user = { id: 'bob', name: 'Bob' }): void {
    this.#say({ k: 'b', room: 'r', s: ++this.#offset, m: [{ i: id, t: 'RC:TxtMsg', c: { content: text, user }, ts: Date.now() }] });
  }

  reject(id: string): void {
    this.#say({ k: 'b', room: 'r', e: [{ i: `no ${id}`, t: 'RC:RcCmd', c: { id, operatorId: 'mia', recallTime: Date.now() }, ts: Date.now() }] });
  }

  #say(frame: ServerFrame): void {
    queueMicrotask(() => this.#hear({ data: JSON.stringify(frame) }));
  }
}

async function open() {
  const client = new SocketClient({ url: 'ws://strict/chat', token: 'good', WebSocket: StrictServer });
  const room = await client.join('r');
  const el = await list(html`<message-list lang="en" style="height: 300px; width: 320px" .room=${room}></message-list>`);
  const row = (text: string) => rows(el).find((one) => one.querySelector('.text')?.textContent === text)!;
  const buttons = (text: string) => [...row(text).querySelectorAll('[data-action=retry], [data-action=discard]')].map((button) => button.textContent!.trim());
  return { client, room, el, server: StrictServer.latest, row, buttons };
}

describe('what stands behind the words of an own message', () => {
  it('says that it waits for a moderator, with nothing to press, and becomes an ordinary row when it is let in', async () => {
    const { client, room, el, server, row, buttons } = await open();
    const sent = await room.send('see example.com');
    expect(sent.state).to.equal('held');
    await waitUntil(() => row('see example.com')?.textContent!.includes('Waiting for a moderator'));
    expect(buttons('see example.com')).to.deep.equal([]);
    await expect(el).to.be.accessible();
    server.talk('b1', 'hello');
    await waitUntil(() => shown(el).includes('hello'));
    expect(shown(el)).to.deep.equal(['see example.com', 'hello']);
    el.lang = 'zh-CN';
    await waitUntil(() => row('see example.com').textContent!.includes('等待管理员审核'));
    server.talk(server.held[0]!, 'see example.com', ME);
    await waitUntil(() => shown(el).join() === 'hello,see example.com');
    await waitUntil(() => !row('see example.com').textContent!.includes('等待管理员审核'));
    expect(row('see example.com').classList.contains('row-held')).to.equal(false);
    client.disconnect();
  });

  it('says that it was not let in: the words are still there, it can be put away, and not sent again', async () => {
    const { client, room, el, server, row, buttons } = await open();
    await room.send('a casino');
    await waitUntil(() => row('a casino')?.textContent!.includes('Waiting for a moderator'));
    server.reject(server.held[0]!);
    await waitUntil(() => row('a casino').textContent!.includes('A moderator did not let this message in.'));
    expect(buttons('a casino')).to.deep.equal(['Delete']);
    await expect(el).to.be.accessible();
    row('a casino').querySelector<HTMLElement>('[data-action=discard]')!.click();
    await waitUntil(() => rows(el).length === 0);
    client.disconnect();
  });
});
