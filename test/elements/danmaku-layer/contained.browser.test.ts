import { expect, html, nextFrame } from '@open-wc/testing';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { DanmakuItem } from '../../../src/elements/danmaku-layer/danmaku-layer.js';
import { createRegistry } from '../../../src/renderers/index.js';
import { appears, comments, find, hearFailures, hearWarnings, layer, overlaps, texts, until } from './on-stage.js';

const HOSTILE = [
  'x'.repeat(10_000),
  '字'.repeat(10_000),
  '🎉'.repeat(500),
  '👨‍👩‍👧‍👦'.repeat(500),
  `${'\u200b'.repeat(5000)}ghost${'\u200d'.repeat(5000)}`,
  '\u202eelggod\u202c \u2067שלום\u2069 \u2066',
  `Z${'\u0301\u0323'.repeat(2000)}algo`,
  '\ud800 half a character \udc00',
  '\u0000\u0007\u001b[31m',
  '﷽'.repeat(300),
  '𒐫'.repeat(200),
  '\n'.repeat(10_000),
];

describe('<danmaku-layer>, given what nobody should give it', () => {
  it('flies hostile texts as one line each, in their lanes, none on another', async () => {
    const el = await layer({ duration: 4 });
    const modes = ['scroll', 'reverse', 'top', 'bottom', 'fixed'] as const;
    for (let round = 0; round < 10; round++) {
      el.push(HOSTILE.map((text, i): DanmakuItem => ({ text, own: i % 4 === 0, mode: modes[(i + round) % modes.length]! })));
      await nextFrame();
      expect(overlaps(el)).to.deep.equal([]);
    }
    await until(() => el.stats.shown > 10);
    for (let frame = 0; frame < 20; frame++) {
      await nextFrame();
      expect(overlaps(el)).to.deep.equal([]);
    }
    // 800 px wide: letters of 16 px in lanes of 22.
    for (const node of comments(el)) {
      expect(node.getBoundingClientRect().height, node.textContent).to.be.at.most(22);
      expect(node.textContent).to.not.match(/[\n\u202e\u2067]/);
    }
  });

  it('turns its neighbours’ order no more than its own: controls for direction do not reach the stage', async () => {
    const el = await layer({ duration: 4 });
    el.push('\u202eabc');
    await appears(el, 'abc');
  });

  it('shows the words of a display that throws, counts it, and tells the developer once', async () => {
    const failures = hearFailures();
    const el = await layer({ duration: 4 });
    const broken = () => {
      throw new Error('on purpose');
    };
    for (let i = 0; i < 5; i++) {
      el.push({ text: `words ${i}`, content: html`<b>${{ toString: broken } as never}</b>` });
      await appears(el, `words ${i}`);
    }
    expect(el.stats).to.include({ shown: 5, replaced: 5 });
    expect(failures).to.have.length(1);
    failures.stop();
  });

  it('draws a display that takes 50 ms now and then, and its words in between', async () => {
    const warnings = hearWarnings();
    const hub = new LocalHub();
    const client = createLocalClient({ user: 'Bo', hub });
    const room = await client.join('slow');
    const registry = createRegistry();
    let drawn = 0;
    const busy = () => {
      drawn++;
      const end = performance.now() + 50;
      while (performance.now() < end);
      return 'slow';
    };
    registry.register('danmaku', 'x:at-once', (message) => `${busy()} ${String(message.content['content'])}`);
    // Slow only when it is built.
    registry.register('danmaku', 'x:later', () => html`<i>${{ toString: busy } as never}</i>`);
    const el = await layer({ room, registry, duration: 6 });
    for (const type of ['x:at-once', 'x:later']) for (let i = 0; i < 15; i++) hub.say('slow', 'Ann', { type, content: { content: `${type} ${i}` } });
    await until(() => el.stats.shown + el.stats.dropped === 30);
    expect(drawn).to.be.below(15);
    expect(el.stats.replaced).to.be.above(10);
    expect(texts(el).filter((text) => text.startsWith('x:'))).to.have.length.above(5);
    expect(overlaps(el)).to.deep.equal([]);
    expect(warnings).to.have.length(2);
    warnings.stop();
    client.disconnect();
  });

  it('flies on whatever a page says about a comment', async () => {
    const failures = hearFailures();
    const el = await layer({ duration: 4 });
    el.push([
      { text: 'priority', priority: 'urgent' as never },
      { text: 'colour', color: 'red; background: url(https://example.com/x)' },
      { text: 'nowhere', mode: 'fixed', at: { x: NaN, y: Infinity } },
      { text: 'no end', mode: 'fixed', at: { x: 0.9, y: 0.9 }, seconds: NaN },
      { text: 'no way', mode: 'advanced' },
      { text: 'backwards', mode: 'advanced', path: [{ x: 0, y: 0, offset: 0.9 }, { x: 1, y: 1, offset: 0.1 }] },
      { text: 'no number', mode: 'advanced', path: [{ x: NaN, y: 0 }, { x: 1, y: NaN }] },
      { text: 'unheard of', mode: 'sideways' as never },
    ]);
    for (const text of ['priority', 'colour', 'nowhere', 'no end']) await appears(el, text);
    expect(getComputedStyle(find(el, 'colour')!).backgroundImage).to.equal('none');
    const stage = el.getBoundingClientRect();
    const { left, right } = find(el, 'nowhere')!.getBoundingClientRect();
    expect((left + right) / 2).to.be.closeTo((stage.left + stage.right) / 2, 1);
    await until(() => el.stats.shown + el.stats.dropped + el.stats.filtered === 8);
    expect(el.stats).to.include({ dropped: 2, filtered: 1 });
    expect(failures).to.have.length(1);
    failures.stop();
    el.push('after');
    await appears(el, 'after');
  });

  it('flies on with settings that are none, and with a page’s functions that answer nonsense', async () => {
    const failures = hearFailures();
    const hub = new LocalHub();
    const client = createLocalClient({ user: 'Bo', hub });
    const room = await client.join('odd');
    const el = await layer({ room, duration: NaN, speed: -3, fontSize: Infinity, scale: NaN, area: 7, opacity: NaN, maxPerSecond: -1, keepOut: () => undefined as never, compose: () => ({}) as never });
    hub.say('odd', 'Ann', { text: 'still here' });
    await appears(el, 'still here');
    expect(getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).opacity).to.equal('1');
    expect(failures).to.have.length(2);
    failures.stop();
    client.disconnect();
  });

  it('does not care what the calendar says: the clock of the machine may jump by years', async () => {
    const el = await layer({ duration: 4 });
    el.push('one');
    await appears(el, 'one');
    const now = Date.now;
    for (const jump of [1e12, -1e12]) {
      Date.now = () => now() + jump;
      const before = find(el, 'one')!.getBoundingClientRect().left;
      await nextFrame();
      await nextFrame();
      expect(Math.abs(find(el, 'one')!.getBoundingClientRect().left - before)).to.be.below(100);
      el.push(`jumped ${jump}`);
      await appears(el, `jumped ${jump}`);
    }
    Date.now = now;
  });

  it('cuts a display that is wider than any screen, so that its lanes are free again', async () => {
    const el = await layer({ duration: 1 });
    el.push({ content: html`<b style="display: inline-block; width: 900000px">wide</b>` });
    await until(() => el.stats.shown === 1);
    expect(comments(el)[0]!.getBoundingClientRect().width).to.be.at.most(3000);
    await until(() => comments(el).length === 0, 'it should leave');
  });
});
