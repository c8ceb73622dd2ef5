import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import '../../../src/define/gift-bar.js';
import type { GiftBar } from '../../../src/elements/gift-bar/gift-bar.js';
import { ChatError } from '../../../src/protocol/errors.js';
import type { GiftContent } from '../../../src/protocol/message.js';
import { StageRoom } from '../../support/stage-room.js';

/** Patient, as other tests may be using the machine. */
const until = (check: () => unknown, why?: string) => waitUntil(check, why, { timeout: 8000 });
const tea = { id: 'tea', name: { en: 'Tea', 'zh-CN': '茶' }, icon: 'icon:coffee', price: 20 };
const wink = { id: 'wink', name: 'Wink', icon: 'icon:heart', price: 0 };

async function open(attributes: Partial<GiftBar> = {}, width = 390): Promise<GiftBar> {
  const box = await fixture<HTMLElement>(html`<div lang="en" style="width: ${width}px"><gift-bar></gift-bar></div>`);
  const el = box.querySelector('gift-bar')!;
  Object.assign(el, attributes);
  await el.updateComplete;
  return el;
}

const role = <E extends HTMLElement>(el: GiftBar, name: string) => [...el.shadowRoot!.querySelectorAll<E>(`[role=${name}]`)];
const gifts = (el: GiftBar) => role<HTMLButtonElement>(el, 'radio');
const chosen = (el: GiftBar) => gifts(el).find((gift) => gift.getAttribute('aria-checked') === 'true')!.getAttribute('aria-label');
const send = (el: GiftBar) => el.shadowRoot!.querySelector<HTMLButtonElement>('[part=send]')!;
const sent = (room: StageRoom) => room.sent.map((draft) => (draft as { content: GiftContent }).content);

describe('<gift-bar>', () => {
  it('offers gifts with name and price, one of them chosen', async () => {
    const el = await open({ gifts: [tea, wink] });
    expect(gifts(el).map((gift) => gift.getAttribute('aria-label'))).to.deep.equal(['Tea, 20 coins', 'Wink, Free']);
    expect(chosen(el)).to.equal('Tea, 20 coins');
    gifts(el)[1]!.click();
    await el.updateComplete;
    expect(chosen(el)).to.equal('Wink, Free');
    await expect(el).to.be.accessible();
  });

  it('has gifts of its own, pictures included', async () => {
    const el = await open();
    expect(gifts(el)).to.have.length(8);
    expect(gifts(el).every((gift) => gift.querySelector('svg')!.children.length > 1)).to.equal(true);
    await expect(el).to.be.accessible();
  });

  it('sends the chosen gift to the room', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea, wink], room: room.handle });
    send(el).click();
    const [content] = sent(room);
    expect(content).to.include({ gift: 'tea', icon: 'icon:coffee', price: 20, count: 1, total: 1 });
    // Everybody reads it in a language of their own.
    expect(content!.name).to.deep.equal({ en: 'Tea', 'zh-CN': '茶' });
    expect((room.sent[0] as { type: string }).type).to.equal('live:gift');
    expect(content!.combo).to.be.a('string').that.is.not.empty;
  });

  it('merges fast repeats into one combo with an exact total', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea], room: room.handle });
    for (let i = 0; i < 10; i++) send(el).click();
    expect(sent(room)).to.have.length(1);
    await until(() => sent(room).length === 2);
    const [first, second] = sent(room);
    expect([first!.count, second!.count, second!.total]).to.deep.equal([1, 9, 10]);
    expect(second!.combo).to.equal(first!.combo);
    expect(send(el).getAttribute('aria-label')).to.contain('10 so far');
    expect(el.shadowRoot!.querySelector('.times')!.textContent).to.equal('×10');
    await expect(el).to.be.accessible();
  });

  it('loses nothing of a combo when it is removed', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea], room: room.handle });
    for (let i = 0; i < 5; i++) send(el).click();
    el.remove();
    expect(sent(room).reduce((sum, { count }) => sum + count, 0)).to.equal(5);
    expect(sent(room).at(-1)!.total).to.equal(5);
    await until(() => room.listeners === 0);
  });

  it('sends many at a time: a given number or one’s own', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea, wink], room: room.handle, quantities: [1, 10] });
    const ten = [...el.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type=radio]')][1]!;
    ten.click();
    await el.updateComplete;
    expect(send(el).getAttribute('aria-label')).to.equal('Send Tea ×10, 200 coins');
    const own = el.shadowRoot!.querySelector<HTMLInputElement>('input[type=number]')!;
    own.focus();
    await sendKeys({ type: '12' });
    await sendKeys({ press: 'Enter' });
    expect(sent(room)[0]!.count).to.equal(12);
    expect(own.value).to.equal('12');
  });

  it('is worked by keys: arrows along and across, Home, End, Enter', async () => {
    const room = new StageRoom();
    const el = await open({ room: room.handle });
    gifts(el)[0]!.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(chosen(el)).to.contain('Heart');
    await sendKeys({ press: 'ArrowDown' });
    expect(chosen(el)).to.contain('Fireworks');
    await sendKeys({ press: 'End' });
    expect(chosen(el)).to.contain('Castle');
    await sendKeys({ press: 'Home' });
    expect(chosen(el)).to.contain('Rose');
    expect(el.shadowRoot!.activeElement).to.equal(gifts(el)[0]);
    await sendKeys({ press: 'Enter' });
    expect(sent(room).map(({ gift }) => gift)).to.deep.equal(['rose']);
  });

  it('stands in one line where there is width', async () => {
    const el = await open({}, 900);
    expect(new Set(gifts(el).map((gift) => gift.getBoundingClientRect().top)).size).to.equal(1);
    const narrow = await open({}, 340);
    expect(new Set(gifts(narrow).map((gift) => gift.parentElement!.getBoundingClientRect().top)).size).to.equal(2);
  });

  it('leaves the sending to a page that cancels', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea], room: room.handle });
    let asked: unknown;
    el.addEventListener('live-gift-submit', (event) => {
      event.preventDefault();
      asked = event.detail;
    });
    send(el).click();
    expect(asked).to.deep.equal({ gift: tea, count: 1 });
    expect(room.sent).to.deep.equal([]);
  });

  it('asks for no more than one has', async () => {
    const room = new StageRoom();
    const el = await open({ gifts: [tea], room: room.handle, balance: 19 });
    expect(send(el).getAttribute('aria-disabled')).to.equal('true');
    expect(send(el).getAttribute('aria-label')).to.contain('Not enough coins');
    send(el).click();
    expect(room.sent).to.deep.equal([]);
    el.balance = 20;
    await el.updateComplete;
    send(el).click();
    expect(room.sent).to.have.length(1);
  });

  it('says why nothing can be sent', async () => {
    const room = new StageRoom({ connection: { state: 'connecting' } });
    const el = await open({ room: room.handle });
    const note = () => el.shadowRoot!.querySelector('[part=note]')?.textContent?.trim();
    expect(note()).to.equal('Connecting… gifts can be sent when you are back.');
    send(el).click();
    expect(room.sent).to.deep.equal([]);
    await expect(el).to.be.accessible();
    room.setConnection({ state: 'connected' });
    await until(() => note() === undefined);
    el.disabled = true;
    await until(() => note() === 'Gifts are off right now.');
  });

  it('tells of a refusal, in words, and lets one go on', async () => {
    const room = new StageRoom({ onSend: () => Promise.reject(new ChatError('muted')) });
    const el = await open({ gifts: [tea], room: room.handle });
    let error: unknown;
    el.addEventListener('live-error', (event) => (error = event.detail.error));
    send(el).click();
    await until(() => el.shadowRoot!.textContent!.includes('You are muted in this room'));
    expect((error as ChatError).name).to.equal('muted');
    expect(send(el).hasAttribute('aria-disabled')).to.equal(false);
  });

  it('shows names as text and a broken picture as nothing', async () => {
    const el = await open({ gifts: [{ id: 'x', name: '<img src=x>', icon: 'data:image/png;base64,broken', price: 1 }] });
    expect(el.shadowRoot!.querySelector('.name')!.textContent).to.equal('<img src=x>');
    const picture = el.shadowRoot!.querySelector('img')!;
    await until(() => getComputedStyle(picture).visibility === 'hidden');
  });

  it('says so when there is nothing to give', async () => {
    const el = await open({ gifts: [] });
    expect(el.shadowRoot!.textContent).to.contain('There are no gifts here yet');
    await expect(el).to.be.accessible();
  });

  it('speaks Chinese when the page does, live', async () => {
    const el = await open({ gifts: [tea] });
    el.parentElement!.lang = 'zh-CN';
    await until(() => gifts(el)[0]!.getAttribute('aria-label') === '茶，20 金币');
  });

  describe('tabs', () => {
    const hot = { en: 'Hot', 'zh-CN': '热门' };
    const tabbed = [{ ...tea, tab: hot }, { ...wink, tab: 'Fun' }, { id: 'hat', name: 'Hat', icon: '', price: 7, tab: 'Fun' }];
    const tabs = (el: GiftBar) => role<HTMLButtonElement>(el, 'tab');
    const shown = (el: GiftBar) => tabs(el).find((tab) => tab.getAttribute('aria-selected') === 'true')?.textContent;
    const names = (el: GiftBar) => gifts(el).map((gift) => gift.querySelector('.name')!.textContent);
    beforeEach(() => sessionStorage.clear());

    it('are there only where gifts have some', async () => {
      expect(tabs(await open({ gifts: [tea, wink] }))).to.have.length(0);
      expect(tabs(await open({ gifts: [tabbed[0]!] }))).to.have.length(0);
    });

    it('show the gifts of one, and send only those', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: tabbed, room: room.handle });
      expect([shown(el), ...names(el)]).to.deep.equal(['Hot', 'Tea']);
      tabs(el)[1]!.click();
      await el.updateComplete;
      expect([shown(el), ...names(el)]).to.deep.equal(['Fun', 'Wink', 'Hat']);
      send(el).click();
      expect(sent(room).map(({ gift }) => gift)).to.deep.equal(['wink']);
      await expect(el).to.be.accessible();
    });

    it('are worked by keys, with one tab stop', async () => {
      const el = await open({ gifts: tabbed });
      tabs(el)[0]!.focus();
      await sendKeys({ press: 'ArrowRight' });
      await el.updateComplete;
      expect(shown(el)).to.equal('Fun');
      expect(el.shadowRoot!.activeElement).to.equal(tabs(el)[1]);
      expect(tabs(el).map((tab) => tab.tabIndex)).to.deep.equal([-1, 0]);
      await sendKeys({ press: 'Home' });
      await el.updateComplete;
      expect(shown(el)).to.equal('Hot');
      await sendKeys({ press: 'Tab' });
      expect(el.shadowRoot!.activeElement).to.equal(gifts(el)[0]);
    });

    it('are remembered while the window is open, in any language', async () => {
      const el = await open({ gifts: tabbed });
      tabs(el)[1]!.click();
      tabs(el)[0]!.click();
      el.remove();
      const again = await open({ gifts: [tabbed[1]!, tabbed[0]!] });
      expect(shown(again)).to.equal('Hot');
      again.parentElement!.lang = 'zh-CN';
      await until(() => shown(again) === '热门');
    });

    it('follow the gift that the page chooses', async () => {
      const el = await open({ gifts: tabbed, selected: 'hat' });
      expect([shown(el), chosen(el)]).to.deep.equal(['Fun', 'Hat, 7 coins']);
    });
  });

  describe('held', () => {
    const middle = (node: Element): [number, number] => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + Math.min(height, 60) / 2)];
    };
    const press = async (node: Element) => {
      await sendMouse({ type: 'move', position: middle(node) });
      await sendMouse({ type: 'down' });
    };
    const total = (room: StageRoom) => sent(room).reduce((sum, { count }) => sum + count, 0);
    const counter = (el: GiftBar) => Number(el.shadowRoot!.querySelector('.times')?.textContent!.slice(1) ?? 0);
    afterEach(() => resetMouse());

    it('the send button repeats until it is let go, as one combo, and the click at the end counts nothing', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: [tea], room: room.handle });
      await press(send(el));
      await until(() => counter(el) >= 8);
      await sendMouse({ type: 'up' });
      const counted = counter(el);
      await until(() => total(room) === counted);
      expect(new Set(sent(room).map(({ combo }) => combo)).size).to.equal(1);
      expect(sent(room).at(-1)!.total).to.equal(counted);
      expect(sent(room).length).to.be.below(counted);
      expect(counter(el)).to.equal(counted);
    });

    it('a gift is chosen and repeats; a short press only chooses', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: [tea, wink], room: room.handle });
      await press(gifts(el)[1]!);
      await until(() => counter(el) >= 3);
      await sendMouse({ type: 'up' });
      expect(chosen(el)).to.equal('Wink, Free');
      expect(sent(room).every(({ gift }) => gift === 'wink')).to.equal(true);
      const before = total(room);
      gifts(el)[0]!.click();
      await el.updateComplete;
      expect(chosen(el)).to.equal('Tea, 20 coins');
      await until(() => total(room) >= before);
    });

    it('ends where the finger goes on to scroll, or the pointer is lost', async () => {
      for (const end of ['pointercancel', 'lostpointercapture']) {
        const room = new StageRoom();
        const el = await open({ gifts: [tea], room: room.handle });
        await press(send(el));
        await until(() => counter(el) >= 2);
        send(el).dispatchEvent(new PointerEvent(end));
        const counted = counter(el);
        await until(() => total(room) === counted);
        await sendMouse({ type: 'up' });
        expect(sent(room).at(-1)!.total).to.equal(counted);
        el.remove();
      }
    });

    it('ends when the page is hidden', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: [tea], room: room.handle });
      await press(send(el));
      await until(() => counter(el) >= 2);
      document.dispatchEvent(new Event('visibilitychange'));
      const counted = counter(el);
      await until(() => total(room) === counted);
      expect(sent(room).at(-1)!.total).to.equal(counted);
    });

    it('spends what there is and no more', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: [tea], room: room.handle, balance: 130 });
      await press(send(el));
      await until(() => send(el).getAttribute('aria-disabled') === 'true');
      await until(() => total(room) === 6);
      expect(sent(room).at(-1)!.total).to.equal(6);
      expect(el.shadowRoot!.querySelector('[part=balance]')!.textContent).to.contain('10');
      expect(send(el).getAttribute('aria-label')).to.contain('Not enough coins');
    });

    it('asks a page that takes over only once', async () => {
      const el = await open({ gifts: [tea], room: new StageRoom().handle });
      let asked = 0;
      el.addEventListener('live-gift-submit', (event) => {
        asked++;
        event.preventDefault();
      });
      await press(send(el));
      await until(() => asked === 1);
      await sendMouse({ type: 'up' });
      await sendMouse({ type: 'down' });
      await until(() => asked === 2);
    });

    it('a key repeats too, at its own pace', async () => {
      const room = new StageRoom();
      const el = await open({ gifts: [tea], room: room.handle });
      send(el).focus();
      await sendKeys({ down: 'Enter' });
      await until(() => counter(el) >= 3);
      await sendKeys({ up: 'Enter' });
      const counted = counter(el);
      await until(() => total(room) === counted);
      expect(sent(room).at(-1)!.total).to.equal(counted);
    });

    it('ends when the connection breaks, and what was counted arrives exactly', async () => {
      const hub = new LocalHub();
      const [ann, bob] = [createLocalClient({ user: 'Ann', hub, latencyMs: 20 }), createLocalClient({ user: 'Bob', hub })];
      await Promise.all([ann.connect(), bob.connect()]);
      const room = await ann.join('show', { create: true });
      const seen: GiftContent[] = [];
      (await bob.join('show')).on('messages', (batch) => seen.push(...batch.filter(({ type }) => type === 'live:gift').map(({ content }) => content as GiftContent)));
      const el = await open({ gifts: [tea], room });
      await press(send(el));
      await until(() => counter(el) >= 4);
      hub.cut(ann);
      await until(() => send(el).getAttribute('aria-disabled') === 'true');
      const counted = counter(el);
      await until(() => seen.reduce((sum, { count }) => sum + count, 0) === counted);
      expect(seen.at(-1)!.total).to.equal(counted);
      await until(() => !send(el).hasAttribute('aria-disabled'));
      for (const client of [ann, bob]) client.disconnect();
      hub.close();
    });
  });
});
