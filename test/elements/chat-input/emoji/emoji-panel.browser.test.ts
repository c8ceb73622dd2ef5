import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ChatInputDriver } from '../chat-input-driver.js';

/** The browser of a bare machine has no emoji font; naming a version keeps the picker from asking it. */
const emojiVersion = 15;

const picker = (input: ChatInputDriver) => input.panel.querySelector('emoji-picker')?.shadowRoot ?? null;
const emoji = (input: ChatInputDriver, unicode: string) => picker(input)?.getElementById(`emo-${unicode}`) ?? null;
const idle = () => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve)));
const closed = (input: ChatInputDriver) => !input.panel.matches(':popover-open');

async function openPicker(input: ChatInputDriver): Promise<void> {
  input.emojiButton.focus();
  await sendKeys({ press: 'Enter' });
  await input.until(() => picker(input)?.querySelector('.tabpanel .emoji-menu button') != null, 'no emoji');
}

describe('<chat-input>: emoji', () => {
  beforeEach(() => localStorage.clear());

  it('by keyboard only: open, search, insert at the caret, close, send', async () => {
    const input = await ChatInputDriver.open({}, { emojiVersion });
    await input.type('Wow!');
    input.field.setSelectionRange(3, 3);
    await openPicker(input);
    await input.until(() => picker(input)!.activeElement?.id === 'search', 'the focus is not in the search field');
    await sendKeys({ type: 'rocket' });
    await input.until(() => emoji(input, '🚀')?.getAttribute('role') === 'option', 'nothing found');
    // The picker takes up each letter when the browser is idle, and forgets its chosen result then.
    await idle();
    await sendKeys({ press: 'ArrowDown' });
    await input.until(() => picker(input)!.querySelector('input')!.getAttribute('aria-activedescendant') === 'emo-🚀', 'not chosen');
    await sendKeys({ press: 'Enter' });
    await input.until(() => input.field.value === 'Wow🚀!', 'not inserted at the caret');
    expect(closed(input)).to.equal(false);
    await sendKeys({ press: 'Escape' });
    await input.until(() => closed(input) && input.hasFocus(), 'the focus is not back in the field');
    await sendKeys({ press: 'Enter' });
    await input.element.updateComplete;
    expect(input.room.sent).to.deep.equal(['Wow🚀!']);
  });

  it('loads nothing before it is opened, and nothing from elsewhere', async () => {
    const loaded = () => performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    const before = loaded().length;
    const input = await ChatInputDriver.open({}, { emojiVersion });
    expect(loaded().slice(before).filter(({ pathname }) => pathname.includes('emoji'))).to.deep.equal([]);
    await openPicker(input);
    expect(loaded().filter(({ protocol, host }) => protocol.startsWith('http') && host !== location.host)).to.deep.equal([]);
  });

  it('moves nothing on the page', async () => {
    const input = await ChatInputDriver.open({}, { emojiVersion });
    const place = () => JSON.stringify(input.element.getBoundingClientRect());
    const before = [place(), document.documentElement.scrollHeight];
    await openPicker(input);
    expect([place(), document.documentElement.scrollHeight]).to.deep.equal(before);
    const { left, right, top, bottom } = input.panel.getBoundingClientRect();
    expect(Math.min(left, top)).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });

  it('speaks the language of the page, also when that changes while it is open', async () => {
    const input = await ChatInputDriver.open({}, { emojiVersion });
    await openPicker(input);
    expect(picker(input)!.querySelector('input')!.placeholder).to.equal('Search');
    input.element.lang = 'zh-CN';
    await input.until(() => picker(input)?.querySelector('input')?.placeholder === '搜索', 'still English');
    await input.until(() => emoji(input, '😀')?.getAttribute('aria-label')?.includes('嘿嘿') === true, 'emoji names still English');
  });

  it('offers what was used before', async () => {
    const first = await ChatInputDriver.open({}, { emojiVersion });
    await openPicker(first);
    emoji(first, '😂')!.click();
    await first.until(() => first.field.value === '😂', 'not inserted');
    first.element.remove();
    const second = await ChatInputDriver.open({}, { emojiVersion });
    await openPicker(second);
    await second.until(() => picker(second)!.querySelector('.favorites button')?.id === 'fav-😂', 'not among the favourites');
  });

  it('has no faults that axe finds in what is ours', async () => {
    const input = await ChatInputDriver.open({}, { emojiVersion });
    await openPicker(input);
    await expect(input.element).to.be.accessible();
  });

  it('failing to load closes the panel, says so, and leaves the field as it was', async () => {
    let broken = true;
    const input = await ChatInputDriver.open({}, {
      loadEmoji: () => (broken ? Promise.reject(new Error('offline')) : Promise.resolve(document.createElement('p'))),
    });
    await input.type('Hello');
    const failed = oneEvent(input.element, 'live-error');
    input.emojiButton.click();
    expect((await failed).detail.source).to.equal('emoji');
    await input.element.updateComplete;
    expect(input.hint).to.equal('Emoji could not be loaded. You can still type.');
    expect(closed(input)).to.equal(true);
    await input.type('Hello all');
    await input.enter();
    expect(input.room.sent).to.deep.equal(['Hello all']);
    broken = false;
    input.emojiButton.click();
    await input.until(() => input.panel.querySelector('p:not(.loading)') !== null, 'the second try does not load');
  });
});
