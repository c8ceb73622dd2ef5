/** The part of the layer that a video has a say in. */
interface Layer extends HTMLElement {
  readonly paused: boolean;
  pause(): void;
  resume(): void;
  clear(): void;
}

/**
 * Keeps a layer over an element that it is not inside of: same place, same size, and, over a `<video>`, the same
 * pauses. Also when a browser shows nothing but that video, or a box around it, in full screen: the layer then rises above.
 */
export class OverMedia {
  readonly #resizes = new ResizeObserver(() => this.#place());
  readonly #listening = new AbortController();
  /** It was the video that stopped us, so it may start us again. */
  #stopped = false;

  constructor(
    private readonly layer: Layer,
    readonly media: HTMLElement,
  ) {
    const { signal } = this.#listening;
    for (const name of ['pause', 'waiting']) media.addEventListener(name, () => this.#stop(), { signal });
    for (const name of ['play', 'playing']) media.addEventListener(name, () => this.#start(), { signal });
    // What was said at another moment does not belong to this one.
    media.addEventListener('seeking', () => layer.clear(), { signal });
    document.addEventListener('fullscreenchange', () => this.#place(), { signal });
    this.#resizes.observe(media);
    // What comes and goes above a video moves it without resizing it.
    this.#resizes.observe(layer.offsetParent ?? document.body);
    this.#place();
    if (media instanceof HTMLMediaElement && media.paused && media.currentTime > 0) this.#stop();
  }

  close(): void {
    this.#listening.abort();
    this.#resizes.disconnect();
    this.#start();
    this.#lower();
    for (const name of ['position', 'left', 'top', 'width', 'height']) this.layer.style.removeProperty(name);
  }

  #stop(): void {
    if (this.layer.paused) return;
    this.#stopped = true;
    this.layer.pause();
  }

  #start(): void {
    if (this.#stopped) this.layer.resume();
    this.#stopped = false;
  }

  #place(): void {
    const { layer, media } = this;
    const full = (media.getRootNode() as Document | ShadowRoot).fullscreenElement;
    const { left, top, width, height } = media.getBoundingClientRect();
    if (full?.contains(media) && !full.contains(layer)) {
      layer.popover = 'manual';
      layer.showPopover();
      Object.assign(layer.style, { position: 'fixed', left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      return;
    }
    this.#lower();
    const from = layer.offsetParent?.getBoundingClientRect();
    const [x, y] = from ? [from.left + layer.offsetParent!.clientLeft, from.top + layer.offsetParent!.clientTop] : [-scrollX, -scrollY];
    Object.assign(layer.style, { position: 'absolute', left: `${left - x}px`, top: `${top - y}px`, width: `${width}px`, height: `${height}px` });
  }

  #lower(): void {
    if (this.layer.popover === null) return;
    this.layer.hidePopover();
    this.layer.popover = null;
  }
}
