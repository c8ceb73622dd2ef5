import { html, nothing, type ReactiveControllerHost } from 'lit';
import { icon, type IconName } from '../shared/icons.js';

export type RowAction = 'copy' | 'recall' | 'hide';

const ICONS: Readonly<Record<RowAction, IconName>> = { copy: 'copy', recall: 'undo', hide: 'hide' };

/** The one menu of a list, opened at whichever row asks: in the top layer, so nothing clips it and nothing moves. */
export class RowMenu {
  #actions: readonly RowAction[] = [];
  #id = '';
  #closed: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly act: (action: RowAction, id: string) => void,
  ) {}

  /** Opens at an element; resolves when it is closed again. Focus returns to where it was. */
  async open(id: string, at: HTMLElement, actions: readonly RowAction[]): Promise<void> {
    this.#closed?.();
    this.#id = id;
    this.#actions = actions;
    this.host.requestUpdate();
    await this.host.updateComplete;
    const menu = this.#element;
    if (!menu) return;
    menu.showPopover();
    const anchor = at.getBoundingClientRect();
    const box = menu.getBoundingClientRect();
    const rtl = getComputedStyle(this.host).direction === 'rtl';
    const left = rtl ? anchor.left : anchor.right - box.width;
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    menu.style.top = `${anchor.bottom + box.height + 8 > innerHeight ? Math.max(8, anchor.top - box.height) : anchor.bottom}px`;
    menu.querySelector('button')?.focus();
    await new Promise<void>((resolve) => (this.#closed = resolve));
  }

  render(t: (key: string) => string) {
    if (this.#actions.length === 0) return nothing;
    return html`<div class="menu" part="menu" .popover=${'auto'} role="menu" aria-label=${t('row.actions')} @keydown=${this.#onKeydown} @toggle=${this.#onToggle}>
      ${this.#actions.map(
        (action) => html`<button role="menuitem" tabindex="-1" @click=${() => this.#choose(action)}>${icon(ICONS[action])}${t(`row.${action}`)}</button>`,
      )}
    </div>`;
  }

  get #element(): HTMLElement | null {
    return this.host.shadowRoot!.querySelector('.menu');
  }

  #choose(action: RowAction): void {
    this.#element?.hidePopover();
    this.act(action, this.#id);
  }

  readonly #onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed') this.#closed?.();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const items = [...(this.#element?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items.at(next % items.length)?.focus();
  };
}
