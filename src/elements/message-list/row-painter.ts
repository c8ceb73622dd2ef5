import { nothing, render } from 'lit';
import type { Message } from '../../protocol/message.js';
import { nameHue } from '../shared/name-color.js';
import { messageRow, rowParts, type RowView } from './message-row.js';

/** A row that takes longer than a frame to draw makes the whole page stutter. */
const SLOW_MS = 16;
/** So many slow rows of a type are a slow renderer and not a busy machine. */
const SLOW_ROWS = 3;

/** Asked anew for each row, because viewer, language and registry change. */
export interface RowSource {
  view(): RowView;
  /** The viewer does not want to see its sender. */
  isHidden(message: Message): boolean;
}

interface PaintSource extends RowSource {
  /** What stands in a row: the message itself, or what counts several. */
  shown(message: Message): Message;
}

/**
 * Draws one row into its element. A renderer that throws costs only its own row, one that is slow is named once to the
 * developer; the viewer sees neither.
 */
export class RowPainter {
  readonly #leftOut = new WeakMap<HTMLElement, number>();
  readonly #open = new Set<string>();
  readonly #slow = new Map<string, number>();
  /** Types whose templates have thrown, and the rows that show it. */
  readonly #reported = new Set<string>();
  readonly #broken = new WeakSet<HTMLElement>();

  constructor(private readonly source: PaintSource) {}

  draw(row: HTMLElement, message: Message): void {
    const start = performance.now();
    const view = this.source.view();
    const shown = this.source.shown(message);
    const parts = rowParts(shown, view.context.self).join(' ');
    row.className = parts;
    row.setAttribute('part', parts);
    row.dataset['id'] = message.id;
    row.style.setProperty('--_person', String(nameHue(shown.sender.id)));
    row.tabIndex = -1;
    row.hidden = this.source.isHidden(message);
    if (this.#broken.delete(row)) row.textContent = '';
    if (row.hidden) {
      // Nothing of a hidden person's words stays in the page.
      render(nothing, row);
      return;
    }
    try {
      const content = messageRow(shown, { ...view, whole: this.#open.has(message.id), leftOut: this.#leftOut.get(row) ?? 0 });
      row.hidden = content === null;
      render(content ?? nothing, row);
    } catch (error) {
      this.#contain(row, shown, error);
    }
    this.#measure(shown.type, performance.now() - start);
  }

  /** Shows a clamped text in full. */
  open(id: string): void {
    this.#open.clear();
    this.#open.add(id);
  }

  /** Writes on a row how many messages before it have none. */
  markLeftOut(row: HTMLElement, message: Message, count: number): void {
    if ((this.#leftOut.get(row) ?? 0) === count) return;
    this.#leftOut.set(row, count);
    this.draw(row, message);
  }

  /** A renderer's template can throw after the renderer has returned. The row then says of which type it is. */
  #contain(row: HTMLElement, { type }: Message, error: unknown): void {
    row.replaceChildren(type);
    // Lit keeps the half-drawn tree on the element it drew into, and would go on with it.
    delete (row as { _$litPart$?: unknown })['_$litPart$'];
    this.#broken.add(row);
    if (this.#reported.has(type)) return;
    this.#reported.add(type);
    reportError(error);
  }

  #measure(type: string, ms: number): void {
    if (ms < SLOW_MS) return;
    const times = (this.#slow.get(type) ?? 0) + 1;
    this.#slow.set(type, times);
    if (times === SLOW_ROWS) {
      console.warn(`The row renderer of "${type}" took ${ms.toFixed(0)} ms for one row, ${times} times over ${SLOW_MS} ms. Rows of busy rooms must be drawn in well under 1 ms; meanwhile the list leaves out what does not fit.`);
    }
  }
}
