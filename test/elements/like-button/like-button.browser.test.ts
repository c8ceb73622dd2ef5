import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../../src/define/like-button.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { LikeButton } from '../../../src/elements/like-button/like-button.js';
import type { LiveLikeEvent } from '../../../src/elements/events.js';
import { StageRoom } from '../../support/stage-room.js';

/** Patient, as other tests may be using the machine. */
const until = (check: () => unknown, why?: string) => waitUntil(check, why, { timeout: 8000 });
const open = (content = html`<like-button lang="en"></like-button>`) => fixture<LikeButton>(content);
const button = (el: LikeButton) => el.shadowRoot!.querySelector('button')!;
const label = (el: LikeButton) => button(el).getAttribute('aria-label')!;
const hearts = (el: LikeButton) => el.shadowRoot!.querySelector('[part=hearts]')!.getAnimations({ subtree: true });
const says = (el: LikeButton, count: string) => until(() => label(el).includes(count), `should say ${count}`);

function press(el: LikeButton): void {
  button(el).dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true }));
}
function release(el: LikeButton): void {
  button(el).dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  button(el).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
}

describe('<like-button>', () => {
  it('counts a tap once, with a heart', async () => {
    const el = await open(html`<like-button lang="en" count="41"></like-button>`);
    expect(label(el)).to.equal('Like, 41 likes so far');
    press(el);
    release(el);
    await says(el, '42');
    expect(hearts(el)).to.have.length(1);
    await expect(el).to.be.accessible();
  });

  it('counts again and again while it is held, and stops at release', async () => {
    const el = await open();
    press(el);
    await until(() => el.count >= 4, 'it should go on');
    release(el);
    const count = el.count;
    await until(() => hearts(el).length === 0, 'the hearts should be gone');
    expect(el.count).to.equal(count);
  });

  it('is pressed by Enter and Space, once each', async () => {
    const el = await open();
    button(el).focus();
    await sendKeys({ press: 'Enter' });
    await says(el, '1 like');
    await sendKeys({ press: 'Space' });
    await says(el, '2 likes');
    expect(el.count).to.equal(2);
  });

  it('is pressed by assistive technology, which only clicks', async () => {
    const el = await open();
    button(el).click();
    await says(el, '1 like');
  });

  it('sends, counts and shows nothing when the page cancels', async () => {
    const el = await open();
    el.addEventListener('live-like', (event) => event.preventDefault());
    button(el).click();
    expect(el.count).to.equal(0);
    expect(hearts(el)).to.have.length(0);
  });

  it('tells the page of each tap', async () => {
    const el = await open();
    const counts: number[] = [];
    document.addEventListener('live-like', (event) => counts.push((event as LiveLikeEvent).detail.count), { once: true });
    button(el).click();
    expect(counts).to.deep.equal([1]);
  });

  it('keeps to a number of hearts, however fast one taps', async () => {
    const el = await open();
    for (let i = 0; i < 100; i++) button(el).click();
    await says(el, '100');
    expect(hearts(el).length).to.equal(24);
    expect(el.shadowRoot!.querySelectorAll('[part=heart]')).to.have.length(24);
  });

  it('raises hearts for everybody’s likes, and all agree on the count', async () => {
    const hub = new LocalHub();
    const clients = [createLocalClient({ user: 'Ann', hub }), createLocalClient({ user: 'Bo', hub })] as const;
    const [ann, bo] = await Promise.all(clients.map((client) => client.join('likes')));
    const [hers, his] = [await open(), await open()];
    Object.assign(hers, { room: ann });
    Object.assign(his, { room: bo });
    await hers.updateComplete;
    for (let i = 0; i < 7; i++) button(hers).click();
    await says(hers, '7 likes');
    await until(() => label(his).includes('7 likes'), 'the other should hear of it');
    await until(() => hearts(his).length > 0);
    expect(hearts(his).length).to.be.at.most(7);
    // Word of the own likes comes back too, and must not count or rise a second time.
    await until(() => ann!.likes === 7, 'the room should count');
    expect(hers.count).to.equal(7);
    expect(hearts(hers).length).to.be.at.most(7);
    clients.forEach((client) => client.disconnect());
  });

  it('takes no likes while the room is away, and says why', async () => {
    const room = new StageRoom({ room: { state: 'joining' } });
    const el = await open(html`<like-button lang="en" .room=${room.handle}></like-button>`);
    button(el).click();
    expect(el.count).to.equal(0);
    expect(button(el).getAttribute('aria-disabled')).to.equal('true');
    expect(button(el).title).to.contain('back in the room');
    room.setRoom({ state: 'joined' });
    await until(() => !button(el).hasAttribute('aria-disabled'));
  });

  it('shows no hearts where motion is not wanted', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const el = await open();
    button(el).click();
    await says(el, '1 like');
    expect(hearts(el)).to.have.length(0);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('speaks Chinese when the page does', async () => {
    const el = await open();
    el.lang = 'zh-CN';
    await says(el, '点赞');
  });

  it('leaves nothing behind when it goes', async () => {
    const room = Object.assign(new StageRoom(), { like: () => undefined });
    const el = await open(html`<like-button .room=${room.handle}></like-button>`);
    expect(room.listeners).to.be.above(0);
    press(el);
    el.remove();
    await nextFrame();
    expect(room.listeners).to.equal(0);
    expect(document.getAnimations().length).to.equal(0);
  });
});
