import { nothing, render } from 'lit';
import type { Message } from '../../protocol/message.js';
import type { ListBuffer } from './list-buffer.js';
import { messageRow, rowParts, type RowView } from './message-row.js';

/** Rows mounted while following: about three viewports of the largest usual height. */
const FOLLOWING_ROWS = 60;
/** Rows mounted at most while reading back, and how many one step adds. */
const READING_ROWS = 300;
const READING_STEP = 30;

/**
 * The rows that stand in the page: exactly one child of `block` for each message of the buffer's `[from, to)`.
 * A row is drawn once, and again only when its own message changes; nothing here touches the rest of the list.
 */
export class MountedRows {
  constructor(
    private readonly block: HTMLElement,
    private readonly view: () => RowView,
  ) {}

  /** Shows the newest messages; rows of older ones leave. */
  showEnd(buffer: ListBuffer, enter: (added: number) => boolean): void {
    this.#removeHead(buffer.trim(false));
    const to = buffer.length;
    const from = Math.max(0, to - FOLLOWING_ROWS);
    if (from >= buffer.to || buffer.from > from) this.clear(buffer, from);
    const added = to - buffer.to;
    this.block.append(this.#build(buffer, buffer.to, to, buffer.to > 0 && enter(added)));
    this.#removeHead(from - buffer.from);
    buffer.show(from, to);
  }

  /** Takes rows away that the buffer no longer counts, at the end. */
  dropTail(buffer: ListBuffer): void {
    while (this.block.childElementCount > buffer.to - buffer.from) this.block.lastElementChild!.remove();
  }

  /** Rows for `[from, to)` and no others, all drawn anew. */
  mount(buffer: ListBuffer, from: number, to: number): void {
    this.block.replaceChildren(this.#build(buffer, from, to, false));
    buffer.show(from, to);
  }

  clear(buffer: ListBuffer, at = 0): void {
    this.block.textContent = '';
    buffer.show(at, at);
  }

  /** A step further back; surplus rows leave at the far end. */
  extendUp(buffer: ListBuffer): void {
    const { from, to } = buffer;
    const start = Math.max(0, from - READING_STEP);
    this.block.prepend(this.#build(buffer, start, from, false));
    const surplus = Math.max(0, to - start - READING_ROWS);
    for (let i = 0; i < surplus; i++) this.block.lastElementChild?.remove();
    buffer.show(start, to - surplus);
  }

  /** A step towards the newest. */
  extendDown(buffer: ListBuffer): void {
    const { from, to } = buffer;
    const end = Math.min(buffer.length, to + READING_STEP);
    this.block.append(this.#build(buffer, to, end, false));
    const surplus = Math.max(0, end - from - READING_ROWS);
    this.#removeHead(surplus);
    buffer.show(from + surplus, end);
  }

  redraw(buffer: ListBuffer, index: number): void {
    const row = this.#rowAt(buffer, index);
    const message = buffer.at(index);
    if (row && message) this.#draw(row, message, this.view());
  }

  redrawAll(buffer: ListBuffer): void {
    const view = this.view();
    for (let index = buffer.from; index < buffer.to; index++) {
      this.#draw(this.#rowAt(buffer, index)!, buffer.at(index)!, view);
    }
  }

  /** Takes a message and its row away. */
  remove(buffer: ListBuffer, id: string): void {
    const row = this.#rowAt(buffer, buffer.indexOf(id));
    buffer.remove(id);
    row?.remove();
  }

  #rowAt(buffer: ListBuffer, index: number): HTMLElement | undefined {
    if (index < buffer.from || index >= buffer.to) return undefined;
    return this.block.children[index - buffer.from] as HTMLElement | undefined;
  }

  #removeHead(count: number): void {
    for (let i = 0; i < count; i++) this.block.firstElementChild?.remove();
  }

  #build(buffer: ListBuffer, from: number, to: number, enter: boolean): DocumentFragment {
    const fragment = document.createDocumentFragment();
    const view = this.view();
    for (const message of buffer.slice(from, to)) {
      const row = document.createElement('div');
      this.#draw(row, message, view);
      if (enter) row.classList.add('enter');
      fragment.append(row);
    }
    return fragment;
  }

  #draw(row: HTMLElement, message: Message, view: RowView): void {
    const parts = rowParts(message, view.context.self).join(' ');
    row.className = parts;
    row.setAttribute('part', parts);
    row.dataset['id'] = message.id;
    row.tabIndex = -1;
    const content = messageRow(message, view);
    row.hidden = content === null;
    render(content ?? nothing, row);
  }
}
