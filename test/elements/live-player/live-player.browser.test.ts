import { expect, oneEvent } from '@open-wc/testing';
import '../../../src/define/live-player.js';
import { PlayerError } from '../../../src/players/errors.js';
import { registerPlayerEngine } from '../../../src/players/registry.js';
import { button, CanvasEngine, frames, inState, playerWith, press, until, words } from './stage.js';

const notAllowed = () => Object.assign(new Error('tap first'), { name: 'NotAllowedError' });

describe('<live-player> with a player of the page\'s own', () => {
  let engine: CanvasEngine;
  let undo: () => void;
  beforeEach(() => {
    engine = new CanvasEngine();
    undo = registerPlayerEngine(engine);
  });
  afterEach(() => undo());

  const playing = async (attributes = {}) => {
    const player = await playerWith({ src: 'canvas:1', ...attributes });
    await inState(player, 'playing');
    return player;
  };

  it('shows a moving picture, tells its state, and is accessible', async () => {
    const player = await playing();
    await frames(player, 10);
    expect(player.engineName).to.equal('canvas');
    expect(player.matches(':state(playing)')).to.equal(true);
    expect(words(player)).to.equal('');
    button(player, 'Pause').focus();
    await expect(player).to.be.accessible();
  });

  it('tells the page: connecting, playing, ready', async () => {
    const player = await playerWith();
    const heard: string[] = [];
    player.addEventListener('live-player-state', ({ detail }) => heard.push(`${detail.previous} → ${detail.state}`));
    const ready = oneEvent(player, 'live-player-ready');
    player.src = 'canvas:1';
    const { detail } = await ready;
    expect(detail.firstFrameMs).to.be.greaterThan(0);
    expect(heard).to.deep.equal(['idle → connecting', 'connecting → playing']);
  });

  it('asks for a tap when the browser lets no sound out; the tap brings it', async () => {
    let tapped = false;
    engine.policy = (video) => {
      if (!video.muted && !tapped) throw notAllowed();
    };
    const player = await playerWith({ autoplay: 'auto' });
    const silenced = oneEvent(player, 'live-player-muted');
    player.src = 'canvas:1';
    expect((await silenced).detail).to.deep.equal({ muted: true, byPolicy: true });
    await inState(player, 'playing');
    await player.updateComplete;
    expect(words(player)).to.equal('Tap for sound');
    expect(player.matches(':state(blocked)')).to.equal(true);
    await expect(player).to.be.accessible();
    tapped = true;
    button(player, 'Tap for sound').click();
    await player.updateComplete;
    expect(player.video.muted).to.equal(false);
    expect(words(player)).to.equal('');
    expect(player.matches(':state(blocked)')).to.equal(false);
  });

  it('offers a play button when the browser plays nothing without a tap', async () => {
    let tapped = false;
    engine.policy = () => {
      if (!tapped) throw notAllowed();
    };
    const player = await playerWith({ src: 'canvas:1' });
    await until(() => player.matches(':state(blocked)'));
    tapped = true;
    const big = player.shadowRoot!.querySelector<HTMLButtonElement>('[part=big-play]')!;
    expect(big.getAttribute('aria-label')).to.equal('Play');
    big.click();
    await inState(player, 'playing');
  });

  it('does not mistake an interrupted play for that', async () => {
    let first = true;
    engine.policy = () => {
      if (first) {
        first = false;
        throw Object.assign(new Error('overtaken'), { name: 'AbortError' });
      }
    };
    const player = await playerWith({ src: 'canvas:1', autoplay: 'auto', muted: true });
    await until(() => engine.open === 1 && !first);
    expect(words(player)).to.not.contain('Tap');
  });

  it('loads nothing before play is pressed when autoplay is off', async () => {
    const player = await playerWith({ autoplay: 'off', muted: true, src: 'canvas:1' });
    expect(engine.open).to.equal(0);
    expect(player.state).to.equal('idle');
    player.shadowRoot!.querySelector<HTMLButtonElement>('[part=big-play]')!.click();
    await inState(player, 'playing');
  });

  it('pauses and goes on by button and by key, and goes on at the live edge', async () => {
    const player = await playing();
    button(player, 'Pause').click();
    await player.updateComplete;
    expect(player.video.paused).to.equal(true);
    expect(player.matches(':state(paused)')).to.equal(true);
    expect(engine.edge).to.equal(0);
    button(player, 'Play').click();
    await frames(player, 2);
    expect(engine.edge).to.equal(1);
    press(player, 'k');
    expect(player.video.paused).to.equal(true);
    press(player, 'K');
    await frames(player, 2);
    press(player, 'm');
    expect(player.video.muted).to.equal(false);
    press(player, 'm');
    expect(player.video.muted).to.equal(true);
  });

  it('leaves keys alone that belong to a text field or a button', async () => {
    const player = await playing();
    const field = document.createElement('input');
    field.slot = 'controls-end';
    player.append(field);
    const key = new KeyboardEvent('keydown', { key: 'k', bubbles: true, composed: true, cancelable: true });
    field.dispatchEvent(key);
    expect(key.defaultPrevented).to.equal(false);
    expect(player.video.paused).to.equal(false);
    const space = new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true, cancelable: true });
    button(player, 'Full screen').dispatchEvent(space);
    expect(space.defaultPrevented).to.equal(false);
  });

  it('sets the volume, and is without sound at its lower end', async () => {
    const player = await playing();
    const slider = player.shadowRoot!.querySelector<HTMLInputElement>('[part=volume]')!;
    slider.value = '0.4';
    slider.dispatchEvent(new Event('input'));
    await until(() => player.volume === 0.4);
    expect(player.muted).to.equal(false);
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await until(() => player.muted);
    button(player, 'Sound on').click();
    expect(player.video.muted).to.equal(false);
    expect(player.video.volume).to.be.greaterThan(0);
    player.video.muted = true;
  });

  it('shows LIVE and the distance from the stage, and the way back when it is late', async () => {
    engine.latencyS = 2;
    const player = await playing({ targetLatency: 2, withoutCatchUp: true });
    await until(() => player.latency === 2);
    await player.updateComplete;
    expect(player.shadowRoot!.querySelector('[part=badge]')!.textContent).to.equal('LIVE');
    expect(player.shadowRoot!.querySelector('[part=latency]')!.getAttribute('title')).to.equal('2 seconds behind the stage');
    engine.latencyS = 9;
    await until(() => player.shadowRoot!.querySelector('[part=live-button]') !== null, 'back to live');
    button(player, 'Back to live').click();
    expect(engine.edge).to.equal(1);
    await until(() => player.shadowRoot!.querySelector('[part=badge]') !== null, 'live again');
  });

  it('offers qualities where there are several', async () => {
    const player = await playing();
    expect(player.shadowRoot!.querySelector('[part~=quality]')).to.equal(null);
    engine.levelList = [
      { id: 'low', width: 640, height: 360, active: true },
      { id: 'high', width: 1280, height: 720, active: false },
    ];
    engine.context!.report({ type: 'levels' });
    await player.updateComplete;
    button(player, 'Quality').click();
    await player.updateComplete;
    await expect(player).to.be.accessible();
    const choices = () => [...player.shadowRoot!.querySelectorAll('[part=menu] button')].map((node) => `${node.textContent.trim()}${node.getAttribute('aria-pressed') === 'true' ? ' ✓' : ''}`);
    expect(choices()).to.deep.equal(['Automatic ✓', '720p', '360p']);
    button(player, '720p').click();
    await player.updateComplete;
    expect(choices()).to.deep.equal([]);
    button(player, 'Quality').click();
    await player.updateComplete;
    expect(choices()).to.deep.equal(['Automatic', '720p ✓', '360p']);
  });

  it('hides the controls from a pointer that rests, never from one that moves or from the keyboard', async () => {
    const player = await playing();
    const base = player.shadowRoot!.querySelector('[part=base]')!;
    expect(player.matches(':state(quiet)')).to.equal(true);
    base.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', bubbles: true }));
    await player.updateComplete;
    expect(player.matches(':state(quiet)')).to.equal(false);
    await until(() => player.matches(':state(quiet)'), 'quiet again');
    const controls = player.shadowRoot!.querySelector<HTMLElement>('[part=controls]')!;
    button(player, 'Pause').focus();
    await until(() => getComputedStyle(controls).opacity === '1');
  });

  it('survives a move in the document, and lets go when it is really removed', async () => {
    const player = await playing();
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(player);
    await frames(player, 5);
    expect(player.state).to.equal('playing');
    expect(player.paused).to.equal(false);
    expect(engine.open).to.equal(1);
    player.remove();
    await until(() => engine.open === 0);
    expect(player.state).to.equal('idle');
    elsewhere.append(player);
    await inState(player, 'playing');
    expect(engine.open).to.equal(1);
    elsewhere.remove();
  });

  it('goes over to the new source and closes the old one', async () => {
    const player = await playing();
    for (let i = 2; i <= 20; i++) {
      player.src = `canvas:${i}`;
      await player.updateComplete;
    }
    await inState(player, 'playing');
    await frames(player, 3);
    expect(engine.open).to.equal(1);
  });

  it('shows an error in words with a retry, and stays usable', async () => {
    const player = await playing({ retryFor: 0 });
    const told = oneEvent(player, 'live-error');
    engine.context!.report({ type: 'error', error: new PlayerError('http-4xx', 'refused', 'canvas') });
    expect((await told).detail.source).to.equal('live-player');
    await player.updateComplete;
    expect(player.state).to.equal('error');
    expect(words(player)).to.contain('No picture').and.to.contain('You may not watch this show.');
    await expect(player).to.be.accessible();
    button(player, 'Try again').click();
    await inState(player, 'playing');
    expect(words(player)).to.equal('');
  });

  it('says when the show is over', async () => {
    const player = await playing();
    const ended = oneEvent(player, 'live-player-ended');
    player.video.dispatchEvent(new Event('ended'));
    await ended;
    await player.updateComplete;
    expect(words(player)).to.equal('The show is over');
  });

  it('speaks Chinese, at once', async () => {
    const player = await playing();
    player.lang = 'zh-CN';
    await until(() => player.shadowRoot!.querySelector('[aria-label="全屏"]') !== null);
    expect(player.shadowRoot!.querySelector('[part=badge]')!.textContent).to.equal('直播');
  });

  it('fills the page where the browser has no full screen, overlay included', async () => {
    const player = await playing({ requestFullscreen: undefined } as object);
    const overlay = document.createElement('p');
    overlay.slot = 'overlay';
    overlay.textContent = 'comments';
    player.append(overlay);
    button(player, 'Full screen').click();
    await until(() => player.matches(':state(fullscreen)'));
    const { width, height } = player.getBoundingClientRect();
    expect([width, height]).to.deep.equal([innerWidth, innerHeight]);
    expect(overlay.getBoundingClientRect().width).to.be.greaterThan(0);
    button(player, 'Leave full screen').click();
    await player.updateComplete;
    expect(player.getBoundingClientRect().width).to.equal(480);
  });

  it('lets the pointer through the overlay', async () => {
    const player = await playing();
    const overlay = document.createElement('div');
    overlay.slot = 'overlay';
    overlay.style.cssText = 'position: absolute; inset: 0';
    player.append(overlay);
    const { left, top } = player.getBoundingClientRect();
    expect(document.elementFromPoint(left + 20, top + 20)).to.equal(player);
  });

  it('comes without controls, or with the few', async () => {
    const player = await playing({ controls: 'minimal' });
    const names = () => [...player.shadowRoot!.querySelectorAll('button')].map((node) => node.getAttribute('aria-label'));
    expect(names()).to.deep.equal(['Sound on', 'Full screen']);
    player.controls = 'none';
    await player.updateComplete;
    expect(names()).to.deep.equal([]);
  });

  it('says so when no player knows the source', async () => {
    const player = await playerWith({ src: '/page.html' });
    await inState(player, 'error');
    await player.updateComplete;
    expect(words(player)).to.contain('This browser cannot play this show.');
  });

  it('leaves nothing behind after ten comings and goings', async () => {
    for (let i = 0; i < 10; i++) {
      const player = await playing();
      player.remove();
      await until(() => engine.open === 0);
    }
  });
});
