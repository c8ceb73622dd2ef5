import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';

const DEFAULT_PX = 360;
const MIN_PX = 280;
const MAX_PX = 560;
const KEY_STEP_PX = 16;

/** The chat column's width, changed by dragging or with the arrow keys on its edge. */
export class PanelWidth {
  value = DEFAULT_PX;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {}

  renderHandle(label: string): TemplateResult {
    return html`<div
      class="handle"
      part="handle"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${label}
      aria-valuenow=${this.value}
      aria-valuemin=${MIN_PX}
      aria-valuemax=${MAX_PX}
      @pointerdown=${this.#onPointerdown}
      @keydown=${this.#onKeydown}
    ></div>`;
  }

  #set(px: number): void {
    this.value = Math.round(Math.min(MAX_PX, Math.max(MIN_PX, px)));
    this.host.requestUpdate();
  }

  /** +1 where the panel grows as the pointer moves right. */
  get #direction(): number {
    return getComputedStyle(this.host).direction === 'rtl' ? 1 : -1;
  }

  readonly #onPointerdown = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    const [from, width] = [event.clientX, this.value];
    handle.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => this.#set(width + (moved.clientX - from) * this.#direction);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#set(this.value + step * KEY_STEP_PX * this.#direction);
  };
}
