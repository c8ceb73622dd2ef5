import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/super-chat.js';
import '../../../src/define/message-list.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { SuperChat } from '../../../src/elements/super-chat/super-chat.js';
import { ChatError } from '../../../src/protocol/errors.js';
import type { MessageInput } from '../../../src/protocol/message.js';
import { StageRoom } from '../../support/stage-room.js';

const patient = { timeout: 8000 };
const paid = (name: string, amount: number, content = 'hello', more: Partial<MessageInput & object> = {}): MessageInput & object => ({
  ...{ type: 'live:superchat', content: { content, amount, currency: 'coin', tier: 1 }, sender: { id: name, name }, sentAt: Date.now() },
  ...more,
});

async function open(attributes: Partial<SuperChat> = {}): Promise<SuperChat> {
  const box = await fixture<HTMLElement>(html`<div lang="en" style="width: 390px; min-height: 420px; background: white; color-scheme: light"><super-chat></super-chat></div>`);
  const el = box.querySelector('super-chat')!;
  Object.assign(el, attributes);
  await el.updateComplete;
  return el;
}

const find = <E extends Element = HTMLElement>(el: SuperChat, selector: string) => el.shadowRoot!.querySelector<E>(selector)!;
const entries = (el: SuperChat) => [...el.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=entry]')];
const named = (el: SuperChat) => entries(el).map((entry) => entry.querySelector('.visually-hidden')!.textContent);
const why = (el: SuperChat) => find(el, '#why').textContent!.trim();

async function write(el: SuperChat, text: string): Promise<void> {
  if (!find(el, 'textarea')) find<HTMLButtonElement>(el, '[part=add]').click();
  await el.updateComplete;
  const field = find<HTMLTextAreaElement>(el, 'textarea');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await el.updateComplete;
}
async function pay(el: SuperChat, amount: string): Promise<void> {
  const field = find<HTMLInputElement>(el, '.own-amount');
  field.value = amount;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await el.updateComplete;
}

describe('<super-chat>', () => {
  it('shows those that are running, newest first, and opens one to its words', async () => {
    const el = await open();
    el.push([paid('Ann', 50, 'first', { sentAt: Date.now() - 30_000 }), paid('小明', 1000, '<b>dear</b>')]);
    await el.updateComplete;
    expect(named(el)).to.deep.equal(['小明, 1,000 coins, 60 min left', 'Ann, 50 coins, 2 min left']);
    entries(el)[0]!.click();
    await el.updateComplete;
    expect(find(el, '[part=card] p').textContent).to.equal('<b>dear</b>');
    await expect(el).to.be.accessible();
    entries(el)[0]!.click();
    await el.updateComplete;
    expect(find(el, '[part=card]')).to.equal(null);
  });

  it('lets them go when their time is over', async () => {
    const el = await open({ tiers: [{ from: 1, textLength: 10, pinMs: 1500 }] });
    el.push(paid('Ann', 1));
    await el.updateComplete;
    expect(entries(el)).to.have.length(1);
    await waitUntil(() => entries(el).length === 0, 'it should go', patient);
  });

  it('has the same ones after a reload, from history, and loses one that is taken back', async () => {
    const hub = new LocalHub();
    hub.seed('r', { messages: [{ ...paid('Zoe', 100, 'still here'), user: 'Zoe', ago: 120_000 }, { ...paid('Old', 30), user: 'Old', ago: 70_000 }] });
    const host = createLocalClient({ user: { id: 'h', name: 'Host', role: 'host' }, hub });
    const room = await host.join('r', { history: 10 });
    const el = await open({ room });
    expect(named(el)).to.deep.equal(['Zoe, 100 coins, 3 min left']);
    await room.recall(room.messages.find(({ sender }) => sender.name === 'Zoe')!.id);
    await waitUntil(() => entries(el).length === 0, 'taken back', patient);
    host.disconnect();
  });

  it('has the same ones after a reload in a room where a hundred things were said since, and loses one that is taken back', async () => {
    const hub = new LocalHub();
    const [zoe, host] = [createLocalClient({ user: { id: 'z', name: 'Zoe' }, hub }), createLocalClient({ user: { id: 'h', name: 'Host', role: 'host' }, hub })];
    const spoken = await (await zoe.join('r')).send({ type: 'live:superchat', content: { content: 'still here', amount: 100, currency: 'coin', tier: 3 } });
    for (let n = 0; n < 100; n++) hub.say('r', 'Bob', `lol ${n}`);
    const room = await host.join('r', { history: 10 });
    const el = await open({ room });
    await waitUntil(() => named(el).join() === 'Zoe, 100 coins, 5 min left', 'from what the server tells', patient);
    await room.recall(spoken.id);
    await waitUntil(() => entries(el).length === 0, 'taken back', patient);
    for (const client of [zoe, host]) client.disconnect();
  });

  it('asks the page first, then sends what was written', async () => {
    const room = new StageRoom();
    const el = await open({ room: room.handle });
    await write(el, '  加油！ ');
    find<HTMLInputElement>(el, 'input[type=radio]').click();
    await el.updateComplete;
    expect(find(el, '[part=send]').textContent!.trim()).to.equal('Send for 30 coins');
    await expect(el).to.be.accessible();
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => !find(el, 'form'), 'it closes', patient);
    expect(room.sent).to.deep.equal([{ type: 'live:superchat', content: { content: '加油！', amount: 30, currency: 'coin', tier: 1 } }]);
    el.addEventListener('live-superchat-submit', (event) => event.preventDefault());
    await write(el, 'paid elsewhere');
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => !find(el, 'form'), 'it closes', patient);
    expect(room.sent).to.have.length(1);
  });

  it('says what an amount buys, and what is too much for it', async () => {
    const room = new StageRoom();
    const el = await open({ room: room.handle });
    await write(el, '🎉'.repeat(500));
    expect(find(el, '.buys').textContent).to.contain('Up to 60 characters, 2 min on top').and.contain('500 of 60');
    expect(why(el)).to.equal('440 characters too many for this amount. Shorten it, or pay more.');
    find<HTMLButtonElement>(el, '[part=send]').click();
    await write(el, '👨‍👩‍👧‍👦'.repeat(61));
    expect(why(el)).to.contain('1 character too many');
    for (const [amount, words] of [['-50', 'A super chat costs at least 30 coins.'], ['0', 'at least'], ['', 'at least'], ['30.5', 'at least'], ['29', 'at least']] as const) {
      await pay(el, amount);
      expect(why(el), amount).to.contain(words);
      find<HTMLButtonElement>(el, '[part=send]').click();
    }
    await pay(el, '700');
    await write(el, ' \u200b ');
    find<HTMLButtonElement>(el, '[part=send]').click();
    await el.updateComplete;
    expect(why(el)).to.equal('Write something first.');
    expect(room.sent).to.deep.equal([]);
  });

  it('tells of a refusal in words', async () => {
    const room = new StageRoom({ onSend: () => Promise.reject(new ChatError('muted')) });
    const el = await open({ room: room.handle });
    await write(el, 'hello');
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => why(el).includes('You are muted'), 'the reason', patient);
  });

  it('keeps the words when the shop or the SDK refuses, and gives them up once they have a row', async () => {
    const room = new StageRoom({ onSend: () => Promise.reject(new ChatError('too-large')) });
    const el = await open({ room: room.handle });
    const words = () => find<HTMLTextAreaElement>(el, 'textarea').value;
    await write(el, 'dear words');
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => why(el).includes('too long'), 'the reason', patient);
    expect(words()).to.equal('dear words');
    el.buy = () => Promise.reject(new Error('no money'));
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => why(el).includes('went wrong'), 'the reason', patient);
    expect(words()).to.equal('dear words');
    const taking = new StageRoom({
      onSend: (draft, stage) => {
        stage.take(draft);
        return Promise.reject(new ChatError('muted'));
      },
    });
    Object.assign(el, { buy: undefined, room: taking.handle });
    await el.updateComplete;
    find<HTMLButtonElement>(el, '[part=send]').click();
    await waitUntil(() => why(el).includes('You are muted'), 'the reason', patient);
    expect(words()).to.equal('');
  });

  it('waits while one is not in the room, and keeps the words', async () => {
    const room = new StageRoom({ connection: { state: 'connecting' } });
    const el = await open({ room: room.handle });
    await write(el, 'kept');
    expect(why(el)).to.contain('You are not in the room');
    room.setRoom({ state: 'joined' });
    room.setConnection({ state: 'connected' });
    room.setRoom({ state: 'joined' });
    await waitUntil(() => why(el) === '', 'ready', patient);
    expect(find<HTMLTextAreaElement>(el, 'textarea').value).to.equal('kept');
  });

  it('is worked by keys, and gives the focus back', async () => {
    const el = await open();
    find<HTMLButtonElement>(el, '[part=add]').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => el.shadowRoot!.activeElement?.localName === 'textarea', 'in the field', patient);
    find<HTMLButtonElement>(el, '.close').click();
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement).to.equal(find(el, '[part=add]'));
  });

  it('writes money of the world in the viewer’s way', async () => {
    const el = await open({ currency: 'USD', tiers: [{ from: 500, textLength: 50, pinMs: 60_000 }] });
    el.push(paid('Ann', 1050, 'hi', { content: { content: 'hi', amount: 1050, currency: 'USD', tier: 1 } }));
    await el.updateComplete;
    expect(named(el)[0]).to.contain('$10.50');
    el.parentElement!.lang = 'zh-CN';
    await waitUntil(() => named(el)[0]!.includes('US$10.50'), 'in Chinese', patient);
  });

  it('stands as a card in the list, in words of any length', async () => {
    const list = await fixture<HTMLElementTagNameMap['message-list']>(html`<message-list lang="en" style="height: 300px; width: 300px"></message-list>`);
    list.push(paid('Ann', 100, '🎉'.repeat(500)));
    await waitUntil(() => list.shadowRoot!.querySelector('.superchat'), 'the card', patient);
    const card = list.shadowRoot!.querySelector<HTMLElement>('.superchat')!;
    expect(card.textContent).to.contain('100 coins');
    expect(card.scrollWidth).to.be.at.most(card.clientWidth);
    await expect(list).to.be.accessible();
  });

  it('leaves nothing behind', async () => {
    const room = new StageRoom();
    const el = await open({ room: room.handle });
    el.remove();
    await waitUntil(() => room.listeners === 0);
  });
});
