import { render } from 'lit';
import { icon } from '../shared/icons.js';
import type { Words } from './notices.js';

/**
 * The one "more" button of a list: it goes to the row that has the pointer or the focus. A button in every row would be
 * built, laid out and thrown away hundreds of times a second, and pressed once an evening.
 */
export class MoreButton {
  #button: HTMLButtonElement | undefined;

  /** @param fits Whether there are actions for a row. */
  constructor(
    private readonly t: Words,
    private readonly fits: (row: HTMLElement) => boolean,
  ) {}

  /** For `pointerover` and `focusin` on the rows. */
  readonly onPoint = (event: Event): void => {
    const row = (event.target as Element).closest<HTMLElement>('.row');
    if (!row || this.#button?.parentElement === row || !this.fits(row)) return;
    this.#button ??= this.#make();
    this.#button.ariaLabel = this.t('row.actions');
    row.append(this.#button);
  };

  #make(): HTMLButtonElement {
    const button = document.createElement('button');
    button.className = 'more';
    button.setAttribute('part', 'more');
    button.dataset['action'] = 'menu';
    button.tabIndex = -1;
    button.ariaHasPopup = 'menu';
    render(icon('more'), button);
    return button;
  }
}
