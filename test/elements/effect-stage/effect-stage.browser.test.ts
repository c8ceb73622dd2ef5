import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import { lottieEngine, registerEffectEngine, type Effect, type LottiePlayer } from '../../../src/effects/index.js';
import type { EffectStage } from '../../../src/elements/effect-stage/effect-stage.js';
import type { Gift } from '../../../src/elements/events.js';
import { art, data, faults, open, patient, sheet, shown, still, webm } from './stage-driver.js';

/** Colour and alpha of a spot, x and y 0…1 of what is on stage. */
function pixel(of: HTMLVideoElement | HTMLCanvasElement, x: number, y: number): number[] {
  const [width, height] = of instanceof HTMLVideoElement ? [of.videoWidth, of.videoHeight] : [of.width, of.height];
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(of, 0, 0);
  return [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data];
}

/**
 * The next frame, once everybody who draws in each frame has drawn: asked for after theirs. Before that a WebGL canvas is empty,
 * as it forgets what it has shown.
 */
const nextPicture = () => new Promise((seen) => setTimeout(() => requestAnimationFrame(seen)));

/** Looks at each frame until the left half is red and the right half is not there. */
async function seen(el: EffectStage): Promise<void> {
  const deadline = performance.now() + 8000;
  const heard = faults(el);
  let last = 'nothing on stage';
  while (performance.now() < deadline) {
    await nextPicture();
    const node = shown(el);
    if (!node || (node instanceof HTMLVideoElement && node.readyState < 2)) continue;
    const [left, right] = [pixel(node, 0.25, 0.95), pixel(node, 0.75, 0.5)];
    last = `${left.join()} and ${right.join()}`;
    if (left[0]! > 180 && left[1]! < 90 && left[3]! > 200 && right[3]! < 40) return;
  }
  throw new Error(`should be red on the left and nothing on the right; was ${last}; ${JSON.stringify(el.stats)} ${heard.join()}`);
}

describe('<effect-stage>', () => {
  afterEach(() => localStorage.clear());

  const kinds: [name: string, effect: Effect][] = [
    ['a WebM with alpha', webm],
    ['a side-by-side video', { kind: 'side-by-side', src: art('probe-side.webm') }],
    ['an animated WebP', { kind: 'image', src: art('probe.webp') }],
    ['an animated PNG', { kind: 'image', src: art('probe.png') }],
    ['a sprite sheet', sheet],
  ];
  for (const [name, effect] of kinds) {
    it(`plays ${name} once, holes and all, and frees what it took`, async () => {
      const el = await open();
      const heard = faults(el);
      el.push({ effect });
      await seen(el);
      expect(el.stats.decodedBytes).to.be.greaterThan(64 * 64 * 4 - 1);
      expect(el.matches(':state(playing)')).to.equal(true);
      await waitUntil(() => el.stats.played === 1, 'it should end', patient);
      expect(heard).to.deep.equal([]);
      expect(shown(el)).to.equal(null);
      expect(el.stats.decodedBytes).to.equal(0);
    });
  }

  it('plays an AVIF sequence', async () => {
    const el = await open();
    el.push({ effect: { kind: 'image', src: art('probe.avif') } });
    await waitUntil(() => el.stats.played === 1, 'it should end', patient);
  });

  it('plays one at a time, the dearest of those that wait first', async () => {
    const el = await open();
    const order: string[] = [];
    const undo = registerEffectEngine({ name: 'noted', canPlay: ({ kind }) => kind.startsWith('noted'), play: async ({ kind }) => void order.push(kind) });
    el.push({ effect: sheet, worth: 1 });
    for (const [kind, worth] of [['noted cheap', 1], ['noted dear', 900], ['noted middle', 90]] as const) el.push({ effect: { kind, src: '' }, worth });
    await waitUntil(() => el.stats.played === 4, 'all should play', patient);
    expect(order).to.deep.equal(['noted dear', 'noted middle', 'noted cheap']);
    undo();
  });

  it('takes the next encoding when one cannot be played', async () => {
    const el = await open();
    const heard = faults(el);
    el.push({ effect: [{ kind: 'hologram', src: 'x' }, { kind: 'video', src: art('no-such-file.webm') }, webm] });
    await waitUntil(() => el.stats.played === 1, 'the third should play', patient);
    expect(heard).to.deep.equal([]);
  });

  it('keeps to a budget of the page’s own, before anything is decoded', async () => {
    const el = await open({ budget: { decodedBytes: 90_000 } });
    el.push({ effect: webm });
    await waitUntil(() => el.stats.overBudget === 1, 'over', patient);
    expect(el.stats.peakBytes).to.equal(0);
  });

  it('plays Lottie through a player that the page brings, loaded at first need', async () => {
    let loads = 0;
    let destroyed = 0;
    const player: LottiePlayer = {
      loadAnimation: ({ container, animationData }) => {
        container.append(`layers ${(animationData as { layers: unknown[] }).layers.length}`);
        return { addEventListener: (name, listener) => name === 'complete' && setTimeout(listener, 50), destroy: () => destroyed++ };
      },
    };
    const undo = registerEffectEngine(lottieEngine(async () => (loads++, { default: player })));
    const el = await open();
    expect(loads).to.equal(0);
    el.push({ effect: { kind: 'lottie', src: data(JSON.stringify({ w: 100, h: 100, fr: 30, ip: 0, op: 30, layers: [1, 2] })) } });
    await waitUntil(() => el.shadowRoot!.textContent!.includes('layers 2'), 'on stage', patient);
    await waitUntil(() => el.stats.played === 1, 'over', patient);
    expect([loads, destroyed]).to.deep.equal([1, 1]);
    undo();
  });

  it('plays what the catalogue has for gifts given now, not what messages bring along', async () => {
    const hub = new LocalHub();
    const [ann, bo] = [createLocalClient({ user: 'Ann', hub }), createLocalClient({ user: 'Bo', hub })];
    const gift = (id: string) => ({ type: 'live:gift', content: { gift: id, name: id, price: 10, count: 1, effect: webm } });
    const from = await ann.join('r');
    await from.send(gift('rocket'));
    const catalogue: Gift[] = [{ id: 'rocket', name: 'Rocket', icon: 'icon:rocket', price: 10, effect: webm }, { id: 'rose', name: 'Rose', icon: 'icon:rose', price: 1 }];
    const el = await open({ gifts: catalogue, room: await bo.join('r', { history: 10 }) });
    await from.send(gift('rose'));
    await from.send(gift('unknown'));
    expect(el.stats).to.include({ waiting: 0, played: 0 });
    await from.send(gift('rocket'));
    await waitUntil(() => el.stats.played === 1, 'the rocket', patient);
    ann.disconnect();
    bo.disconnect();
  });

  it('shows stills for a moment where motion is not wanted, and at level light', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const el = await open();
    el.push({ effect: webm });
    await waitUntil(() => still(el)?.querySelector('img')?.naturalWidth === 64, 'the still', patient);
    expect(still(el)!.getAnimations()).to.deep.equal([]);
    await emulateMedia({ reducedMotion: 'no-preference' });
    const light = await open({ effects: 'light' });
    light.push({ effect: { ...webm, poster: undefined }, icon: 'icon:rocket' });
    await waitUntil(() => still(light)?.querySelector('svg'), 'the gift’s own picture', patient);
    expect(light.stats).to.include({ stills: 1, played: 0, peakBytes: 0, failed: 0 });
  });

  it('loads and shows nothing when off, from that moment on', async () => {
    const el = await open();
    el.push({ effect: webm });
    await waitUntil(() => shown(el), 'playing', patient);
    el.effects = 'off';
    await waitUntil(() => !el.matches(':state(playing)'), 'stopped', patient);
    const before = performance.getEntriesByType('resource').length;
    el.push({ effect: { ...webm, src: art('probe.webm?again') } });
    await nextFrame();
    expect(el.shadowRoot!.querySelector('.box, canvas, video')).to.equal(null);
    expect(performance.getEntriesByType('resource')).to.have.length(before);
  });

  it('lets a viewer choose, and remembers it', async () => {
    const el = await open({ controls: true });
    const button = el.shadowRoot!.querySelector('button')!;
    const levels: string[] = [];
    el.addEventListener('live-effects-change', ({ detail }) => levels.push(`${detail.level} by ${detail.by}`));
    expect(button.getAttribute('aria-label')).to.equal('Gift effects: All');
    await expect(el).to.be.accessible();
    button.click();
    button.click();
    await el.updateComplete;
    expect(levels).to.deep.equal(['light by person', 'off by person']);
    expect((await open()).level).to.equal('off');
  });

  it('goes to light by itself where the page is too slow for it, says so, and remembers it', async () => {
    const el = await open({ effects: 'auto' });
    const heard: string[] = [];
    el.addEventListener('live-effects-change', ({ detail }) => heard.push(`${detail.level} by ${detail.by}`));
    /** As a phone that has too much to do: each frame takes 60 ms of work. */
    let busy = true;
    const work = () => {
      const end = performance.now() + 60;
      while (performance.now() < end);
      if (busy) requestAnimationFrame(work);
    };
    requestAnimationFrame(work);
    // Each plays 0.8 s; two or three of them are enough for one verdict, and it takes two.
    for (let n = 0; n < 8; n++) el.push({ effect: webm, key: `n ${n}` });
    await waitUntil(() => el.level === 'light', 'light', { timeout: 20_000 });
    busy = false;
    expect(heard).to.deep.equal(['light by meter']);
    expect(el.stats.longFrames).to.be.greaterThan(0.1);
    await waitUntil(() => still(el), 'the next is a still', patient);
    expect((await open({ effects: 'auto' })).level).to.equal('light');
    // Who wants everything all the same gets it.
    expect((await open({ effects: 'full' })).level).to.equal('full');
  }).timeout(40_000);

  it('never has more in memory than one effect may take, however many come', async () => {
    const MiB = 1024 * 1024;
    const el = await open();
    let together = 0;
    let most = 0;
    const undo = registerEffectEngine({
      name: 'large',
      canPlay: ({ kind }) => kind === 'large',
      play: async ({ src }, place) => {
        place.claim(40 * MiB);
        most = Math.max(most, ++together);
        await nextFrame();
        together--;
        if (src === 'too large') place.claim(20 * MiB);
      },
    });
    for (let n = 0; n < 10; n++) el.push({ effect: { kind: 'large', src: n === 4 ? 'too large' : '' }, key: `n ${n}`, icon: 'icon:rocket' });
    await waitUntil(() => el.stats.played + el.stats.failed === 10, 'all ten', { timeout: 12_000 });
    expect(el.stats).to.include({ played: 9, failed: 1, overBudget: 1, peakBytes: 40 * MiB, decodedBytes: 0 });
    expect(most).to.equal(1);
    undo();
  });

  it('stops when it leaves the page, survives a move, and leaves nothing behind', async () => {
    const el = await open();
    el.push({ effect: webm });
    await waitUntil(() => shown(el), 'playing', patient);
    const heard = faults(el);
    const parent = el.parentElement!;
    const video = shown(el) as HTMLVideoElement;
    parent.append(el);
    await nextFrame();
    expect(el.matches(':state(playing)'), JSON.stringify([el.stats, heard])).to.equal(true);
    el.remove();
    await waitUntil(() => !video.getAttribute('src'), 'the decoder is given back', patient);
    expect(el.stats.decodedBytes).to.equal(0);
  });
});
