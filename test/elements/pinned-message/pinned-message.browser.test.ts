import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/pinned-message.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { PinnedMessage } from '../../../src/elements/pinned-message/pinned-message.js';
import { StageRoom } from '../../support/stage-room.js';

const patient = { timeout: 8000 };
const open = (content = html`<pinned-message lang="en"></pinned-message>`) => fixture<PinnedMessage>(content);
const text = (el: PinnedMessage) => el.shadowRoot!.querySelector('[part=text]')?.textContent ?? null;
const button = (el: PinnedMessage, name: string) => el.shadowRoot!.querySelector<HTMLButtonElement>(`button${name}`)!;
const host = { id: 'h', name: 'Host', role: 'host' } as const;
const pin = (content: string, more: object = {}) => ({ type: 'live:pin', content: { content, ...more } });

describe('<pinned-message>', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows what the host has pinned, also to those who come later, until it is taken down', async () => {
    const hub = new LocalHub();
    hub.say('r', host, pin('Be kind.'));
    const client = createLocalClient({ user: 'Ann', hub });
    const el = await open();
    el.room = await client.join('r', { history: 10 });
    await waitUntil(() => text(el) === 'Be kind.', 'from history', patient);
    await expect(el).to.be.accessible();
    hub.say('r', host, pin('<b>Next song</b> at eight'));
    await waitUntil(() => text(el) === '<b>Next song</b> at eight', 'the newer one', patient);
    hub.say('r', { id: 'e', name: 'Eve' }, pin('Buy followers!'));
    hub.say('r', host, pin(' '));
    await waitUntil(() => text(el) === null, 'taken down', patient);
    client.disconnect();
  });

  it('is there for those who come a hundred messages later', async () => {
    const hub = new LocalHub();
    hub.say('r', host, pin('Be kind.'));
    for (let n = 0; n < 100; n++) hub.say('r', 'Bob', `lol ${n}`);
    const client = createLocalClient({ user: 'Ann', hub });
    const el = await open();
    el.room = await client.join('r', { history: 10 });
    await waitUntil(() => text(el) === 'Be kind.', 'from what the server tells', patient);
    hub.say('r', host, pin(' '));
    await waitUntil(() => text(el) === null, 'taken down', patient);
    client.disconnect();
  });

  it('goes when its time has come', async () => {
    const hub = new LocalHub();
    const client = createLocalClient({ user: 'Ann', hub });
    const el = await open();
    el.room = await client.join('r');
    hub.say('r', host, pin('for a moment', { until: Date.now() + 1200 }));
    await waitUntil(() => text(el) === 'for a moment', 'pinned', patient);
    await waitUntil(() => text(el) === null, 'gone', patient);
    hub.say('r', host, pin('too late', { until: Date.now() - 1 }));
    hub.say('r', host, pin('for ever', { until: 'nonsense' }));
    await waitUntil(() => text(el) === 'for ever', 'stays', patient);
    client.disconnect();
  });

  it('opens to all of it, and can be hidden, which lasts as long as the notice', async () => {
    const words = 'A notice that is much too long for one line. '.repeat(20);
    const el = await open(html`<pinned-message lang="en" style="width: 300px" text=${words}></pinned-message>`);
    const height = el.offsetHeight;
    expect(height).to.be.at.most(44);
    button(el, '.open').click();
    await el.updateComplete;
    expect(el.offsetHeight).to.be.greaterThan(height);
    expect(button(el, '.open').getAttribute('aria-expanded')).to.equal('true');
    button(el, '[part=dismiss]').click();
    await el.updateComplete;
    expect(text(el)).to.equal(null);
    const again = await open(html`<pinned-message text=${words}></pinned-message>`);
    expect(text(again)).to.equal(null);
    again.text = 'another';
    await again.updateComplete;
    expect(text(again)).to.equal('another');
  });

  it('shows a message that the page hands over', async () => {
    const el = await open();
    const room = new StageRoom({ user: { id: 'a', name: 'Ann' } });
    el.message = room.take('pin me');
    await el.updateComplete;
    expect(text(el)).to.equal('pin me');
  });

  it('leaves nothing behind', async () => {
    const room = new StageRoom();
    const el = await open(html`<pinned-message .room=${room.handle}></pinned-message>`);
    el.remove();
    await waitUntil(() => room.listeners === 0);
  });
});
