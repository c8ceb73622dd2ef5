import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../../src/define/gift-banners.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { GiftBanners } from '../../../src/elements/gift-banners/gift-banners.js';
import type { MessageInput } from '../../../src/protocol/message.js';
import { createRegistry } from '../../../src/renderers/index.js';

/** Patient, as other tests may be using the machine. */
const until = (check: () => unknown, why?: string) => waitUntil(check, why, { timeout: 8000 });
const open = (content = html`<gift-banners lang="en"></gift-banners>`) => fixture<GiftBanners>(content);
const banners = (el: GiftBanners) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('[part~=banner]')];
const words = (el: GiftBanners) =>
  banners(el).map((banner) =>
    ['name', 'text', 'times'].map((part) => banner.querySelector(`[part=${part}]`)!.textContent!.trim()).filter(Boolean).join(' | '),
  );

function gift(name: string, more: Record<string, unknown> = {}): MessageInput {
  const content = { gift: 'rose', name: 'Rose', icon: 'icon:rose', price: 1, count: 1, ...more };
  return { type: 'live:gift', content, sender: { id: name, name }, origin: 'live' };
}

/** The registry tells the page of displays that fail; here that is wanted, so it does not fail the test. */
function hearFailures(): string[] & { stop(): void } {
  const before = window.onerror;
  const failures = Object.assign([] as string[], { stop: () => (window.onerror = before) });
  window.onerror = (message) => {
    failures.push(String(message));
    return true;
  };
  return failures;
}

describe('<gift-banners>', () => {
  it('says who gave what and how many, and goes again', async () => {
    const el = await open();
    el.push([gift('Ann', { count: 10, total: 10, combo: 'c' }), gift('小明', { name: 'Crown', gift: 'crown', icon: 'icon:crown' })]);
    await el.updateComplete;
    expect(words(el)).to.deep.equal(['Ann | sent Rose | ×10', '小明 | sent Crown']);
    expect(banners(el)[0]!.querySelector('svg')).to.exist;
    await expect(el).to.be.accessible();
    await until(() => banners(el).length === 0, 'they should go');
  });

  it('counts a combo up in place, and shows no more than its tracks', async () => {
    const el = await open(html`<gift-banners lang="en" tracks="1"></gift-banners>`);
    el.push([gift('Ann', { combo: 'c', total: 1 }), gift('Bo')]);
    await el.updateComplete;
    const [node] = banners(el);
    el.push(gift('Ann', { combo: 'c', count: 4, total: 5 }));
    await el.updateComplete;
    expect(words(el)).to.deep.equal(['Ann | sent Rose | ×5']);
    expect(banners(el)[0]).to.equal(node);
    await until(() => words(el)[0] === 'Bo | sent Rose', 'the next should come');
    expect(el.totals).to.deep.equal({ gifts: 6, worth: 6, skipped: 0 });
  });

  it('is quiet for screen readers, for the list speaks', async () => {
    const el = await open();
    el.push(gift('Ann'));
    await el.updateComplete;
    expect(banners(el)[0]!.closest('[aria-hidden=true]')).to.exist;
  });

  it('shows names as text, and figures that make no sense as one', async () => {
    const el = await open();
    el.push(gift('<b>bold</b>', { count: 'many', total: -5, price: NaN, combo: 7 }));
    await el.updateComplete;
    expect(words(el)).to.deep.equal(['<b>bold</b> | sent Rose']);
    expect(el.shadowRoot!.querySelector('b')).to.equal(null);
    expect(el.totals.gifts).to.equal(1);
  });

  it('shows other types as the registry says, and lives through a display that throws', async () => {
    const registry = createRegistry();
    registry.register('banner', 'x:broken', () => {
      throw new Error('a display that fails on purpose');
    });
    registry.register('banner', 'x:thanks', (message) => html`<em>${message.content['word']}</em>`);
    const el = await open();
    el.registry = registry;
    const failures = hearFailures();
    el.push({ type: 'x:broken', content: {}, sender: { id: 'c', name: 'Cy' } });
    el.push({ type: 'x:thanks', content: { word: 'thanks!', price: 5 }, sender: { id: 'a', name: 'Ann' } });
    el.push({ type: 'x:other', content: {}, sender: { id: 'b', name: 'Bo' } });
    await el.updateComplete;
    expect(words(el)).to.include('Ann | thanks!').and.not.include('Bo');
    await until(() => failures.length === 1);
    failures.stop();
  });

  it('stands still where motion is not wanted', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const el = await open();
    el.push(gift('Ann'));
    await el.updateComplete;
    expect(el.shadowRoot!.querySelector('[part~=banner]')!.getAnimations()).to.deep.equal([]);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('celebrates what is given now, mine marked, and not what was given before', async () => {
    const hub = new LocalHub();
    const clients = [createLocalClient({ user: 'Ann', hub }), createLocalClient({ user: 'Bo', hub })] as const;
    const draft = (count: number) => ({ type: 'live:gift', content: { gift: 'rose', name: 'Rose', icon: 'icon:rose', price: 1, count } });
    const ann = await clients[0].join('gifts');
    await ann.send(draft(99));
    const bo = await clients[1].join('gifts', { history: 10 });
    expect(bo.messages.filter(({ type }) => type === 'live:gift')).to.have.length(1);
    const el = await open();
    el.room = bo;
    await el.updateComplete;
    await ann.send(draft(3));
    await bo.send(draft(5));
    await until(() => banners(el).length === 2);
    expect(words(el).sort()).to.deep.equal(['Ann | sent Rose | ×3', 'Bo | sent Rose | ×5']);
    expect(banners(el).filter((banner) => banner.part.contains('own'))).to.have.length(1);
    el.remove();
    await nextFrame();
    await ann.send(draft(1));
    expect(el.totals.gifts).to.equal(8);
    clients.forEach((client) => client.disconnect());
  });

  it('counts each of a thousand gifts that a room brings in a storm, with no more than its tracks on screen', async () => {
    const hub = new LocalHub();
    const client = createLocalClient({ user: 'Ann', hub });
    const el = await open();
    el.room = await client.join('storm', { create: true });
    await el.updateComplete;
    let [gifts, worth, most] = [0, 0, 0];
    for (let n = 0; n < 1000; n++) {
      const [price, count] = [n % 97 === 0 ? 999 : 1 + (n % 5), 1 + (n % 4)];
      gifts += count;
      worth += price * count;
      hub.say('storm', `fan-${n % 300}`, { type: 'live:gift', content: { gift: `g${price}`, name: 'Rose', icon: 'icon:rose', price, count } });
      if (n % 50 === 49) await nextFrame();
      most = Math.max(most, banners(el).length);
    }
    await until(() => el.totals.gifts === gifts);
    expect(el.totals.worth).to.equal(worth);
    expect(most).to.be.within(1, 2);
    client.disconnect();
    hub.close();
  });
});
