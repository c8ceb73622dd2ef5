/** Upward movement that counts as "let me read". */
const LEAVE_PX = 8;
/** Nearer to the end than this counts as back at the end. */
const RETURN_PX = 4;

/** Why a list stands still although nobody has scrolled. */
export type Pin = 'focus' | 'hover' | 'key' | 'menu' | 'pointer' | 'selection';

/**
 * Whether the list follows, and what stays under the reader's eye when it does not.
 *
 * The scroller is a reversed column, so the end stays in view by itself and any distance from it is somebody's intent:
 * growing content can never end the following. While reading, the first visible row is remembered and put
 * back to the same pixel after every change: additions, removals, recalls, pictures that load late. This needs no scroll
 * anchoring, which Safari lacks.
 */
export class ReadingPosition {
  pauseOnHover = false;
  /** Held down over the list, this key pauses as well; '' for none. A `KeyboardEvent.key`. */
  pauseKey = '';
  #scrolled = false;
  readonly #pins = new Set<Pin>();
  #scroller: HTMLElement | undefined;
  #block: HTMLElement | undefined;
  #anchor: { row: Element; top: number } | null = null;
  /** Where the scroller stood when the anchor was taken or put back: anything else is somebody's scrolling. */
  #top: number | undefined;
  #resize: ResizeObserver | undefined;
  #listeners: AbortController | undefined;

  constructor(private readonly onChange: () => void) {}

  get following(): boolean {
    return !this.#scrolled && this.#pins.size === 0;
  }
  /** Somebody has settled to read, rather than passing over it with the pointer. */
  get settled(): boolean {
    return this.#scrolled || this.#pins.has('focus');
  }
  get attached(): boolean {
    return this.#scroller !== undefined;
  }
  get fromEnd(): number {
    return -(this.#scroller?.scrollTop ?? 0);
  }
  get fromStart(): number {
    const scroller = this.#scroller;
    return scroller ? scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop : 0;
  }

  attach(scroller: HTMLElement, block: HTMLElement): void {
    this.#scroller = scroller;
    this.#block = block;
    this.#resize = new ResizeObserver(() => this.#restore());
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    block.addEventListener('focusin', () => this.pin('focus'), { signal });
    block.addEventListener('focusout', () => this.unpin('focus'), { signal });
    scroller.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && this.pauseOnHover && this.pin('hover'), { signal });
    scroller.addEventListener('pointerleave', () => this.unpin('hover'), { signal });
    // A pressed button, also while text is being selected: nothing may move under it.
    scroller.addEventListener('pointerdown', () => this.pin('pointer'), { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) addEventListener(end, () => this.unpin('pointer'), { signal });
    document.addEventListener('selectionchange', () => (selects(block) ? this.pin('selection') : this.unpin('selection')), { signal });
    addEventListener('keydown', (event) => event.key === this.pauseKey && scroller.matches(':hover') && this.pin('key'), { signal });
    addEventListener('keyup', (event) => event.key === this.pauseKey && this.unpin('key'), { signal });
    // The key is let go elsewhere.
    addEventListener('blur', () => this.unpin('key'), { signal });
  }

  detach(): void {
    this.#listeners?.abort();
    this.#resize?.disconnect();
    this.#scroller = this.#block = undefined;
    this.#pins.clear();
    this.#anchor = null;
  }

  pin(reason: Pin): void {
    this.#change(() => this.#pins.add(reason));
  }

  unpin(reason: Pin): void {
    this.#change(() => this.#pins.delete(reason));
  }

  /** Stands still where it is, until somebody goes on. */
  pause(): void {
    this.#change(() => (this.#scrolled = true));
  }

  /** Back to the end, whatever held the list. */
  release(): void {
    this.#change(() => {
      this.#scrolled = false;
      this.#pins.clear();
    });
    if (this.#scroller) this.#scroller.scrollTop = 0;
  }

  /** @param complete Nothing newer waits below the last row. */
  onScroll(complete: boolean): void {
    const { fromEnd } = this;
    this.#change(() => {
      if (fromEnd > LEAVE_PX) this.#scrolled = true;
      else if (fromEnd < RETURN_PX && complete) this.#scrolled = false;
    });
    this.#catchUp();
  }

  /** Changes rows without moving the one under the eye. */
  hold(mutate: () => void): void {
    if (this.#scrolled) this.#catchUp();
    mutate();
    this.#restore();
  }

  /** Nobody has scrolled: what has grown since must still be made good, not become the new place. */
  #catchUp(): void {
    if (this.#anchor && this.#scroller?.scrollTop === this.#top) this.#restore();
    else this.#remember();
  }

  #change(act: () => void): void {
    const before = this.following;
    act();
    if (this.following === before) return;
    if (this.following) this.#anchor = null;
    else this.#remember();
    // At the end there is nothing to make good, eight times a second.
    if (this.following) this.#resize?.disconnect();
    else if (this.#block) this.#resize?.observe(this.#block);
    this.onChange();
  }

  #remember(): void {
    if (!this.#scroller || !this.#block) return;
    const top = this.#scroller.getBoundingClientRect().top;
    this.#top = this.#scroller.scrollTop;
    for (const row of this.#block.children) {
      const box = row.getBoundingClientRect();
      if (box.height > 0 && box.bottom > top) {
        this.#anchor = { row, top: box.top };
        return;
      }
    }
    this.#anchor = null;
  }

  #restore(): void {
    if (!this.#scrolled || !this.#scroller) return;
    // The row itself has gone: its neighbours take its place.
    if (!this.#anchor?.row.isConnected) {
      this.#remember();
      return;
    }
    const shift = this.#anchor.row.getBoundingClientRect().top - this.#anchor.top;
    if (Math.abs(shift) < 0.5) return;
    this.#scroller.scrollTop += shift;
    this.#top = this.#scroller.scrollTop;
  }
}

/** Whether some of this text is selected. */
function selects(block: HTMLElement): boolean {
  const selection = document.getSelection();
  if (!selection) return false;
  const root = block.getRootNode() as ShadowRoot & { getSelection?(): Selection | null };
  // Selections inside shadow roots: Chromium asks the root, others tell the ranges of a root that they are given.
  const inner = root.getSelection?.();
  if (inner) return !inner.isCollapsed && block.contains(inner.anchorNode);
  const [range] = selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  return !!range && !range.collapsed && block.contains(range.startContainer);
}
