import { expect, nextFrame } from '@open-wc/testing';
import type { DanmakuItem, DanmakuLayer } from '../../../src/elements/danmaku-layer/danmaku-layer.js';
import { appears, comments, find, layer, left, overlaps, until, words } from './on-stage.js';

/** Numbers that look random and are the same in every run (Park and Miller). */
function seeded(seed: number): () => number {
  return () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const MODES = ['scroll', 'scroll', 'scroll', 'reverse', 'reverse', 'top', 'bottom', 'fixed'] as const;
const FONTS = ['sans-serif', 'serif', 'monospace', '"Noto Serif CJK SC"'];
const seconds = 2.5;

/** Where the moving ones are, pixels, on the clock that moves them. */
function snapshot(el: DanmakuLayer) {
  const { width } = el.getBoundingClientRect();
  const places = new Map<HTMLElement, { x: number; what: string }>();
  for (const node of comments(el)) {
    if (width > 0 && !node.classList.contains('caption')) places.set(node, { x: node.getBoundingClientRect().left, what: `${node.textContent}${node.style.cssText}` });
  }
  return { at: Number(document.timeline.currentTime), speed: el.paused ? 0 : (width / seconds) * el.speed, width, places };
}

describe('<danmaku-layer>, whatever is done to it while comments fly', () => {
  for (const seed of [3, 11, 27, 64, 5]) {
    it(`has no two that meet, and none that jumps (seed ${seed})`, async () => {
      const random = seeded(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
      const el = await layer({ duration: seconds });
      const box = el.parentElement!;
      let n = 0;
      const item = (): DanmakuItem => ({
        text: `${pick(words)} ${random() < 0.1 ? pick(words).repeat(6) : ''}${n++}`,
        mode: pick(MODES),
        at: { x: random(), y: random() },
        own: random() < 0.05,
        ...(random() < 0.1 ? { priority: 'high' as const } : {}),
      });
      const changes = [
        () => (box.style.width = `${300 + Math.floor(random() * 900)}px`),
        () => (box.style.height = `${80 + Math.floor(random() * 400)}px`),
        // Turned like a phone.
        () => Object.assign(box.style, { width: `${box.clientHeight}px`, height: `${box.clientWidth}px` }),
        () => (el.speed = pick([0.5, 1, 2])),
        () => (el.fontSize = pick([0, 14, 20, 32])),
        () => (el.scale = pick([0.75, 1, 1.5])),
        () => (el.area = pick([0.25, 0.5, 1])),
        () => el.style.setProperty('--live-font', pick(FONTS)),
        () => Object.assign(box.style, { letterSpacing: pick(['0', '6px']), textTransform: pick(['none', 'uppercase']), fontStyle: pick(['normal', 'italic']) }),
        () => (el.keepOut = random() < 0.5 ? [] : [{ x: random(), y: random(), width: 0.2, height: 0.3 }]),
        () => (el.paused ? el.resume() : el.pause()),
        () => (box.style.display = box.style.display === 'none' ? '' : 'none'),
        () => ((box.dir = pick(['ltr', 'rtl'])), el.requestUpdate()),
      ];
      let before = snapshot(el);
      let watched = 0;
      for (let frame = 0; frame < 120; frame++) {
        el.push(Array.from({ length: 1 + Math.floor(random() * 5) }, item));
        if (frame % 6 === 5) pick(changes)();
        await nextFrame();
        const when = `frame ${frame}`;
        expect(overlaps(el), when).to.deep.equal([]);
        const now = snapshot(el);
        const steady = before.speed === now.speed && before.width === now.width;
        for (const [node, { x, what }] of now.places) {
          const former = before.places.get(node);
          if (former?.what !== what) continue;
          watched++;
          const moved = Math.abs(x - former.x);
          const fastest = (Math.max(before.speed, now.speed) * (now.at - before.at)) / 1000;
          if (steady) expect(moved, `${what}, ${when}`).to.be.closeTo(fastest, 0.6);
          else expect(moved, `${what}, ${when}`).to.be.at.most(fastest + 0.6);
        }
        before = now;
      }
      expect(watched).to.be.above(200);
      const { received, shown, dropped, pending, filtered } = el.stats;
      expect(received).to.equal(n);
      expect(shown + dropped + pending + filtered).to.equal(n);
    });
  }

  it('goes on where it was when it is hidden and shown again, both ways, with only the newest of what came meanwhile', async () => {
    const el = await layer({ duration: 6 });
    el.push(['to the left', { text: 'to the right', mode: 'reverse' }]);
    await until(() => find(el, 'to the left') && left(el, 'to the left') < 700 && left(el, 'to the right') > 0);
    const box = el.parentElement!;
    const before = snapshot(el);
    box.style.display = 'none';
    for (let i = 0; i < 5; i++) await nextFrame();
    el.push(Array.from({ length: 200 }, (_, i) => `meanwhile ${i}`));
    for (let i = 0; i < 5; i++) await nextFrame();
    box.style.display = '';
    await nextFrame();
    const after = snapshot(el);
    const most = (before.speed * 4 * 20) / 1000;
    for (const text of ['to the left', 'to the right']) {
      const node = find(el, text)!;
      expect(Math.abs(after.places.get(node)!.x - before.places.get(node)!.x), text).to.be.at.most(most);
    }
    await appears(el, 'meanwhile 199');
    expect(el.stats.dropped).to.equal(192);
    expect(overlaps(el)).to.deep.equal([]);
  });

  it('keeps the newest few of what comes while nobody looks at the page, and goes on with the flow', async () => {
    const el = await layer({ duration: 6 });
    el.push(['before', { text: 'other way', mode: 'reverse' }]);
    await until(() => find(el, 'before') && left(el, 'before') < 780);
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    hide(true);
    const { shown } = el.stats;
    el.push(Array.from({ length: 2000 }, (_, i) => `away ${i}`));
    for (let i = 0; i < 20; i++) await nextFrame();
    expect(el.stats.shown).to.equal(shown);
    hide(false);
    await appears(el, 'away 1999');
    await until(() => el.stats.pending === 0);
    // Eight of each rank are kept.
    expect(el.stats).to.include({ shown: shown + 8, dropped: 1992 });
    expect(comments(el).filter((node) => /^away \d+$/.test(node.textContent)).map((node) => Number(node.textContent.slice(5))).sort((a, b) => a - b)).to.deep.equal([1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999]);
    expect(overlaps(el)).to.deep.equal([]);
    delete (document as { hidden?: boolean }).hidden;
  });

  it('keeps its distances when a font arrives late', async () => {
    const el = await layer({ duration: 6 });
    el.style.setProperty('--live-font', 'LateFont, sans-serif');
    el.requestUpdate();
    await el.updateComplete;
    // Narrow letters first; what arrives is about twice as wide.
    el.push(Array.from({ length: 60 }, (_, i) => ({ text: `illicit little lilies ${i}`, mode: i % 3 === 0 ? 'reverse' : 'scroll' })));
    await until(() => el.stats.onStage > 20);
    const font = new FontFace('LateFont', 'local("DejaVu Sans Mono"), local("Liberation Mono"), local("Courier New")');
    const loaded = new Promise((resolve) => document.fonts.addEventListener('loadingdone', resolve, { once: true }));
    document.fonts.add(font);
    await font.load();
    await loaded;
    await nextFrame();
    expect(overlaps(el)).to.deep.equal([]);
    el.push({ text: 'measured anew', own: true });
    await appears(el, 'measured anew');
    await until(() => left(el, 'measured anew') < 780);
    expect(overlaps(el)).to.deep.equal([]);
    document.fonts.delete(font);
  });

  it('asks where faces are also while nothing but standing comments is there', async () => {
    let face = { x: 0, y: 0.8, width: 1, height: 0.2 };
    const el = await layer({ keepOut: () => [face] });
    el.push({ text: 'standing', mode: 'fixed', at: { x: 0.5, y: 0.2 }, seconds: 60 });
    await appears(el, 'standing');
    face = { x: 0, y: 0, width: 1, height: 0.5 };
    await until(() => getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).clipPath.includes('50%'), 'it should pass behind the face');
  });
});
