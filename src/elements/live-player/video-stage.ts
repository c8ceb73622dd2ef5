import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Signs of life are looked for this often where frames cannot be watched one by one. */
const SLOW_LOOK_MS = 1000;

/**
 * The media element and the place where it stands. Made by hand and kept for the life of the player: engines wrap it, move it and give it
 * back, and a browser's permission to play with sound belongs to the one element that a person has tapped.
 */
export class VideoStage implements ReactiveController {
  /** The node to put into the template. */
  readonly place = document.createElement('div');
  readonly video = document.createElement('video');
  #callback = 0;
  #decoded = 0;
  #lastLook = 0;

  constructor(
    host: ReactiveControllerHost,
    private readonly onFrame: () => void,
    /** By event name; they live as long as the media element does. */
    listeners: Readonly<Record<string, () => void>> = {},
  ) {
    host.addController(this);
    for (const [name, listener] of Object.entries(listeners)) this.video.addEventListener(name, listener);
    this.place.className = 'stage';
    this.video.playsInline = true;
    this.video.disableRemotePlayback = true;
    this.video.setAttribute('part', 'video');
  }

  /** The media element in its place, whatever an engine did to it before. */
  ready(): HTMLVideoElement {
    if (!this.place.contains(this.video)) this.place.replaceChildren(this.video);
    return this.video;
  }

  hostConnected(): void {
    this.ready();
    if ('requestVideoFrameCallback' in this.video && !this.#callback) this.#watch();
  }

  hostDisconnected(): void {
    if (this.#callback) this.video.cancelVideoFrameCallback(this.#callback);
    this.#callback = 0;
  }

  #watch(): void {
    this.#callback = this.video.requestVideoFrameCallback(() => {
      this.#lastLook = performance.now();
      this.#watch();
      // A stream that may not play yet shows its first frame all the same.
      if (!this.video.paused) this.onFrame();
    });
  }

  /** For browsers without frame callbacks, and for a picture scrolled out of view, whose frames are decoded but not presented. */
  look(): void {
    const now = performance.now();
    if (now - this.#lastLook < SLOW_LOOK_MS) return;
    this.#lastLook = now;
    const decoded = this.video.getVideoPlaybackQuality?.().totalVideoFrames ?? this.video.currentTime;
    if (decoded > this.#decoded && !this.video.paused) this.onFrame();
    this.#decoded = decoded;
  }
}
