import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { DanmakuLayer } from '../../../src/elements/danmaku-layer/danmaku-layer.js';
import type { LiveDanmakuActionEvent } from '../../../src/elements/events.js';
import { appears, comments, find, layer, left, texts, until } from './on-stage.js';

describe('<danmaku-layer interactive>', () => {
  const item = { text: 'catch me', message: { id: 'm1', type: 'RC:TxtMsg', sender: { id: 'u1', name: 'Ann' } } as never };
  const controls = (el: DanmakuLayer) => el.shadowRoot!.querySelector('.controls')!;
  const button = (el: DanmakuLayer, name: string) => [...controls(el).querySelectorAll('button')].find((one) => one.textContent!.trim() === name)!;
  const menuOpen = (el: DanmakuLayer) => controls(el).querySelector('[role=menu]')!.matches(':popover-open');

  async function ready(): Promise<DanmakuLayer> {
    const el = await layer({ interactive: true, duration: 6 });
    el.lang = 'en';
    await until(() => el.shadowRoot!.querySelector('.chooser'), 'its buttons should be there');
    return el;
  }

  it('holds the one under the pointer while the others go on, and lets it go', async () => {
    const el = await ready();
    el.push([item, 'another']);
    await until(() => find(el, 'catch me') && left(el, 'catch me') < 600);
    const { left: x, top: y, width } = find(el, 'catch me')!.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + 12)] });
    await until(() => el.shadowRoot!.querySelector('.held'), 'it should be held');
    const held = el.shadowRoot!.querySelector('.held')!.getBoundingClientRect().left;
    const other = left(el, 'another');
    await until(() => left(el, 'another') < other - 30);
    expect(el.shadowRoot!.querySelector('.held')!.getBoundingClientRect().left).to.equal(held);
    await sendMouse({ type: 'move', position: [5, 590] });
    await until(() => !el.shadowRoot!.querySelector('.held'), 'it should be let go');
    expect(getComputedStyle(find(el, 'catch me')!).visibility).to.equal('visible');
  });

  it('leads the keyboard to a comment and to what can be done with it', async () => {
    const el = await ready();
    el.push(item);
    await until(() => find(el, 'catch me') && left(el, 'catch me') < 700);
    const actions: LiveDanmakuActionEvent['detail'][] = [];
    el.addEventListener('live-danmaku-action', (event) => {
      event.preventDefault();
      actions.push(event.detail);
    });
    button(el, 'Choose a comment').focus();
    await sendKeys({ press: 'Enter' });
    expect(el.paused).to.equal(true);
    expect(controls(el).querySelector('[role=status]')!.textContent).to.equal('Ann: catch me');
    await expect(el).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await until(() => menuOpen(el));
    await expect(el).to.be.accessible();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    expect(actions.map(({ action, text, message }) => [action, text, message?.id])).to.deep.equal([['report', 'catch me', 'm1']]);
    await until(() => el.shadowRoot!.activeElement?.classList.contains('chooser'), 'the focus should come back');
    await sendKeys({ press: 'Escape' });
    expect(el.paused).to.equal(false);
  });

  it('copies what was said, whole, by click; and says so when it cannot', async () => {
    const el = await ready();
    const whole = `${'long '.repeat(60)}end`;
    el.push({ ...item, text: whole });
    await until(() => comments(el).length === 1);
    const copied: string[] = [];
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => (copied.push(text), copied.length > 1 ? Promise.reject(new Error('forbidden')) : Promise.resolve());
    const errors: string[] = [];
    el.addEventListener('live-error', ({ detail }) => errors.push(detail.error.message));
    for (let round = 0; round < 2; round++) {
      (el.shadowRoot!.querySelector<HTMLElement>('.held') ?? comments(el)[0]!).click();
      await until(() => menuOpen(el));
      button(el, 'Copy').click();
      await until(() => copied.length === round + 1);
    }
    expect(copied).to.deep.equal([whole, whole]);
    await until(() => errors.length === 1);
    navigator.clipboard.writeText = write;
  });

  it('lets go of a comment under a finger that scrolls the page', async () => {
    const el = await ready();
    el.push(item);
    await appears(el, 'catch me');
    const node = find(el, 'catch me')!;
    const touch = { bubbles: true, composed: true, pointerType: 'touch' };
    node.dispatchEvent(new PointerEvent('pointerover', touch));
    const held = () => el.shadowRoot!.querySelector('.held');
    expect(held()!.textContent).to.equal('catch me');
    held()!.dispatchEvent(new PointerEvent('pointercancel', touch));
    expect(held()).to.equal(null);
    expect(getComputedStyle(node).visibility).to.equal('visible');
  });

  it('leads to the newest first, whichever way they move', async () => {
    for (const mode of ['scroll', 'reverse'] as const) {
      const el = await ready();
      const says = (text: string) => ({ text, mode, message: { ...item.message as object, sender: { id: 'u1', name: 'Ann' } } as never });
      el.push(says('earlier'));
      await until(() => find(el, 'earlier') && left(el, 'earlier') > 150 && left(el, 'earlier') < 650, 'it should be well in');
      el.push(says('later'));
      await until(() => find(el, 'later') && left(el, 'later') > -20 && left(el, 'later') < 780, 'it should come in');
      button(el, 'Choose a comment').focus();
      await sendKeys({ press: 'Enter' });
      expect(controls(el).querySelector('[role=status]')!.textContent, mode).to.equal('Ann: later');
      await sendKeys({ press: 'ArrowRight' });
      expect(controls(el).querySelector('[role=status]')!.textContent, mode).to.equal('Ann: earlier');
      await sendKeys({ press: 'Escape' });
    }
  });

  it('hides all of a person who is blocked', async () => {
    const el = await ready();
    el.push([item, 'from somebody else']);
    await appears(el, 'catch me');
    find(el, 'catch me')!.click();
    await until(() => menuOpen(el));
    button(el, 'Hide Ann').click();
    await el.updateComplete;
    expect(el.filters).to.deep.equal({ users: ['u1'] });
    expect(comments(el).filter((node) => node.textContent === 'catch me').every((node) => getComputedStyle(node).visibility === 'hidden')).to.equal(true);
    el.push({ ...item, text: 'me again' });
    el.push('after');
    await appears(el, 'after');
    expect(texts(el)).to.not.include('me again');
  });
});
