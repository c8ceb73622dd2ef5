import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import '../../../src/define/danmaku-layer.js';
import type { DanmakuLayer } from '../../../src/elements/danmaku-layer/danmaku-layer.js';
import { appears, find, texts, until } from './on-stage.js';

/** A box with a film in it, and a layer for the film that is not inside of the box. */
async function film(): Promise<{ el: DanmakuLayer; frame: HTMLElement; video: HTMLVideoElement }> {
  const box = await fixture<HTMLElement>(html`<div style="position: relative; padding: 20px">
    <div class="frame" style="width: 400px; height: 240px"><video id="film" style="display: block; width: 400px; height: 200px; background: black"></video></div>
    <danmaku-layer for="film" motion="full" duration="8" without-preferences></danmaku-layer>
  </div>`);
  return { el: box.querySelector('danmaku-layer')!, frame: box.querySelector('.frame')!, video: box.querySelector('video')! };
}
const same = (a: Element, b: Element) => JSON.stringify(a.getBoundingClientRect()) === JSON.stringify(b.getBoundingClientRect());

/** Browsers only do it for a person's act. */
async function fillScreen(element: HTMLElement): Promise<void> {
  const button = document.createElement('button');
  Object.assign(button.style, { position: 'fixed', inset: '0', zIndex: '9' });
  const filled = new Promise<void>((resolve, reject) => (button.onclick = () => element.requestFullscreen().then(resolve, reject)));
  document.body.append(button);
  await sendMouse({ type: 'click', position: [50, 50] });
  await filled;
  button.remove();
}

describe('<danmaku-layer> over something else', () => {
  it('lies on a video alone in full screen, above it, and back where it was afterwards', async () => {
    const { el, video } = await film();
    await until(() => same(el, video), 'it should lie on the video');
    el.push('before');
    await appears(el, 'before');
    await fillScreen(video);
    await until(() => same(el, video) && el.matches(':popover-open'), 'it should fill the screen too');
    expect(el.getBoundingClientRect().width).to.equal(innerWidth);
    expect(texts(el)).to.include('before');
    el.push('in full screen');
    await appears(el, 'in full screen');
    await document.exitFullscreen();
    await until(() => same(el, video) && !el.matches(':popover-open'), 'it should come back');
    expect(el.getBoundingClientRect().width).to.equal(400);
    expect(texts(el)).to.include('in full screen');
  });

  it('lies on the video when a box around it is in full screen', async () => {
    const { el, frame, video } = await film();
    await until(() => same(el, video));
    await fillScreen(frame);
    await until(() => el.matches(':popover-open') && same(el, video), 'it should rise');
    await document.exitFullscreen();
    await until(() => !el.matches(':popover-open') && same(el, video), 'it should come back');
  });

  it('follows a video that is pushed down by what comes above it', async () => {
    const { el, video, frame } = await film();
    await until(() => same(el, video));
    const notice = document.createElement('p');
    notice.textContent = 'The show begins at eight.';
    frame.before(notice);
    await until(() => same(el, video), 'it should follow');
  });

  it('needs no video: it lies on the box that it is put into, also when that one fills the screen', async () => {
    const box = await fixture<HTMLElement>(html`<div style="position: relative; width: 500px; height: 200px"><danmaku-layer motion="full"></danmaku-layer></div>`);
    const el = box.querySelector('danmaku-layer')!;
    el.push('hello');
    await appears(el, 'hello');
    await fillScreen(box);
    await until(() => el.getBoundingClientRect().width === innerWidth);
    el.push('large');
    await appears(el, 'large');
    await document.exitFullscreen();
    await until(() => el.getBoundingClientRect().width === 500);
    expect(find(el, 'large')).to.not.equal(undefined);
  });

  it('lives beside others on a page: each flies its own, pauses alone, and leaves alone', async () => {
    const box = await fixture<HTMLElement>(html`<div>
      ${[1, 2, 3].map(() => html`<div style="position: relative; width: 300px; height: 100px"><danmaku-layer motion="full" duration="8" without-preferences></danmaku-layer></div>`)}
    </div>`);
    const [a, b, c] = [...box.querySelectorAll('danmaku-layer')] as [DanmakuLayer, DanmakuLayer, DanmakuLayer];
    a.push('one');
    b.push('two');
    c.push('three');
    await appears(a, 'one');
    await appears(b, 'two');
    await appears(c, 'three');
    expect([a, b, c].map((el) => texts(el).length)).to.deep.equal([1, 1, 1]);
    b.pause();
    const [x, y] = [a, b].map((el) => find(el, texts(el)[0]!)!.getBoundingClientRect().left);
    c.remove();
    await until(() => find(a, 'one')!.getBoundingClientRect().left < x! - 5);
    expect(find(b, 'two')!.getBoundingClientRect().left).to.equal(y);
    await nextFrame();
    expect(texts(c)).to.deep.equal([]);
    expect(texts(a)).to.deep.equal(['one']);
  });
});
