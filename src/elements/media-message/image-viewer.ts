import { html, nothing, render } from 'lit';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/more-icons.js';
import { styles } from './image-viewer.styles.js';
import { moved, WHOLE, zoomed, ZOOM_MAX, ZOOM_STEP, type View } from './zoom.js';

export interface ImageView {
  readonly address: string;
  /** Shown until the picture has come. */
  readonly thumbnail: string;
  readonly alt: string;
  /** Their ratio is the picture's. */
  readonly width: number;
  readonly height: number;
  readonly t: (key: string) => string;
  readonly lang: string;
  /** What gets the focus back. */
  readonly opener: HTMLElement | null;
}

/** A double tap, and a wheel's notch. */
const TAP_ZOOM = 2.5;
const WHEEL_ZOOM = 1.15;
/** Two taps within so long are a double tap, ms; nearer than this, px, a touch has not moved. */
const DOUBLE_MS = 300;
const STILL_PX = 8;
const KEY_PX = 80;

/**
 * Shows a picture over everything else, also over a full screen. At the end of the page rather than in its row, which may go while it is
 * looked at. Escape, the button and a press beside the picture close it; resolves then.
 */
export function openImageViewer(image: ImageView): Promise<void> {
  const host = document.createElement('div');
  host.lang = image.lang;
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = styles.styleSheet ? [styles.styleSheet] : [];
  document.body.append(host);
  return new Promise((resolve) => {
    new ImageViewer(root, image, () => {
      host.remove();
      if (image.opener?.isConnected) image.opener.focus();
      resolve();
    }).show();
  });
}

class ImageViewer {
  #view: View = WHOLE;
  #loaded: 'loading' | 'yes' | 'failed' = 'loading';
  readonly #pointers = new Map<number, { x: number; y: number }>();
  #travelled = 0;
  #tappedAt = 0;
  #startedOnPicture = false;

  constructor(
    private readonly root: ShadowRoot,
    private readonly image: ImageView,
    private readonly closed: () => void,
  ) {}

  show(): void {
    this.#draw();
    this.#dialog.showModal();
    this.root.querySelector<HTMLElement>('.close')?.focus();
  }

  get #dialog(): HTMLDialogElement {
    return this.root.querySelector('dialog')!;
  }

  get #screen(): { width: number; height: number } {
    return { width: this.#dialog.clientWidth, height: this.#dialog.clientHeight };
  }

  #draw(): void {
    const { address, thumbnail, alt, width, height, t } = this.image;
    const { zoom, x, y } = this.#view;
    const position = { '--_x': `${x}px`, '--_y': `${y}px`, '--_zoom': zoom, '--_ratio': width / height };
    const note = this.#loaded === 'loading' ? t('media.loading') : this.#loaded === 'failed' ? t('media.image-lost') : '';
    render(
      html`<dialog
        part="viewer"
        aria-label=${t('media.viewer')}
        class=${zoom > 1 ? (this.#pointers.size > 0 ? 'zoomed grabbing' : 'zoomed') : ''}
        @close=${this.closed}
        @keydown=${this.#onKeydown}
        @wheel=${this.#onWheel}
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#onPointerUp}
        @pointercancel=${this.#onPointerUp}
      >
        <div class="stage" ${cssProperties(position)}>
          ${this.#loaded !== 'yes' && thumbnail !== address ? html`<img class="small" src=${thumbnail} alt="" draggable="false" />` : nothing}
          <img
            class="full"
            src=${address}
            alt=${alt}
            draggable="false"
            ?hidden=${this.#loaded === 'failed'}
            @load=${() => this.#settle('yes')}
            @error=${() => this.#settle('failed')}
          />
        </div>
        <div class="bar">
          <button type="button" class="out" aria-label=${t('media.zoom-out')} aria-disabled=${zoom <= 1} @click=${() => this.#zoom(1 / ZOOM_STEP)}>${icon('zoom-out')}</button>
          <button type="button" class="in" aria-label=${t('media.zoom-in')} aria-disabled=${zoom >= ZOOM_MAX} @click=${() => this.#zoom(ZOOM_STEP)}>${icon('zoom-in')}</button>
          <button type="button" class="close" aria-label=${t('media.close')} @click=${() => this.#dialog.close()}>${icon('close')}</button>
        </div>
        <p class="note" role="status" ?hidden=${note === ''}>${note}</p>
      </dialog>`,
      this.root,
    );
  }

  #settle(loaded: 'yes' | 'failed'): void {
    this.#loaded = loaded;
    this.#draw();
  }

  #zoom(factor: number, at?: { x: number; y: number }): void {
    this.#view = moved(zoomed(this.#view, factor, at), 0, 0, this.#screen);
    this.#draw();
  }

  #move(dx: number, dy: number): void {
    this.#view = moved(this.#view, dx, dy, this.#screen);
    this.#draw();
  }

  #fromMiddle({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const { width, height } = this.#screen;
    return { x: x - width / 2, y: y - height / 2 };
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const acts: Record<string, () => void> = {
      '+': () => this.#zoom(ZOOM_STEP),
      '=': () => this.#zoom(ZOOM_STEP),
      '-': () => this.#zoom(1 / ZOOM_STEP),
      '0': () => this.#zoom(1 / ZOOM_MAX),
      ArrowLeft: () => this.#move(KEY_PX, 0),
      ArrowRight: () => this.#move(-KEY_PX, 0),
      ArrowUp: () => this.#move(0, KEY_PX),
      ArrowDown: () => this.#move(0, -KEY_PX),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  readonly #onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.#zoom(event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, this.#fromMiddle({ x: event.clientX, y: event.clientY }));
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    if ((event.target as Element).closest('button')) return;
    if (this.#pointers.size === 0) this.#travelled = 0;
    this.#startedOnPicture = (event.target as Element).localName === 'img';
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#dialog.setPointerCapture(event.pointerId);
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    this.#travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) {
      const middle = this.#fromMiddle({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      const spread = (point: { x: number; y: number }) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      this.#zoom(spread(now) / spread(before), middle);
    } else this.#move(now.x - before.x, now.y - before.y);
  };

  readonly #onPointerUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#draw();
    if (event.type === 'pointercancel' || this.#pointers.size > 0 || this.#travelled > STILL_PX) return;
    if (!this.#startedOnPicture) return this.#dialog.close();
    const double = event.timeStamp - this.#tappedAt < DOUBLE_MS;
    this.#tappedAt = double ? 0 : event.timeStamp;
    if (double) this.#zoom(this.#view.zoom > 1 ? 1 / ZOOM_MAX : TAP_ZOOM, this.#fromMiddle({ x: event.clientX, y: event.clientY }));
  };
}
