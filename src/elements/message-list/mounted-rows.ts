import type { Message } from '../../protocol/message.js';
import type { ListBuffer } from './list-buffer.js';
import type { Plan } from './row-flow.js';
import type { RowPainter } from './row-painter.js';

/** Rows mounted while following: enough to fill the view and to begin scrolling, and no more. */
const FOLLOWING_ROWS = { least: 30, most: 60, beyond: 8 };
/** No usual row is lower, px. */
const LOWEST_ROW = 20;
/** Rows mounted at most while reading back, and how many one step adds. */
const READING_ROWS = 300;
const READING_STEP = 30;

/** Drawing may take so long at a time; the rest is drawn next time. Leaves half of a 50 ms task free. */
const BUDGET_MS = 24;
/** Late rows that are drawn whatever follows them: as many as history brings. */
const OWED_ROWS = 50;

/**
 * The rows that stand in the page: children of `block` for messages of the buffer's `[from, to)`, in its order. Messages of that
 * stretch without a row were too many, are counted by another row, or hidden.
 * A row is drawn once, and again only when its own message changes; nothing here touches the rest of the list.
 */
export class MountedRows {
  readonly #rows = new Map<string, HTMLElement>();
  #late: { readonly message: Message; readonly always: boolean }[] = [];

  constructor(
    private readonly block: HTMLElement,
    private readonly painter: RowPainter,
  ) {}

  get count(): number {
    return this.#rows.size;
  }

  /** Rows that are worth mounting in a view of this height, px. */
  static enough(height: number): number {
    const { least, most, beyond } = FOLLOWING_ROWS;
    return Math.min(most, Math.max(least, Math.ceil(height / LOWEST_ROW) + beyond));
  }

  /** Chosen for a row that has not been drawn yet. */
  get late(): number {
    return this.#late.length;
  }

  /** Adds the rows of a plan, and those that were late; the oldest leave. Returns how many were added and how many given up. */
  follow(buffer: ListBuffer, plan: Plan, limit: number, enter: boolean): { added: number; givenUp: number } {
    const to = buffer.to + plan.count;
    const late = this.#stillLate(buffer);
    const chosen = [...late, ...plan.rows.map((message) => ({ message, always: plan.always.has(message.id) }))];
    const lastMust = chosen.findLastIndex(({ always }) => always);
    // What must be seen is never given up. Of the rest go those that no row is free for, and those that were late already
    // and stand in the way of what must be seen; but not the few that a slow machine still owes, as a newcomer's history.
    const owed = late.length <= OWED_ROWS;
    const draw = chosen.filter(({ always }, index) => always || (chosen.length - index <= limit && (owed || index >= late.length || index > lastMust)));
    // None of those that stand will stay.
    if (draw.length >= limit) this.#clear();
    const fragment = document.createDocumentFragment();
    const start = performance.now();
    this.#late = [];
    for (const one of draw) {
      // Once one is late, those after it are too, or they would stand before it.
      if (this.#late.length > 0 || performance.now() - start > BUDGET_MS) this.#late.push(one);
      else fragment.append(this.#build(one.message, enter));
    }
    const added = fragment.childElementCount;
    this.block.append(fragment);
    for (let surplus = this.#rows.size - limit; surplus > 0; surplus--) this.#drop(this.block.firstElementChild);
    const first = this.#idAt(this.block.firstElementChild);
    buffer.show(first === undefined ? to : Math.max(buffer.from, buffer.indexOf(first)), to);
    return { added, givenUp: chosen.length - added - this.#late.length };
  }

  /** Gives up drawing what is late; returns how many. */
  dropLate(): number {
    return this.#late.splice(0).length;
  }

  /** Takes away rows of messages that the buffer has dropped or moved to the end. */
  settle(buffer: ListBuffer): void {
    for (let row = this.block.firstElementChild; row && buffer.indexOf(this.#idAt(row)!) < buffer.from; row = this.block.firstElementChild) {
      this.#drop(row);
    }
    for (let row = this.block.lastElementChild; row && buffer.indexOf(this.#idAt(row)!) >= buffer.to; row = this.block.lastElementChild) {
      this.#drop(row);
    }
  }

  /** The messages have another order, or some have gone: rows that still have a message move to their place. */
  reorder(buffer: ListBuffer): void {
    this.#late = [];
    const places = [...this.#rows].map(([id, row]) => ({ row, at: buffer.indexOf(id) }));
    for (const { row, at } of places) if (at < 0) this.#drop(row);
    const stay = places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
    stay.forEach(({ row, at }, index) => {
      const there = this.block.children[index];
      if (there !== row) this.block.insertBefore(row, there ?? null);
      this.redraw(buffer.at(at));
    });
    if (stay.length > 0) buffer.show(stay[0]!.at, stay.at(-1)!.at + 1);
    else buffer.show(0, 0);
  }

  /** No row stands any longer, and all messages wait for one. */
  clear(buffer: ListBuffer): void {
    this.#clear();
    this.#late = [];
    buffer.show(0, 0);
  }

  /** Rows around one message and no others. */
  mountAround(buffer: ListBuffer, index: number): void {
    const from = Math.max(0, index - READING_STEP);
    const to = Math.min(buffer.length, index + READING_STEP);
    this.#clear();
    this.block.append(this.#buildAll(buffer.slice(from, to)));
    buffer.show(from, to);
  }

  /** A step further back, without leaving anything out; surplus rows leave at the far end. */
  extendUp(buffer: ListBuffer): void {
    const start = Math.max(0, buffer.from - READING_STEP);
    this.block.prepend(this.#buildAll(buffer.slice(start, buffer.from)));
    let { to } = buffer;
    while (this.#rows.size > READING_ROWS) {
      to = buffer.indexOf(this.#idAt(this.block.lastElementChild)!);
      this.#drop(this.block.lastElementChild);
    }
    buffer.show(start, to);
  }

  /** A step towards the newest, without leaving anything out. */
  extendDown(buffer: ListBuffer): void {
    const end = Math.min(buffer.length, buffer.to + READING_STEP);
    this.block.append(this.#buildAll(buffer.slice(buffer.to, end)));
    let { from } = buffer;
    while (this.#rows.size > READING_ROWS) {
      this.#drop(this.block.firstElementChild);
      from = buffer.indexOf(this.#idAt(this.block.firstElementChild)!);
    }
    buffer.show(from, end);
  }

  /** Writes on each row how many messages before it have none. @param elsewhere Those that another row counts. */
  markLeftOut(buffer: ListBuffer, elsewhere: (message: Message) => boolean): void {
    let leftOut = 0;
    for (const message of buffer.slice(buffer.from, buffer.to)) {
      const row = this.#rows.get(message.id);
      if (!row) {
        if (!elsewhere(message)) leftOut++;
        continue;
      }
      this.painter.markLeftOut(row, message, leftOut);
      leftOut = 0;
    }
  }

  /** Builds the rows that were left out before a row, the latest `READING_STEP` of them. Returns the first one. */
  fillIn(buffer: ListBuffer, id: string, elsewhere: (message: Message) => boolean): HTMLElement | undefined {
    const row = this.#rows.get(id);
    if (!row) return undefined;
    const end = buffer.indexOf(id);
    const before = this.#idAt(row.previousElementSibling);
    const start = before === undefined ? buffer.from : buffer.indexOf(before) + 1;
    const missing = buffer.slice(start, end).filter((message) => !elsewhere(message));
    const fragment = this.#buildAll(missing.slice(-READING_STEP));
    const first = fragment.firstElementChild as HTMLElement | null;
    row.before(fragment);
    this.painter.markLeftOut(row, buffer.at(end)!, 0);
    if (first && missing.length > READING_STEP) this.painter.markLeftOut(first, missing.at(-READING_STEP)!, missing.length - READING_STEP);
    return first ?? undefined;
  }

  redraw(message: Message | undefined): void {
    const row = message && this.#rows.get(message.id);
    if (row) this.painter.draw(row, message);
  }

  redrawAll(buffer: ListBuffer, which: (message: Message) => boolean = () => true): void {
    for (const message of buffer.slice(buffer.from, buffer.to)) if (which(message)) this.redraw(message);
  }

  remove(id: string): void {
    this.#drop(this.#rows.get(id) ?? null);
  }

  rowOf(id: string): HTMLElement | undefined {
    return this.#rows.get(id);
  }

  /** As they are by now: some may have been taken back. */
  #stillLate(buffer: ListBuffer) {
    return this.#late.flatMap(({ message, always }) => {
      const now = buffer.at(buffer.indexOf(message.id));
      return now ? [{ message: now, always }] : [];
    });
  }

  #idAt(row: Element | null | undefined): string | undefined {
    return row ? (row as HTMLElement).dataset['id'] : undefined;
  }

  #drop(row: Element | null): void {
    if (!row) return;
    this.#rows.delete(this.#idAt(row)!);
    row.remove();
  }

  #clear(): void {
    this.#rows.clear();
    this.block.textContent = '';
  }

  #buildAll(messages: readonly Message[]): DocumentFragment {
    const fragment = document.createDocumentFragment();
    // What a fold has a row for already stands where it stands.
    for (const message of messages) if (!this.#rows.has(message.id)) fragment.append(this.#build(message, false));
    return fragment;
  }

  #build(message: Message, enter: boolean): HTMLElement {
    const row = document.createElement('div');
    this.painter.draw(row, message);
    if (enter) row.classList.add('enter');
    this.#rows.set(message.id, row);
    return row;
  }
}
