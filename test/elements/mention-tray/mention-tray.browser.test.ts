import { expect, fixture, html, oneEvent, waitUntil as waitFor } from '@open-wc/testing';
import '../../../src/define/mention-tray.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { MentionTray } from '../../../src/elements/mention-tray/mention-tray.js';

const waitUntil = (check: () => unknown, message?: string) => waitFor(check, message, { timeout: 8000, interval: 20 });

/** A tray in a room where others talk. */
async function stage() {
  const hub = new LocalHub();
  const client = createLocalClient({ user: { id: 'me', name: '小明' }, hub });
  const room = await client.join('tray');
  const el = await fixture<MentionTray>(html`<mention-tray lang="en" .room=${room}></mention-tray>`);
  await el.updateComplete;
  const say = (text: string, name = 'Ann') => hub.say('tray', { id: name, name }, text);
  return { el, say, hub, client, room };
}

const button = (el: MentionTray) => el.shadowRoot!.querySelector<HTMLButtonElement>('[part=button]');
const items = (el: MentionTray) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('[part=item]')];
const count = (el: MentionTray, n: number) => waitUntil(() => button(el)?.textContent?.replace(/\D/g, '') === String(n), `the tray should count ${n}`);

describe('<mention-tray>', () => {
  it('shows nothing until somebody speaks to the viewer, then counts', async () => {
    const { el, say } = await stage();
    say('hello all');
    say('谢谢@小明');
    await count(el, 1);
    expect(button(el)!.getAttribute('aria-label')).to.equal('1 message for you');
    await expect(el).to.be.accessible();
  });

  it('keeps them through a flood until they have been seen', async () => {
    const { el, say } = await stage();
    say('@小明 first');
    for (let i = 0; i < 300; i++) say(`noise ${i}`);
    say('@小明 second', 'Bea');
    await count(el, 2);
    button(el)!.click();
    await waitUntil(() => el.matches(':state(open)'));
    expect(items(el).map((item) => item.querySelector('.text')!.textContent)).to.deep.equal(['@小明 second', '@小明 first']);
    await expect(el).to.be.accessible();
    button(el)!.click();
    await waitUntil(() => button(el) === null, 'seen once closed');
  });

  it('is used by keyboard: opens, walks, chooses', async () => {
    const { el, say } = await stage();
    say('@小明 one');
    say('@小明 two');
    await count(el, 2);
    button(el)!.focus();
    button(el)!.click();
    await waitUntil(() => el.shadowRoot!.activeElement === items(el)[0]);
    items(el)[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true, cancelable: true }));
    expect(el.shadowRoot!.activeElement).to.equal(items(el)[1]);
    const chosen = oneEvent(el, 'live-message-select');
    (el.shadowRoot!.activeElement as HTMLElement).click();
    expect((await chosen).detail.message.content).to.include({ content: '@小明 one' });
    await count(el, 1);
  });

  it('lets go of what was taken back or removed, and of hidden people', async () => {
    const { el, say, room } = await stage();
    say('@小明 one');
    say('@小明 two', 'Troll');
    await count(el, 2);
    el.hiddenPeople = ['Troll'];
    await count(el, 1);
    room.remove(el.messages.map(({ id }) => id));
    await waitUntil(() => button(el) === null);
  });

  it('marks all as seen at once', async () => {
    const { el, say } = await stage();
    say('@小明 one');
    say('@小明 two');
    await count(el, 2);
    button(el)!.click();
    el.shadowRoot!.querySelector<HTMLButtonElement>('[part=clear]')!.click();
    await waitUntil(() => button(el) === null);
    expect(el.messages).to.have.length(0);
  });

  it('forgets nothing and listens once when it is moved', async () => {
    const { el, say } = await stage();
    say('@小明 one');
    await count(el, 1);
    const other = await fixture(html`<section></section>`);
    other.append(el);
    await el.updateComplete;
    say('@小明 two');
    await count(el, 2);
  });
});
