import { expect, fixture, html, waitUntil as waitFor } from '@open-wc/testing';
import '../../../src/define/live-chatroom.js';
import { createLocalClient, LocalHub, type LocalClient } from '../../../src/adapters/local/index.js';
import type { EffectStage } from '../../../src/elements/effect-stage/effect-stage.js';
import { LiveMembersOpenEvent, type LiveErrorEvent } from '../../../src/elements/events.js';
import { LiveChatroom } from '../../../src/elements/live-chatroom/live-chatroom.js';

/** Patient: a busy machine draws few frames. */
const waitUntil = (check: () => unknown, message?: string) => waitFor(check, message, { timeout: 8000, interval: 20 });
const art = (name: string) => new URL(`../../effects/art/${name}`, import.meta.url).href;
const rose = { id: 'rose', name: 'Rose', icon: 'icon:rose', price: 1 };
const rocket = { id: 'rocket', name: 'Rocket', icon: 'icon:rocket', price: 1000, effect: { kind: 'image', src: art('probe.webp') } };
const given = (gift: typeof rose, count = 1) => ({ type: 'live:gift', content: { gift: gift.id, name: gift.name, icon: gift.icon, price: gift.price, count } });

interface Show {
  el: LiveChatroom;
  hub: LocalHub;
  client: LocalClient;
  stage(): EffectStage | null;
  goal(): HTMLElement | null;
}

async function show(content = html``, { tag = 'live-chatroom', size = [390, 844], seed = [] as ReturnType<typeof given>[] } = {}): Promise<Show> {
  const hub = new LocalHub();
  const client = createLocalClient({ user: { id: 'host', name: 'Mika', role: 'host' }, hub, seed: { lobby: { messages: seed } } });
  const box = await fixture<HTMLElement>(html`<div lang="en"></div>`);
  Object.assign(box.style, { width: `${size[0]}px`, height: `${size[1]}px` });
  const el = document.createElement(tag) as LiveChatroom;
  const inside = await fixture<HTMLElement>(html`<div><div slot="player"></div>${content}</div>`);
  el.append(...inside.children);
  Object.assign(el, { room: 'lobby', client, gifts: [rose, rocket] });
  box.append(el);
  await waitUntil(() => el.chatRoom?.state === 'joined', 'should join');
  await el.updateComplete;
  return { el, hub, client, stage: () => el.shadowRoot!.querySelector('effect-stage'), goal: () => el.shadowRoot!.querySelector('goal-bar') };
}

const rowCount = (el: LiveChatroom) => el.shadowRoot!.querySelector('message-list')!.shadowRoot!.querySelectorAll('.row').length;

describe('effects in a room', () => {
  afterEach(() => localStorage.clear());

  it('load nothing until a gift with one is given now, and then play that very gift', async () => {
    const { el, hub, stage, goal } = await show(undefined, { seed: [given(rocket)] });
    expect(customElements.get('effect-stage')).to.equal(undefined);
    expect(customElements.get('goal-bar')).to.equal(undefined);
    hub.say('lobby', 'Bob', given(rose));
    await waitUntil(() => rowCount(el) >= 2);
    expect(stage()).to.equal(null);
    hub.say('lobby', 'Bob', given(rocket));
    await waitUntil(() => stage()?.stats?.played === 1, 'the first one plays');
    hub.say('lobby', 'Zoë', given(rocket));
    await waitUntil(() => stage()!.stats.played === 2, 'and so does the next, once');
    expect(stage()!.stats.waiting).to.equal(0);
    expect(goal()).to.equal(null);
  });

  it('keep what is given while they are on their way', async () => {
    let arrive: () => void = () => undefined;
    customElements.define('slow-chatroom', class extends LiveChatroom {
      static override showParts = { 'effect-stage': async () => new Promise<void>((resolve) => (arrive = resolve)).then(() => LiveChatroom.showParts['effect-stage']!()) };
    });
    const { hub, el, stage } = await show(undefined, { tag: 'slow-chatroom' });
    for (const name of ['Ann', 'Bob', 'Zoë']) hub.say('lobby', name, given(rocket));
    await waitUntil(() => rowCount(el) >= 3);
    await waitUntil(() => stage());
    arrive();
    await waitUntil(() => stage()!.stats?.played === 3);
  });

  it('say so when they cannot be loaded, and are asked for again', async () => {
    let tries = 0;
    customElements.define('failing-chatroom', class extends LiveChatroom {
      static override showParts = { 'effect-stage': () => (tries++ === 0 ? Promise.reject(new Error('no network')) : LiveChatroom.showParts['effect-stage']!()) };
    });
    const { hub, el, stage } = await show(undefined, { tag: 'failing-chatroom' });
    const errors: string[] = [];
    el.addEventListener('live-error', (event: LiveErrorEvent) => errors.push(event.detail.error.message));
    hub.say('lobby', 'Bob', given(rocket));
    await waitUntil(() => errors.length === 1);
    expect(errors).to.deep.equal(['no network']);
    hub.say('lobby', 'Zoë', given(rocket));
    await waitUntil(() => (stage()?.stats?.played ?? 0) + (stage()?.stats?.merged ?? 0) >= 1);
  });

  it('can be left out by an attribute, or replaced by the page’s own', async () => {
    const without = await show();
    without.el.withoutEffects = true;
    const own = await show(html`<effect-stage slot="effects" id="mine"></effect-stage>`);
    for (const { el, hub, stage } of [without, own]) {
      hub.say('lobby', 'Bob', given(rocket));
      await waitUntil(() => rowCount(el) >= 1);
      await el.updateComplete;
      expect(stage()).to.equal(null);
    }
  });

  for (const size of [[390, 844], [820, 1180], [1440, 900]]) {
    it(`cover the picture and nothing else at ${size.join(' × ')}`, async () => {
      const { el, hub, stage } = await show(undefined, { size });
      hub.say('lobby', 'Bob', given(rocket));
      await waitUntil(() => stage()?.stats);
      const [box, picture] = [stage()!.getBoundingClientRect(), el.shadowRoot!.querySelector('.stage')!.getBoundingClientRect()];
      expect([box.left, box.top, box.width, box.height]).to.deep.equal([picture.left, picture.top, picture.width, picture.height]);
    });
  }
});

describe('how much of effects is shown', () => {
  afterEach(() => localStorage.clear());
  const choices = (el: LiveChatroom) => [...el.shadowRoot!.querySelectorAll<HTMLInputElement>('.effects input')];
  const switchOf = (stage: EffectStage | null) => stage!.shadowRoot!.querySelector('button');

  it('is chosen in the settings of the picture, and nothing stands on the picture for it', async () => {
    const { el, hub, stage } = await show();
    expect(choices(el).map((input) => input.labels![0]!.textContent)).to.deep.equal(['All', 'Still pictures', 'Off']);
    expect(choices(el).map(({ checked }) => checked)).to.deep.equal([true, false, false]);
    hub.say('lobby', 'Bob', given(rocket));
    await waitUntil(() => stage()?.stats?.played === 1, 'the effect plays');
    expect(switchOf(stage())).to.equal(null);
    el.shadowRoot!.querySelector<HTMLElement>('#danmaku-settings')!.showPopover();
    await expect(el.shadowRoot!.querySelector('.effects')!).to.be.accessible();
    choices(el)[2]!.click();
    await waitUntil(() => stage()!.level === 'off');
    const later = await show();
    expect(choices(later.el).map(({ checked }) => checked)).to.deep.equal([false, false, true]);
  });

  it('is not asked in a room whose gifts have none', async () => {
    const { el } = await show();
    el.gifts = [rose];
    await el.updateComplete;
    expect(choices(el)).to.have.length(0);
  });

  it('has a switch on the picture where the room offers no settings', async () => {
    const { el, hub, stage } = await show();
    el.withoutDanmaku = true;
    hub.say('lobby', 'Bob', given(rocket));
    await waitUntil(() => stage()?.stats);
    await waitUntil(() => switchOf(stage()), 'its own switch');
  });
});

const part = (el: Element, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector);

describe('everybody in a room', () => {
  for (const [size, back] of [[[390, 844], '.people-head button'], [[1440, 900], '#tab-chat']] as const) {
    it(`is shown when the number beside the portraits is chosen, under who gives most, with a way back, at ${size.join(' × ')}`, async () => {
      const { el, hub } = await show(undefined, { size: [...size] });
      hub.say('lobby', 'Bob', given(rose, 7));
      const strip = part(el, 'audience-strip')!;
      strip.shadowRoot!.querySelector<HTMLElement>('[part=member]')!.focus();
      const opener = strip.shadowRoot!.activeElement;
      strip.dispatchEvent(new LiveMembersOpenEvent('lobby'));
      await waitUntil(() => part(el, 'member-list')?.shadowRoot?.textContent?.includes('Mika'), 'the people');
      await waitUntil(() => /Bob\s*7 coins/.test(part(el, 'supporter-board')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? ''), 'who gives most');
      await expect(part(el, '.members')!).to.be.accessible();
      part(el, back)!.click();
      await waitUntil(() => !part(el, 'member-list'), 'the chat again');
      if (back !== '#tab-chat') expect(strip.shadowRoot!.activeElement).to.equal(opener);
    });
  }
});

describe('words that stay', () => {
  it('are paid for from the gifts, and stand in the line of current ones and in the list', async () => {
    const { el } = await show();
    const bought: unknown[] = [];
    el.buy = (content) => (bought.push(content['amount']), Promise.resolve('paid'));
    const chats = part(el, 'super-chat')!;
    expect(part(chats, 'button')).to.equal(null);
    part(el, '[part=gift-button]')!.click();
    await waitUntil(() => part(el, '[part=super-chat-button]'));
    part(el, '[part=super-chat-button]')!.click();
    await waitUntil(() => chats.shadowRoot!.activeElement?.localName === 'textarea', 'ready to type');
    const field = chats.shadowRoot!.querySelector('textarea')!;
    field.value = 'the best song of all';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    chats.shadowRoot!.querySelector('form')!.requestSubmit();
    await waitUntil(() => part(chats, '[part=entry]')?.textContent?.includes('50 coins'), 'in the line');
    await waitUntil(() => part(el, 'message-list')!.shadowRoot!.textContent!.includes('the best song of all'), 'in the list');
    expect(bought).to.deep.equal([50]);
    await waitUntil(() => !part(chats, 'form'), 'the form has closed');
    expect(el.shadowRoot!.activeElement).to.equal(part(el, '[part=super-chat-button]'));
  });
});

describe('the goal in a room', () => {
  const goal = { type: 'live:goal', content: { title: 'A new microphone', value: 5000 } };

  for (const size of [[390, 844], [820, 1180], [1440, 900]]) {
    it(`comes when the host sets one, under what is pinned, at ${size.join(' × ')}`, async () => {
      const { el, hub, goal: bar } = await show(undefined, { size });
      await el.chatRoom!.send(goal);
      hub.say('lobby', 'Bob', given(rocket, 2));
      await waitUntil(() => bar()?.shadowRoot?.textContent?.includes('2,000 / 5,000'));
      expect(bar()!.shadowRoot!.textContent).to.contain('A new microphone');
      const [top, header] = [bar()!.getBoundingClientRect().top, el.shadowRoot!.querySelector('.header')!.getBoundingClientRect().bottom];
      expect(top).to.be.at.least(header - 1);
      await expect(bar()!).to.be.accessible();
    });
  }

  it('is there for those who come later', async () => {
    const first = await show();
    await first.el.chatRoom!.send(goal);
    await waitUntil(() => first.goal()?.shadowRoot?.querySelector('[role=progressbar]'));
    const client = createLocalClient({ user: 'Late', hub: first.hub });
    const late = await fixture<LiveChatroom>(html`<live-chatroom lang="en" room="lobby" style="height: 600px" .client=${client}></live-chatroom>`);
    await waitUntil(() => late.shadowRoot!.querySelector('goal-bar')?.shadowRoot?.querySelector('[role=progressbar]'));
  });

  it('can be left out, or replaced', async () => {
    const without = await show();
    without.el.withoutGoal = true;
    const own = await show(html`<p slot="goal">50 %</p>`);
    for (const { el, hub, goal: bar } of [without, own]) {
      await el.chatRoom!.send(goal);
      hub.say('lobby', 'Bob', given(rose));
      await waitUntil(() => rowCount(el) >= 1);
      await waitUntil(() => el.chatRoom!.messages.some(({ type }) => type === 'live:sums'));
      await el.updateComplete;
      expect(bar()).to.equal(null);
    }
  });
});

describe('what is pinned over the picture', () => {
  const pin = { type: 'live:pin', content: { content: 'Be kind to each other.' } };
  const layer = (el: LiveChatroom) => el.shadowRoot!.querySelector('danmaku-layer')!;
  const pinned = (el: LiveChatroom) => el.shadowRoot!.querySelector('.pinned')!.getBoundingClientRect();

  it('keeps comments from flying through it', async () => {
    const { el, hub } = await show();
    await el.chatRoom!.send(pin);
    await waitUntil(() => pinned(el).height > 30);
    await waitUntil(() => (layer(el).keepOut as readonly unknown[]).length === 1);
    for (let i = 0; i < 12; i++) hub.say('lobby', `fan-${i}`, `comment number ${i}`);
    await waitUntil(() => layer(el).stats.shown >= 3);
    const flyers = [...layer(el).shadowRoot!.querySelectorAll('[part~=comment]')].map((flyer) => flyer.getBoundingClientRect());
    expect(flyers.length).to.be.greaterThan(0);
    for (const { top, bottom } of flyers) expect(bottom <= pinned(el).top + 0.5 || top >= pinned(el).bottom - 0.5).to.equal(true);
  });

  it('gives the place back when it goes, and takes none beside the picture', async () => {
    const { el } = await show();
    await el.chatRoom!.send(pin);
    await waitUntil(() => (layer(el).keepOut as readonly unknown[]).length === 1);
    await el.chatRoom!.send({ type: 'live:pin', content: {} });
    await waitUntil(() => (layer(el).keepOut as readonly unknown[]).length === 0);
    await el.chatRoom!.send(pin);
    await waitUntil(() => (layer(el).keepOut as readonly unknown[]).length === 1);
    el.layout = 'half';
    await waitUntil(() => (layer(el).keepOut as readonly unknown[]).length === 0);
  });
});
