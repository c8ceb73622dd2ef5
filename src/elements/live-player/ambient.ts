import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Colours change slowly on purpose: the bars must never draw the eye. */
const EVERY_MS = 1000;
/** All that survives the blur; drawing this many pixels costs nothing that could be measured. */
const WIDTH = 32;
const HEIGHT = 18;
/** Shapes this close leave no bars worth filling. */
const SAME_SHAPE = 0.02;

/** A soft echo of the picture in the bars beside it, where picture and element differ in shape. */
export class Ambient implements ReactiveController {
  readonly canvas = document.createElement('canvas');
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly video: HTMLVideoElement,
  ) {
    host.addController(this);
    this.canvas.width = WIDTH;
    this.canvas.height = HEIGHT;
    this.canvas.className = 'ambient';
    this.canvas.setAttribute('part', 'ambient');
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#draw, EVERY_MS);
    this.video.addEventListener('loadeddata', this.#draw);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.video.removeEventListener('loadeddata', this.#draw);
  }

  readonly #draw = (): void => {
    const { video } = this;
    if (document.hidden || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !this.#hasBars()) return;
    this.canvas.getContext('2d')?.drawImage(video, 0, 0, WIDTH, HEIGHT);
  };

  #hasBars(): boolean {
    const { videoWidth, videoHeight, clientWidth, clientHeight } = this.video;
    if (!videoWidth || !videoHeight || !clientHeight) return false;
    return Math.abs(videoWidth / videoHeight / (clientWidth / clientHeight) - 1) > SAME_SHAPE;
  }
}
