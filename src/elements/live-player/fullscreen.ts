import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The nearest element, across shadow roots, that matches; the player itself when none does or none is named. */
function fullscreenTarget(player: HTMLElement, selector: string): HTMLElement {
  if (!selector || selector === 'self') return player;
  for (let element: Element | null = player; element; ) {
    const found: HTMLElement | null = element.closest<HTMLElement>(selector);
    if (found) return found;
    const root: Node = element.getRootNode();
    element = root instanceof ShadowRoot ? root.host : null;
  }
  return player;
}

/** The element shown full screen, looked up inside shadow roots as well. */
function isFullscreen(target: HTMLElement): boolean {
  const root = target.getRootNode() as Document | ShadowRoot;
  return root.fullscreenElement === target;
}

/** Marks an element that fills the page instead; style sheets answer to it. */
const PAGE_FILL = 'data-live-page-fill';

/**
 * Full screen of an element together with what lies over the picture. Where the browser offers that only for the bare video (iPhone), or
 * refuses it, the element fills the page instead, so that comments stay.
 */
export class Fullscreen implements ReactiveController {
  #active = false;
  #filling: HTMLElement | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    /** `self`, or a selector for the closest match. */
    private readonly selector: () => string,
  ) {
    host.addController(this);
  }

  get active(): boolean {
    return this.#active;
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.#onChange);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.#onChange);
    // A move in the document is no reason to leave.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.#fill(null);
    });
  }

  async toggle(): Promise<void> {
    const target = fullscreenTarget(this.host, this.selector());
    if (this.#filling) this.#fill(null);
    else if (isFullscreen(target)) await document.exitFullscreen();
    else if (!(await enter(target))) this.#fill(target);
  }

  #fill(target: HTMLElement | null): void {
    this.#filling?.removeAttribute(PAGE_FILL);
    this.#filling = target;
    target?.setAttribute(PAGE_FILL, '');
    this.#onChange();
  }

  readonly #onChange = (): void => {
    this.#active = this.#filling !== null || isFullscreen(fullscreenTarget(this.host, this.selector()));
    this.host.requestUpdate();
  };
}

async function enter(target: HTMLElement): Promise<boolean> {
  if (typeof target.requestFullscreen !== 'function') return false;
  try {
    await target.requestFullscreen({ navigationUI: 'hide' });
    return true;
  } catch {
    // Refused by a frame's policy or for want of a tap; filling the page needs no permission.
    return false;
  }
}
