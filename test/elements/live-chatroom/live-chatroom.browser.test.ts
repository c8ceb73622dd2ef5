import { expect, fixture, html, oneEvent, waitUntil as waitFor } from '@open-wc/testing';
import '../../../src/define/live-chatroom.js';
import { createLocalClient, type LocalClient } from '../../../src/adapters/local/index.js';
import { LiveChatroom } from '../../../src/elements/live-chatroom/live-chatroom.js';
import { LivePersonHideEvent, type LiveErrorEvent } from '../../../src/elements/events.js';
import { danmakuPreferences } from '../../../src/elements/shared/danmaku-preferences.js';

/** Patient: a busy machine draws few frames. */
const waitUntil = (check: () => unknown, message?: string) => waitFor(check, message, { timeout: 8000, interval: 20 });

let hubs = 0;
/** A hub of its own, so that tests never meet. */
const freshHub = () => `live-chatroom-test-${++hubs}`;

async function inside(size: { width: number; height: number }, attributes: Partial<LiveChatroom> = {}, hub = freshHub()): Promise<LiveChatroom> {
  const client = createLocalClient({ user: 'Ann', hub });
  const box = await fixture<HTMLElement>(html`<div lang="en"><live-chatroom></live-chatroom></div>`);
  box.style.width = `${size.width}px`;
  box.style.height = `${size.height}px`;
  const el = box.querySelector('live-chatroom')!;
  Object.assign(el, { room: 'lobby', client, ...attributes });
  await waitUntil(() => el.chatRoom?.state === 'joined', 'should join');
  await el.updateComplete;
  return el;
}

const part = (el: Element, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector);
const rows = (list: Element) => [...list.shadowRoot!.querySelectorAll('.row')].map((row) => row.textContent);
const sized = (el: LiveChatroom, state: string) => waitUntil(() => el.matches(`:state(${state})`), `should be laid out as ${state}`);

describe('<live-chatroom>', () => {
  it('joins, and shows in its own list what is said in its own input', async () => {
    const el = await inside({ width: 390, height: 844 });
    const input = part(el, 'chat-input')! as HTMLElementTagNameMap['chat-input'];
    input.value = 'hello room';
    input.submit();
    const list = part(el, 'message-list')!;
    await waitUntil(() => rows(list).some((text) => text!.includes('hello room')));
    expect(input.value).to.equal('');
  });

  it('leaves out of the list what the viewer filters, but not their own words, and nobody who is hidden flies either', async () => {
    try {
      const hub = freshHub();
      const bo = await createLocalClient({ user: 'Bo', hub }).join('lobby');
      const el = await inside({ width: 390, height: 844 }, {}, hub);
      const list = part(el, 'message-list')! as HTMLElementTagNameMap['message-list'];
      const seen = () => [...list.shadowRoot!.querySelectorAll<HTMLElement>('.row')].filter((row) => row.offsetHeight > 0).map((row) => row.textContent).join('|');
      danmakuPreferences.set({ filters: { words: ['spoiler'] } });
      await bo.send('a SPOILER');
      await el.chatRoom!.send('no spoiler please');
      await bo.send('sorry');
      await waitUntil(() => seen().includes('sorry'));
      expect(seen()).to.not.include('SPOILER');
      expect(seen()).to.include('no spoiler please');
      danmakuPreferences.set({ filters: {} });
      await waitUntil(() => seen().includes('SPOILER'), 'comes back with the filter gone');
      const event = new LivePersonHideEvent({ id: 'Bo', name: 'Bo' });
      list.dispatchEvent(event);
      await waitUntil(() => !seen().includes('sorry'), 'nobody hidden stays');
      expect(danmakuPreferences.value.filters?.users).to.deep.equal(['Bo']);
    } finally {
      danmakuPreferences.reset();
    }
  });

  it('lays itself out by its own size', async () => {
    const el = await inside({ width: 390, height: 844 });
    await sized(el, 'overlay');
    el.parentElement!.style.width = '820px';
    el.parentElement!.style.height = '1180px';
    await sized(el, 'half');
    el.parentElement!.style.width = '1440px';
    await sized(el, 'side');
    el.layout = 'half';
    await sized(el, 'half');
  });

  it('keeps the list and what was typed when the layout changes', async () => {
    const el = await inside({ width: 390, height: 844 });
    const [list, input] = [part(el, 'message-list'), part(el, 'chat-input') as HTMLElementTagNameMap['chat-input']];
    input.value = 'half a sent';
    el.layout = 'side';
    await sized(el, 'side');
    expect(part(el, 'message-list')).to.equal(list);
    expect((part(el, 'chat-input') as HTMLElementTagNameMap['chat-input']).value).to.equal('half a sent');
  });

  for (const [layout, size] of [
    ['overlay', { width: 390, height: 844 }],
    ['half', { width: 820, height: 1180 }],
    ['side', { width: 1440, height: 900 }],
  ] as const) {
    it(`is accessible as ${layout}`, async () => {
      const el = await inside(size, { heading: 'Evening show' });
      await sized(el, layout);
      await expect(el).to.be.accessible();
    });
  }

  it('walks its tabs with the arrow keys', async () => {
    const el = await inside({ width: 820, height: 1180 });
    await sized(el, 'half');
    const tabs = () => [...el.shadowRoot!.querySelectorAll<HTMLElement>('[role=tab]')];
    expect(tabs().map((tab) => tab.textContent)).to.deep.equal(['Chat', 'Viewers', 'Gifts']);
    tabs()[0]!.focus();
    tabs()[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await waitUntil(() => part(el, 'member-list'));
    expect(tabs()[1]!.getAttribute('aria-selected')).to.equal('true');
    expect(el.shadowRoot!.activeElement).to.equal(tabs()[1]);
  });

  it('gives its room to slotted elements, and does not make the part they replace', async () => {
    const client = createLocalClient({ user: 'Ann', hub: freshHub() });
    const box = await fixture<HTMLElement>(html`<div lang="en" style="height: 600px">
      <live-chatroom room="lobby" .client=${client}><message-list slot="list" id="mine"></message-list></live-chatroom>
    </div>`);
    const el = box.querySelector('live-chatroom')!;
    await waitUntil(() => el.chatRoom?.state === 'joined');
    await el.chatRoom!.send('for the slotted list');
    await waitUntil(() => rows(box.querySelector('#mine')!).some((text) => text!.includes('for the slotted list')));
    expect(part(el, 'message-list')).to.equal(null);
  });

  it('reaches elements that were upgraded before it', async () => {
    const box = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    box.innerHTML = '<late-chatroom room="lobby" style="display: block; height: 500px"><message-list slot="list"></message-list></late-chatroom>';
    const list = box.querySelector('message-list')!;
    await list.updateComplete;
    customElements.define('late-chatroom', class extends LiveChatroom {});
    const el = box.querySelector<LiveChatroom>('late-chatroom')!;
    el.client = createLocalClient({ user: 'Ann', hub: freshHub() });
    await waitUntil(() => el.chatRoom?.state === 'joined');
    await el.chatRoom!.send('better late');
    await waitUntil(() => rows(list).some((text) => text!.includes('better late')));
  });

  it('says in words why it cannot enter, and enters when asked again', async () => {
    const hub = freshHub();
    const client = createLocalClient({ user: 'Ann', hub });
    const el = await fixture<LiveChatroom>(html`<live-chatroom lang="en" style="height: 600px"></live-chatroom>`);
    setTimeout(() => Object.assign(el, { room: 'not-there', existingOnly: true, client }));
    const { detail } = (await oneEvent(el, 'live-error')) as LiveErrorEvent;
    expect(detail.error.name).to.equal('room-not-found');
    await waitUntil(() => part(el, '[role=alert]'));
    expect(part(el, '[role=alert]')!.textContent).to.contain('There is no such room.');
    await expect(el).to.be.accessible();

    await createLocalClient({ user: 'Bob', hub }).join('not-there');
    part(el, '[role=alert] button')!.click();
    await waitUntil(() => el.chatRoom?.state === 'joined');
    await waitUntil(() => part(el, '[role=alert]') === null);
  });

  it('asks before leaving, leaves, and says so', async () => {
    const el = await inside({ width: 390, height: 844 });
    const room = el.chatRoom!;
    el.addEventListener('live-leave', (event) => event.preventDefault(), { once: true });
    part(el, '[part=close]')!.click();
    expect(room.state).to.equal('joined');
    setTimeout(() => part(el, '[part=close]')!.click());
    await oneEvent(el, 'live-left');
    await waitUntil(() => room.state === 'left');
  });

  it('stays in the room when it is moved in the page, and leaves when it is taken out', async () => {
    const el = await inside({ width: 390, height: 844 });
    const room = el.chatRoom!;
    const other = await fixture<HTMLElement>(html`<section style="width: 1200px; height: 600px"></section>`);
    other.append(el);
    await el.updateComplete;
    expect(el.chatRoom).to.equal(room);
    expect(room.state).to.equal('joined');
    await sized(el, 'side');
    el.remove();
    await waitUntil(() => room.state === 'left', 'should leave');
    other.append(el);
    await waitUntil(() => el.chatRoom?.state === 'joined', 'should enter again');
  });

  it('goes to another room when told to', async () => {
    const el = await inside({ width: 390, height: 844 });
    const first = el.chatRoom!;
    await first.send('in the lobby');
    el.room = 'garden';
    await waitUntil(() => el.chatRoom?.id === 'garden' && el.chatRoom.state === 'joined');
    await waitUntil(() => first.state === 'left');
    await waitUntil(() => !rows(part(el, 'message-list')!).some((text) => text!.includes('in the lobby')), 'the former room should be gone');
  });

  it('keeps two rooms on one page apart, over one client', async () => {
    const client = createLocalClient({ user: 'Ann', hub: freshHub() });
    const box = await fixture<HTMLElement>(html`<div lang="en">
      ${['one', 'two'].map((room) => html`<div style="height: 400px"><live-chatroom room=${room} .client=${client}></live-chatroom></div>`)}
    </div>`);
    const [one, two] = [...box.querySelectorAll('live-chatroom')] as [LiveChatroom, LiveChatroom];
    await waitUntil(() => one.chatRoom?.state === 'joined' && two.chatRoom?.state === 'joined');
    await one.chatRoom!.send('only in one');
    await two.chatRoom!.send('only in two');
    await waitUntil(() => rows(part(two, 'message-list')!).some((text) => text!.includes('only in two')));
    expect(rows(part(two, 'message-list')!).some((text) => text!.includes('only in one'))).to.equal(false);
  });

  it('makes room for the gifts over the picture, and is at the newest row again when they close', async () => {
    const el = await inside({ width: 390, height: 844 }, { layout: 'overlay', src: 'about:blank' });
    const { hub } = el.client as LocalClient;
    const list = part(el, 'message-list')!;
    const say = (text: string) => hub.say('lobby', 'Bob', text);
    for (let i = 0; i < 30; i++) say(`line ${i}`);
    await waitUntil(() => rows(list).some((text) => text!.includes('line 29')));
    part(el, '[part=gift-button]')!.click();
    await waitUntil(() => part(el, 'gift-bar'));
    const [gifts, banners] = [part(el, '.gifts')!.getBoundingClientRect(), part(el, 'gift-banners')!.getBoundingClientRect()];
    expect(banners.bottom).to.be.at.most(gifts.top);
    for (let i = 30; i < 60; i++) say(`line ${i}`);
    await waitUntil(() => el.chatRoom!.messages.some(({ content }) => content['content'] === 'line 59'));
    part(el, '[part=gift-button]')!.click();
    await waitUntil(() => {
      const row = [...list.shadowRoot!.querySelectorAll('.row')].find((each) => each.textContent!.includes('line 59'));
      return row && row.getBoundingClientRect().height > 0 && row.getBoundingClientRect().bottom <= list.getBoundingClientRect().bottom + 1;
    }, 'the newest should be seen');
  });

  it('counts as new only what will have a row', async () => {
    const el = await inside({ width: 390, height: 844 }, { layout: 'side' });
    const { hub } = el.client as LocalClient;
    for (let i = 0; i < 60; i++) hub.say('lobby', `fan-${i}`, `line ${i}`);
    const list = part(el, 'message-list')!;
    await waitUntil(() => rows(list).some((text) => text!.includes('line 59')));
    const scroller = list.shadowRoot!.querySelector('[part=scroller]')!;
    await waitUntil(() => {
      scroller.scrollTop = -200;
      return list.matches(':state(scrolled-back)');
    });
    hub.say('lobby', 'Zoë', { type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count: 1 } });
    await waitUntil(() => el.chatRoom!.messages.some(({ type }) => type === 'live:sums'), 'the room should say what was given');
    const pill = () => list.shadowRoot!.querySelector('[part=pill]')?.textContent?.trim();
    await waitUntil(() => pill()?.startsWith('1 '));
    hub.say('lobby', 'Zoë', 'and a word');
    await waitUntil(() => pill()?.startsWith('2 '), 'a gift and a word are two');
  });

  it('changes its language live', async () => {
    const el = await inside({ width: 820, height: 1180 });
    await sized(el, 'half');
    el.lang = 'zh-CN';
    await waitUntil(() => part(el, '[role=tab]')!.textContent === '聊天');
    const field = part(el, 'chat-input')!.shadowRoot!.querySelector('textarea')!;
    await waitUntil(() => field.placeholder === '说点什么…');
  });
});
