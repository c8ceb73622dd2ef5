import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { appears, comments, find, layer, left, overlaps, texts, until, words } from './on-stage.js';

describe('<danmaku-layer>', () => {
  it('flies a comment across, lets clicks through, and is nothing to a screen reader', async () => {
    const el = await layer();
    el.push({ text: 'hello there' });
    await appears(el, 'hello there');
    const start = left(el, 'hello there');
    await until(() => left(el, 'hello there') < start - 100);
    expect(getComputedStyle(el).pointerEvents).to.equal('none');
    await expect(el).to.be.accessible();
    expect(el.shadowRoot!.querySelector('[aria-hidden=true]')!.textContent).to.contain('hello there');
    await until(() => el.stats.onStage === 0 && comments(el).length === 0, 'it should leave');
  });

  it('never puts one comment on another, in any mode, also while it is resized', async () => {
    const el = await layer({ duration: 1.5 });
    const modes = ['scroll', 'scroll', 'scroll', 'reverse', 'top', 'bottom'] as const;
    let n = 0;
    for (let frame = 0; frame < 60; frame++) {
      for (let i = 0; i < 3; i++, n++) el.push({ text: `${words[n % words.length]} ${n}`, mode: modes[n % modes.length]!, own: n % 20 === 0 });
      if (frame === 25) el.parentElement!.style.width = '1100px';
      if (frame === 40) Object.assign(el.parentElement!.style, { width: '500px', height: '200px' });
      if (frame === 48) el.fontSize = 28;
      await nextFrame();
      expect(overlaps(el)).to.deep.equal([]);
    }
    expect(el.stats.shown).to.be.above(20);
    const { received, shown, dropped, pending } = el.stats;
    expect(received).to.equal(n);
    expect(shown + dropped + pending).to.equal(n);
  });

  it('shows all on top of each other when told to', async () => {
    const el = await layer({ overlap: true });
    el.push(Array.from({ length: 300 }, (_, i) => ({ text: `comment ${i}` })));
    await until(() => el.stats.shown === 300);
    expect(el.stats.dropped).to.equal(0);
  });

  it('always shows own comments, marked, in the thickest crowd', async () => {
    const el = await layer();
    for (let i = 0; i < 30; i++) {
      el.push(Array.from({ length: 50 }, (_, j) => `crowd ${i}.${j}`));
      await nextFrame();
    }
    el.push({ text: 'mine', own: true });
    await appears(el, 'mine');
    expect(find(el, 'mine')!.part.contains('own')).to.equal(true);
    expect(el.stats.droppedByRank.own).to.equal(0);
    expect(el.stats.dropped).to.be.above(1000);
  });

  it('shows text as text: no markup, no line breaks, no end', async () => {
    const el = await layer();
    el.push([{ text: '<img src=x onerror="window.hacked = 1"><b>bold</b>' }, { text: 'a\nb\u202ec' }, { text: 'z'.repeat(10_000) }]);
    await appears(el, '<img src=x onerror="window.hacked = 1"><b>bold</b>');
    await appears(el, 'a bc');
    await appears(el, `${'z'.repeat(80)}…`);
    expect(el.shadowRoot!.querySelector('img, b')).to.equal(null);
  });

  it('says what it expected when it is given something else', async () => {
    const el = await layer();
    expect(() => el.push(undefined as never)).to.throw(TypeError, /text/);
    expect(() => el.push({} as never)).to.throw(TypeError, /text/);
    expect(el.stats.received).to.equal(0);
  });

  it('keeps what it is told before it is on the page, and before its engine is there', async () => {
    const box = await fixture<HTMLElement>(html`<div style="width: 600px; height: 200px"></div>`);
    const el = document.createElement('danmaku-layer');
    Object.assign(el, { motion: 'full', withoutPreferences: true });
    el.push('early');
    el.pause();
    expect(el.paused).to.equal(true);
    box.append(el);
    await el.updateComplete;
    el.push('a little later');
    expect(el.stats).to.include({ received: 2, pending: 2, shown: 0, dropped: 0 });
    for (let i = 0; i < 10; i++) await nextFrame();
    expect(texts(el)).to.deep.equal([]);
    el.resume();
    await appears(el, 'early');
    await appears(el, 'a little later');
    expect(el.stats).to.include({ received: 2, shown: 2, dropped: 0 });
    const never = document.createElement('danmaku-layer');
    never.push(Array.from({ length: 6000 }, (_, i) => `n${i}`));
    expect(never.stats).to.include({ received: 6000, pending: 5000, dropped: 1000 });
    never.clear();
    expect(never.stats).to.include({ received: 6000, pending: 0, dropped: 6000 });
  });

  it('freezes on pause and goes on from there on resume', async () => {
    const el = await layer();
    el.push(['one', { text: 'standing', mode: 'top' as const }]);
    await appears(el, 'one');
    await until(() => left(el, 'one') < 700);
    el.pause();
    const at = left(el, 'one');
    el.push('two');
    for (let i = 0; i < 20; i++) await nextFrame();
    expect(left(el, 'one')).to.equal(at);
    expect(texts(el)).to.not.include('two');
    expect(el.paused).to.equal(true);
    el.resume();
    await appears(el, 'two');
    await until(() => left(el, 'one') < at);
    expect(left(el, 'one')).to.be.above(at - 200);
  });

  it('empties itself on clear, and counts what it gave up', async () => {
    const el = await layer();
    el.push(['one', 'two']);
    await appears(el, 'one');
    el.pause();
    el.push('three');
    el.clear();
    expect(texts(el)).to.deep.equal([]);
    expect(el.stats).to.include({ received: 3, shown: 2, dropped: 1, pending: 0, onStage: 0 });
  });

  it('keeps what stands on stage in place when it gets wider', async () => {
    const el = await layer({ duration: 8 }, 600);
    el.push('steady');
    await appears(el, 'steady');
    await until(() => left(el, 'steady') < 500, 'it should come in');
    el.pause();
    const at = left(el, 'steady');
    el.parentElement!.style.width = '1000px';
    await nextFrame();
    await nextFrame();
    expect(left(el, 'steady')).to.be.closeTo(at, 0.5);
  });

  it('obeys the viewer: area, size, opacity, colour', async () => {
    const el = await layer({ area: 0.34, fontSize: 20, opacity: 0.5 });
    el.push(Array.from({ length: 40 }, (_, i) => ({ text: `n${i}`, color: 'rgb(255, 0, 0)' })));
    await appears(el, 'n0');
    const top = el.getBoundingClientRect().top;
    expect(Math.max(...comments(el).map((node) => node.getBoundingClientRect().bottom - top))).to.be.at.most(120);
    expect(getComputedStyle(comments(el)[0]!).fontSize).to.equal('20px');
    expect(getComputedStyle(comments(el)[0]!).color).to.equal('rgb(255, 0, 0)');
    expect(getComputedStyle(el.shadowRoot!.querySelector('[part=base]')!).opacity).to.equal('0.5');
  });

  it('moves towards the reading direction’s end: to the right in right-to-left pages', async () => {
    const box = await fixture<HTMLElement>(html`<div dir="rtl" style="width: 600px; height: 200px"><danmaku-layer motion="full" duration="2"></danmaku-layer></div>`);
    const el = box.querySelector('danmaku-layer')!;
    el.push('السلام عليكم');
    await appears(el, 'السلام عليكم');
    const start = left(el, 'السلام عليكم');
    await until(() => left(el, 'السلام عليكم') > start + 50);
  });

  it('shows nodes and templates in the place they need', async () => {
    const el = await layer();
    const picture = document.createElement('div');
    picture.style.cssText = 'width: 120px; height: 70px; background: gold';
    el.push([{ content: picture, text: 'picture' }, ...Array.from({ length: 30 }, (_, i) => `n${i}`), { content: html`<i>template</i>` }]);
    await until(() => el.shadowRoot!.querySelector('i'));
    await until(() => picture.isConnected);
    expect(picture.getBoundingClientRect().height).to.equal(70);
    expect(overlaps(el)).to.deep.equal([]);
  });

  it('keeps still where motion is not wanted: few lines, one after the other', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const el = await layer({ motion: 'auto' });
    el.push(Array.from({ length: 30 }, (_, i) => `n${i}`));
    await until(() => el.stats.shown === 3);
    const before = comments(el).map((node) => node.getBoundingClientRect().left);
    for (let i = 0; i < 15; i++) await nextFrame();
    expect(comments(el).map((node) => node.getBoundingClientRect().left)).to.deep.equal(before);
    // In one column, no two on a line.
    expect(new Set(comments(el).map((node) => node.getBoundingClientRect().top)).size).to.equal(comments(el).length);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('survives a move in the page, and stops when it is removed', async () => {
    const el = await layer({ duration: 4 });
    el.push('traveller');
    await appears(el, 'traveller');
    const other = document.createElement('section');
    other.style.cssText = 'width: 800px; height: 300px';
    el.parentElement!.after(other);
    other.append(el);
    await nextFrame();
    expect(texts(el)).to.deep.equal(['traveller']);
    el.remove();
    await nextFrame();
    expect(texts(el)).to.deep.equal([]);
    expect(el.getAnimations({ subtree: true })).to.deep.equal([]);
    other.append(el);
    el.push('back');
    await appears(el, 'back');
    other.remove();
  });
});
