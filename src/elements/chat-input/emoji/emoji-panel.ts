import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { adoptLate } from '../../shared/adopt-styles.js';
import { emojiPanelStyles } from './emoji-panel.styles.js';
import type { EmojiPicker, LoadEmojiPicker } from './load-picker.js';
import { placePanel } from './panel-place.js';

export type EmojiPanelState = 'closed' | 'loading' | 'open';

export interface EmojiPanelOptions {
  load: () => ReturnType<LoadEmojiPicker>;
  /** Names the picker that `load` would give; another name means that the one at hand is outdated. */
  key: () => string;
  /** The popover that holds the picker, and what it stands beside. */
  popover: () => HTMLElement;
  anchor: () => HTMLElement;
  onPick: (emoji: string) => void;
  onFail: (error: Error) => void;
  /** Escape was pressed inside: the focus needs a place. */
  onEscape: () => void;
}

/**
 * Opens a picker in a popover, which floats over the page and so moves nothing on it.
 * Loads at the first opening; a failure closes it, and the next opening tries again.
 */
export class EmojiPanel implements ReactiveController {
  state: EmojiPanelState = 'closed';
  #picker: EmojiPicker | null = null;
  #key = '';

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly options: EmojiPanelOptions,
  ) {
    host.addController(this);
    adoptLate(host.shadowRoot, emojiPanelStyles);
  }

  hostDisconnected(): void {
    this.#unfollow();
  }

  hostUpdate(): void {
    // The language has changed while the panel is open.
    if (this.state === 'open' && this.#key !== this.options.key()) void this.#fill();
  }

  /** For the popover's `beforetoggle`. */
  readonly onBeforeToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    this.#place();
    this.#follow();
    void this.#fill();
  };

  /** For the popover's `toggle`. */
  readonly onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'open') return;
    this.#unfollow();
    this.#set('closed');
  };

  /** For the popover's `keydown`. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // By itself, Escape in a search field clears it first, and only the second one would close the panel.
    event.preventDefault();
    this.options.popover().hidePopover();
    // At once, not with the `toggle` event: the next key a fast hand presses belongs to the field.
    this.options.onEscape();
  };

  async #fill(): Promise<void> {
    const key = this.options.key();
    if (this.#picker && this.#key === key) return this.#set('open');
    this.#set('loading');
    try {
      const picker = await this.options.load();
      if (key !== this.options.key()) return await this.#fill();
      this.#replace(picker, key);
      // It may have been closed while it was loading; then it is there for the next time.
      if (this.options.popover().matches(':popover-open')) this.#set('open');
    } catch (error) {
      const popover = this.options.popover();
      if (popover.matches(':popover-open')) popover.hidePopover();
      this.#set('closed');
      this.options.onFail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #replace(picker: EmojiPicker, key: string): void {
    this.#picker?.remove();
    this.#picker = picker;
    this.#key = key;
    picker.setAttribute('part', 'emoji-picker');
    picker.addEventListener('emoji-click', (event) => {
      const { unicode } = (event as CustomEvent<{ unicode?: string }>).detail;
      if (unicode) this.options.onPick(unicode);
    });
    this.options.popover().append(picker);
  }

  #set(state: EmojiPanelState): void {
    if (state === this.state) return;
    this.state = state;
    this.host.requestUpdate();
    // On touch the search field would bring up the keyboard, over the panel.
    if (state === 'open' && !matchMedia('(pointer: coarse)').matches) this.#picker?.shadowRoot?.querySelector('input')?.focus();
  }

  #follow(): void {
    window.addEventListener('resize', this.#place);
    window.visualViewport?.addEventListener('resize', this.#place);
    document.addEventListener('scroll', this.#place, { capture: true, passive: true });
  }

  #unfollow(): void {
    window.removeEventListener('resize', this.#place);
    window.visualViewport?.removeEventListener('resize', this.#place);
    document.removeEventListener('scroll', this.#place, { capture: true });
  }

  readonly #place = (): void => {
    const { offsetLeft = 0, offsetTop = 0, width = innerWidth, height = innerHeight } = window.visualViewport ?? {};
    const seen = { left: offsetLeft, top: offsetTop, right: offsetLeft + width, bottom: offsetTop + height };
    const rtl = getComputedStyle(this.host).direction === 'rtl';
    const place = placePanel(this.options.anchor().getBoundingClientRect(), seen, rtl);
    const { style } = this.options.popover();
    style.left = `${place.left}px`;
    style.top = `${place.top}px`;
    style.width = `${place.width}px`;
    style.height = `${place.height}px`;
  };
}
