import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { danmakuPreferences } from '../../../src/elements/shared/danmaku-preferences.js';
import { appears, comments, find, layer, left, overlaps, texts, until } from './on-stage.js';

describe('<danmaku-layer>, as page and viewer want it', () => {
  it('is a strip of captions with `calm`, and moves again without', async () => {
    const el = await layer({ calm: true });
    el.push(['one', 'two']);
    await appears(el, 'one');
    const at = left(el, 'one');
    await nextFrame();
    await nextFrame();
    expect(left(el, 'one')).to.equal(at);
    el.calm = false;
    await el.updateComplete;
    el.push('three');
    await appears(el, 'three');
    const start = left(el, 'three');
    await until(() => left(el, 'three') < start - 20);
  });

  it('puts a fixed comment where it is wanted, and flies an advanced one along its path', async () => {
    const el = await layer();
    el.push([
      { text: 'here', mode: 'fixed', at: { x: 0.25, y: 0.5 }, seconds: 20 },
      { text: 'edge', mode: 'fixed', at: { x: 1, y: 0 }, seconds: 20 },
      { text: 'way', mode: 'advanced', path: [{ x: 0, y: 1 }, { x: 1, y: 0, rotate: 90 }], seconds: 4 },
    ]);
    await appears(el, 'here');
    const stage = el.getBoundingClientRect();
    const box = find(el, 'here')!.getBoundingClientRect();
    expect((box.left + box.right) / 2 - stage.left).to.be.closeTo(200, 1);
    expect((box.top + box.bottom) / 2 - stage.top).to.be.closeTo(150, 18);
    expect(find(el, 'edge')!.getBoundingClientRect().right).to.be.at.most(stage.right + 0.5);
    await appears(el, 'way');
    const start = find(el, 'way')!.getBoundingClientRect();
    await until(() => find(el, 'way')!.getBoundingClientRect().left > start.left + 50, 'it should fly');
    el.pause();
    const held = left(el, 'way');
    await nextFrame();
    await nextFrame();
    expect(left(el, 'way')).to.equal(held);
    el.resume();
    await until(() => !find(el, 'way'), 'it should go');
  });

  it('keeps out of zones, which may move, and hides behind them what was already on its way', async () => {
    let face = { x: 0, y: 0, width: 1, height: 0.5 };
    const el = await layer({ keepOut: () => [face], duration: 4 });
    const top = el.getBoundingClientRect().top;
    el.push(Array.from({ length: 40 }, (_, i) => `n${i}`));
    await until(() => el.stats.shown > 3);
    expect(Math.min(...comments(el).map((node) => node.getBoundingClientRect().top)) - top).to.be.at.least(150);
    const before = new Set(comments(el));
    face = { x: 0, y: 0.5, width: 1, height: 0.5 };
    await until(() => getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).clipPath.includes('50%'));
    await until(() => {
      el.push('more');
      return comments(el).some((node) => !before.has(node));
    });
    for (const node of comments(el).filter((one) => !before.has(one))) expect(node.getBoundingClientRect().bottom - top).to.be.at.most(150);
  });

  it('leaves out what the viewer does not want: words, modes, everything', async () => {
    const el = await layer({ filters: { words: ['spoiler'] }, modes: ['scroll'] });
    el.push(['a spoiler', { text: 'top one', mode: 'top' }, 'fine', { text: 'my spoiler', own: true }]);
    await appears(el, 'fine');
    await appears(el, 'my spoiler');
    expect(el.stats).to.include({ received: 4, shown: 2, filtered: 2, dropped: 0 });
    el.filters = { words: ['fine'] };
    await el.updateComplete;
    expect(getComputedStyle(find(el, 'fine')!).visibility).to.equal('hidden');
    el.off = true;
    await el.updateComplete;
    el.push('unseen');
    await nextFrame();
    expect(texts(el)).to.deep.equal([]);
    expect(el.getAnimations({ subtree: true })).to.deep.equal([]);
  });

  it('does what the viewer has chosen for all layers, and forgets it with a reset', async () => {
    const el = await layer({ withoutPreferences: false });
    danmakuPreferences.set({ scale: 2, opacity: 0.3 });
    el.fontSize = 20;
    await el.updateComplete;
    el.push('large');
    await appears(el, 'large');
    expect(getComputedStyle(find(el, 'large')!).fontSize).to.equal('40px');
    expect(getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).opacity).to.equal('0.3');
    danmakuPreferences.reset();
    expect(getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).opacity).to.equal('1');
  });

  it('masks with a picture, and gives back what it no longer needs', async () => {
    const el = await layer();
    const revoked: string[] = [];
    const revoke = URL.revokeObjectURL;
    URL.revokeObjectURL = (url) => {
      revoked.push(url);
      revoke.call(URL, url);
    };
    const mask = () => getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).maskImage;
    el.mask = document.createElement('canvas');
    await until(() => mask().includes('blob:'));
    const first = /blob:[^"]+/.exec(mask())![0];
    el.mask = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    await until(() => mask().includes('data:'));
    expect(revoked).to.deep.equal([first]);
    el.mask = null;
    await until(() => mask() === 'none');
    URL.revokeObjectURL = revoke;
  });

  it('shows what a broken picture would have been, in the place it had', async () => {
    const el = await layer({ duration: 6 });
    el.push([{ content: html`<b>card</b><img src="data:image/png;base64,broken" alt="teapot" />` }, ...Array.from({ length: 20 }, (_, i) => `n${i}`)]);
    await until(() => texts(el).some((text) => text.includes('teapot')));
    expect(overlaps(el)).to.deep.equal([]);
  });

  it('measures the same display once', async () => {
    const el = await layer({ overlap: true });
    const card = (name: string) => ({ content: html`<b style="display: inline-block; width: 90px">${name}</b>` });
    let measured = 0;
    const watcher = new MutationObserver((records) => {
      measured += records.flatMap((record) => [...record.addedNodes]).filter((node) => (node as Element).className === 'measure').length;
    });
    watcher.observe(el.shadowRoot!.querySelector('[part=base]')!, { childList: true });
    for (let i = 0; i < 4; i++) {
      el.push(card('Teapot'));
      await until(() => el.stats.shown === i + 1);
    }
    expect(measured).to.equal(1);
    expect(new Set(comments(el).map((node) => node.getBoundingClientRect().width)).size).to.equal(1);
    watcher.disconnect();
  });

  it('takes hostile texts: endless, all emoji, nothing but invisible signs, turned around', async () => {
    const el = await layer({ duration: 4 });
    el.push(['x'.repeat(10_000), '😀'.repeat(500), '​‎⁦', '‮txet', `ok${'̀'.repeat(300)}`]);
    await until(() => el.stats.shown === 4);
    expect(el.stats.dropped).to.equal(1);
    expect(overlaps(el)).to.deep.equal([]);
    expect(find(el, 'txet')).to.not.equal(undefined);
  });

  describe('over a video that it is not inside of', () => {
    it('lies on it, follows its size, and pauses and empties with it', async () => {
      const box = await fixture<HTMLElement>(html`<div style="position: relative; padding: 30px">
        <video id="film" style="display: block; width: 400px; height: 200px"></video>
        <danmaku-layer for="film" motion="full" duration="4" without-preferences></danmaku-layer>
      </div>`);
      const el = box.querySelector('danmaku-layer')!;
      const video = box.querySelector('video')!;
      const same = () => JSON.stringify(el.getBoundingClientRect()) === JSON.stringify(video.getBoundingClientRect());
      await until(same, 'it should lie on the video');
      video.style.width = '500px';
      await until(same, 'it should follow');
      el.push('hello');
      await appears(el, 'hello');
      video.dispatchEvent(new Event('pause'));
      expect(el.paused).to.equal(true);
      video.dispatchEvent(new Event('playing'));
      expect(el.paused).to.equal(false);
      video.dispatchEvent(new Event('seeking'));
      expect(texts(el)).to.deep.equal([]);
      el.pause();
      video.dispatchEvent(new Event('pause'));
      video.dispatchEvent(new Event('playing'));
      expect(el.paused, 'who was paused by somebody else stays so').to.equal(true);
    });
  });
});
