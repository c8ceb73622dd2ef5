import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A part of the danmaku's stage, in 0…1 of it. */
interface Zone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const NONE: readonly Zone[] = [];

/** Where pinned things and gift banners lie over the picture: no comment flies there, as it could not be read, nor could they. */
export class PinnedZone implements ReactiveController {
  /** What is pinned. */
  value: readonly Zone[] = NONE;
  /** Where banners begin, 0…1 of the stage's height. */
  floor = 1;
  #watched: Element | null = null;
  readonly #resize = new ResizeObserver(() => this.#measure());

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    const pinned = this.host.shadowRoot!.querySelector('.overlay:not(.no-stage) > .pinned');
    // The gifts may have opened or closed, which moves the banners.
    if (pinned) requestAnimationFrame(() => this.#measure());
    if (pinned === this.#watched) return;
    this.#resize.disconnect();
    this.#watched = pinned;
    if (pinned) for (const each of [pinned, this.host]) this.#resize.observe(each);
    // Nothing to draw anew: no other layout has a zone.
    else this.value = NONE;
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
    this.#watched = null;
  }

  #measure(): void {
    const pinned = this.#watched?.getBoundingClientRect();
    const stage = this.host.shadowRoot!.querySelector('danmaku-layer')?.getBoundingClientRect();
    if (!pinned || !stage || stage.height === 0) return;
    const height = Math.max(0, pinned.bottom - stage.top) / stage.height;
    const banners = this.host.shadowRoot!.querySelector('gift-banners')?.getBoundingClientRect();
    const floor = banners ? (banners.top - stage.top) / stage.height : 1;
    const zones = pinned.height > 0 && height > 0 ? [{ x: 0, y: 0, width: 1, height }] : NONE;
    if (floor === this.floor && JSON.stringify(zones) === JSON.stringify(this.value)) return;
    this.value = zones;
    this.floor = floor;
    this.host.requestUpdate();
  }
}
