import { expect, html, nextFrame } from '@open-wc/testing';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import { createRegistry } from '../../../src/renderers/index.js';
import { appears, find, hearFailures, layer, overlaps, texts, until } from './on-stage.js';

describe('<danmaku-layer> in a room', () => {
  const room = 'danmaku';
  async function two() {
    const hub = new LocalHub();
    const [ann, bo] = [createLocalClient({ user: 'Ann', hub }), createLocalClient({ user: 'Bo', hub })];
    const early = await ann.join(room);
    await early.send('said before');
    const here = await bo.join(room, { history: 10 });
    return { ann: early, bo: here, clients: [ann, bo] };
  }

  it('flies what is said now, by others and by me, and not what was said before', async () => {
    const { ann, bo, clients } = await two();
    const el = await layer({ room: bo });
    await ann.send('from Ann');
    await bo.send('from me');
    await appears(el, 'from Ann');
    await appears(el, 'from me');
    expect(texts(el)).to.not.include('said before');
    expect(find(el, 'from me')!.part.contains('own')).to.equal(true);
    expect(find(el, 'from Ann')!.part.contains('own')).to.equal(false);
    clients.forEach((client) => client.disconnect());
  });

  it('draws as the registry says, leaves out what it shows nowhere, and lives through a display that throws', async () => {
    const { ann, bo, clients } = await two();
    const registry = createRegistry();
    registry.register('danmaku', 'x:card', (message) => html`<em>${message.content['title']}</em>`);
    registry.register('danmaku', 'x:quiet', null);
    registry.register('danmaku', 'x:broken', () => {
      throw new Error('a display that fails on purpose');
    });
    const failures = hearFailures();
    const el = await layer({ room: bo, registry });
    await ann.send({ type: 'x:broken', content: {} });
    await ann.send({ type: 'x:card', content: { title: 'Teapot' } });
    await ann.send({ type: 'x:quiet', content: { title: 'psst' } });
    await ann.send('after');
    await appears(el, 'after');
    await until(() => el.shadowRoot!.querySelector('em')?.textContent === 'Teapot');
    expect(texts(el).some((text) => text.includes('psst'))).to.equal(false);
    expect(failures).to.have.length(1);
    failures.stop();
    clients.forEach((client) => client.disconnect());
  });

  it('flies whatever is registered: gifts, pictures, people with their faces, none on another', async () => {
    const { ann, bo, clients } = await two();
    const registry = createRegistry();
    const picture = (color: string) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="${color}"/></svg>`)}`;
    registry.register('danmaku', 'x:face', (message) => html`<img src=${picture('teal')} alt=${message.sender.name} width="40" height="40" style="border-radius: 50%" /> ${message.content['content']}`);
    registry.register('danmaku', 'x:photo', () => html`<img src=${picture('tomato')} alt="photo" width="160" height="60" />`);
    registry.register('danmaku', 'x:canvas', () => document.createElement('canvas'));
    const el = await layer({ room: bo, registry, duration: 6 });
    await ann.send({ type: 'live:gift', content: { gift: 'rose', name: 'Rose', icon: 'icon:rose', price: 5, count: 3 } });
    await ann.send({ type: 'x:face', content: { content: 'with a face' } });
    await ann.send({ type: 'x:photo', content: {} });
    await ann.send({ type: 'x:canvas', content: {} });
    await until(() => el.stats.shown === 4);
    expect(el.stats).to.include({ received: 4, replaced: 0 });
    const sizes = [...el.shadowRoot!.querySelectorAll('img, canvas')].map((node) => node.getBoundingClientRect()).map(({ width, height }) => [Math.round(width), Math.round(height)]);
    // A canvas is 300 by 150 unless told otherwise.
    expect(sizes).to.have.deep.members([[40, 40], [160, 60], [300, 150]]);
    expect(texts(el).some((text) => /^Ann .*Rose/.test(text))).to.equal(true);
    expect(overlaps(el)).to.deep.equal([]);
    clients.forEach((client) => client.disconnect());
  });

  it('takes back what is recalled, and asks the page for the last word', async () => {
    const { ann, bo, clients } = await two();
    const el = await layer({ room: bo, duration: 6, compose: (message, item) => (message.content['content'] === 'secret' ? null : { ...item, mode: 'top' }) });
    await ann.send('secret');
    const sent = await ann.send('oops');
    await appears(el, 'oops');
    const box = find(el, 'oops')!.getBoundingClientRect();
    const stage = el.getBoundingClientRect();
    expect((box.left + box.right) / 2).to.be.closeTo((stage.left + stage.right) / 2, 1);
    expect(texts(el)).to.not.include('secret');
    await ann.recall(sent.id);
    await until(() => !find(el, 'oops') || getComputedStyle(find(el, 'oops')!).visibility === 'hidden');
    clients.forEach((client) => client.disconnect());
  });

  it('listens no longer when it has gone, ten times over', async () => {
    const { bo, ann, clients } = await two();
    const el = await layer({ room: bo });
    for (let i = 0; i < 10; i++) {
      const parent = el.parentElement!;
      el.remove();
      await nextFrame();
      parent.append(el);
      await nextFrame();
    }
    await ann.send('once');
    await appears(el, 'once');
    expect(el.stats.received).to.equal(1);
    clients.forEach((client) => client.disconnect());
  });
});
