import type { Message, Sender } from '../../protocol/message.js';
import { FlushClock } from './flush-clock.js';
import { ListBuffer } from './list-buffer.js';
import type { MessageListStats } from './list-stats.js';
import { LoadMeter } from './load-meter.js';
import { LoadReport } from './load-report.js';
import { MountedRows } from './mounted-rows.js';
import { ReadingPosition } from './reading-position.js';
import { PlainFlow, type RowFlow } from './row-flow.js';
import { RowPainter, type RowSource } from './row-painter.js';

/** How often the "N new" pill counts on while somebody reads. */
const COUNT_MS = 250;
/** Nearer to an end than this while reading, more rows are built there. */
const NEAR_PX = 240;
/** Steps of rows built at most at a time. */
const STEPS = 10;
/** So few new rows may slide in. */
const SLIDING_ROWS = 3;

/** What the stream asks of and tells to its element. */
export interface StreamHost extends RowSource {
  readonly self: Sender | null;
  readonly paidFrom: number;
  readonly withoutFolding: boolean;
  readonly protect?: ((message: Message) => boolean) | undefined;
  /** Following has begun or ended. */
  onFollowing(following: boolean): void;
  onUnread(count: number): void;
  onLoad(oneIn: number): void;
  /** The first rows there are stand at the top, and the reader wants more. */
  onStart(): void;
}

/**
 * From messages to rows: takes in at any rate, draws in steps, stands still while somebody reads.
 *
 * Taking in costs a push into a bounded list; drawing happens at most eight times a second, mounts only what can be seen, and
 * not at all in a hidden tab, which catches up in one step. Decisions are made elsewhere: what gets a row (`Flow`), when to draw
 * (`FlushClock`), whether to follow (`ReadingPosition`).
 */
export class RowStream {
  readonly buffer: ListBuffer;
  flow: RowFlow = new PlainFlow(MountedRows.enough(0));
  readonly clock = new FlushClock(() => this.flush());
  readonly reading: ReadingPosition;
  readonly painter: RowPainter;
  readonly #meter = new LoadMeter();
  #rate = 0;
  #rows: MountedRows | undefined;
  readonly #load: LoadReport;
  #resize: ResizeObserver | undefined;
  #countTimer: ReturnType<typeof setTimeout> | undefined;
  #received = 0;
  #shown = 0;
  #lastFlushMs = 0;

  constructor(
    private readonly host: StreamHost,
    capacity: number,
  ) {
    this.buffer = new ListBuffer(capacity);
    this.reading = new ReadingPosition(() => this.#onReadingChange());
    this.#load = new LoadReport(this.#meter, (oneIn) => host.onLoad(oneIn));
    this.painter = new RowPainter({
      view: () => host.view(),
      isHidden: (message) => host.isHidden(message),
      shown: (message) => this.flow.folds?.shown(message) ?? message,
    });
  }

  /** Rows a second for messages that need not be shown; 0: all. */
  set rate(perSecond: number) {
    this.#rate = perSecond;
    this.flow.rate = perSecond;
  }

  /** From now on another decides what gets a row, and when; also of what has come before, where nobody reads it yet. */
  direct(flow: (rows: number, meter: LoadMeter) => RowFlow): void {
    const { rows, shaped } = this.flow;
    this.flow = Object.assign(flow(rows, this.#meter), { shaped, rate: this.#rate });
    if (this.reading.following && this.#rows) {
      this.#rows.clear(this.buffer);
      this.#shown = this.flow.shaped = 0;
    }
    this.flow.catchUp();
    this.#schedule(true);
  }

  /** Starts to draw. May be called again after `detach`, with the same elements. */
  attach(scroller: HTMLElement, block: HTMLElement): void {
    if (this.reading.attached) return;
    this.reading.attach(scroller, block);
    this.#resize = new ResizeObserver(([entry]) => (this.flow.rows = MountedRows.enough(entry!.contentRect.height)));
    this.#resize.observe(scroller);
    this.flow.rows = MountedRows.enough(scroller.clientHeight);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#rows ??= new MountedRows(block, this.painter);
    this.flow.catchUp();
    this.flush();
  }

  detach(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.reading.detach();
    this.#resize?.disconnect();
    this.clock.clear();
    this.#load.stop();
    clearTimeout(this.#countTimer);
    this.#countTimer = undefined;
  }

  get stats(): MessageListStats {
    const { shaped, folded } = this.flow;
    const { buffer } = this;
    const meter = this.#meter;
    return {
      ...{ received: this.#received, kept: buffer.length, mounted: this.#rows?.count ?? 0, shown: this.#shown },
      ...{ shaped, folded, shed: meter.shed, dropped: buffer.dropped },
      ...{ oneIn: meter.oneIn(performance.now()), kinds: structuredClone(meter.kinds), lastFlushMs: this.#lastFlushMs },
    };
  }

  /** Takes in new messages, oldest first; returns those that were not known. */
  take(messages: readonly Message[]): readonly Message[] {
    const { to } = this.buffer;
    const fresh = this.buffer.push(messages);
    if (fresh.length === 0) return fresh;
    this.#received += fresh.length;
    const trimmed = this.buffer.trim(!this.reading.following, (id) => this.#rows?.rowOf(id) !== undefined);
    if (trimmed || this.buffer.to < to) this.reading.hold(() => this.#rows?.settle(this.buffer));
    this.clock.count(fresh.length);
    // The first there are, and what was said before, are no burst of talk.
    if (this.buffer.length === fresh.length || fresh[0]!.origin === 'history') this.flow.catchUp();
    else this.flow.arrived(fresh.length, performance.now());
    const own = fresh.some(({ origin }) => origin === 'own');
    if (own) this.reading.release();
    this.#schedule(own || this.flow.catchingUp);
    return fresh;
  }

  /** Another list of messages, or another order. Rows whose message stays, stay. */
  reset(messages: readonly Message[]): void {
    this.buffer.reset(messages);
    this.reading.hold(() => this.#rows?.reorder(this.buffer));
    if (this.buffer.to === 0) {
      this.flow.catchUp();
      this.reading.release();
    }
    this.#schedule(true);
  }

  prepend(messages: readonly Message[]): void {
    this.buffer.prepend(messages);
    if (this.buffer.to === 0) this.flow.catchUp();
    // Somebody may stand at the top already, where no further scrolling tells.
    if (!this.reading.following && this.reading.fromStart < NEAR_PX) this.extendUp();
    this.#schedule(true);
  }

  /** A known message has another state or content. */
  change(message: Message): void {
    if (this.buffer.replace(message) < 0) return;
    this.flow.folds?.drop(message.id);
    this.reading.hold(() => {
      this.#redraw(message.id);
      this.#redrawFolds();
    });
  }

  remove(ids: readonly string[]): void {
    this.reading.hold(() => {
      for (const id of ids) {
        this.flow.folds?.drop(id);
        this.buffer.remove(id);
        this.#rows?.remove(id);
      }
      this.#redrawFolds();
    });
    this.#schedule(false);
  }

  /** More came at once than is ever kept; so many of the oldest were not even looked at. */
  skip(count: number): void {
    this.#received += count;
    this.buffer.dropped += count;
  }

  /** Others than before are hidden: where the end is followed, those who are not any more get their rows. */
  rehide(): void {
    if (!this.reading.following || !this.#rows) return this.redrawAll();
    const { shaped, folded } = this.flow;
    this.#shown -= this.#rows.count;
    this.#rows.clear(this.buffer);
    this.flow.catchUp();
    this.flush();
    // The same messages again are no news to the counters.
    Object.assign(this.flow, { shaped, folded });
  }

  redrawAll(which?: (message: Message) => boolean): void {
    this.reading.hold(() => this.#rows?.redrawAll(this.buffer, which));
  }

  countShed(count: number): void {
    this.#meter.countShed(count, performance.now());
    this.#load.look();
  }

  /** To the newest message, and on with the stream. */
  follow(): void {
    this.reading.release();
    this.flush();
  }

  showAll(id: string): void {
    this.painter.open(id);
    this.reading.hold(() => this.#redraw(id));
  }

  /** Builds the rows that were left out before a row, and goes to the first of them. */
  fillIn(id: string): void {
    this.reading.hold(() => {
      const first = this.#rows?.fillIn(this.buffer, id, (message) => this.#elsewhere(message));
      first?.focus({ preventScroll: true });
    });
  }

  /** Brings a message into view and stands still there; false when it is no longer in the list. */
  show(id: string): boolean {
    const rows = this.#rows;
    const index = this.buffer.indexOf(id);
    if (index < 0 || !rows) return false;
    this.reading.pause();
    if (!rows.rowOf(id)) rows.mountAround(this.buffer, index);
    const row = rows.rowOf(id);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
    return row !== undefined;
  }

  onScroll(): void {
    const { reading, buffer } = this;
    reading.onScroll(buffer.unread === 0);
    if (reading.following) return;
    if (reading.fromStart < NEAR_PX) this.extendUp();
    if (reading.fromEnd < NEAR_PX && buffer.unread > 0) {
      reading.hold(() => this.#rows?.extendDown(buffer));
      this.host.onUnread(this.#unread());
    }
  }

  extendUp(): void {
    if (this.buffer.from === 0) return this.host.onStart();
    // A step of hidden rows alone has no height, and would leave nothing to scroll to.
    for (let steps = 0; steps < STEPS && this.buffer.from > 0 && this.reading.fromStart < NEAR_PX; steps++) {
      this.reading.hold(() => this.#rows?.extendUp(this.buffer));
    }
  }

  flush(): void {
    this.clock.clear();
    if (!this.#rows || document.hidden) return;
    const start = performance.now();
    if (this.reading.following) this.#advance(this.#rows, start);
    else this.#countLater();
    this.#lastFlushMs = performance.now() - start;
  }

  #advance(rows: MountedRows, now: number): void {
    const { buffer, flow } = this;
    const waiting = buffer.slice(buffer.to, buffer.length);
    const plan = flow.plan(waiting, now, this.host);
    const slides = buffer.to > 0 && plan.rows.length <= SLIDING_ROWS && this.clock.calm && !this.clock.slow;
    const { added, givenUp } = rows.follow(buffer, plan, flow.rows, slides);
    this.#shown += added;
    flow.shaped += givenUp;
    this.#redrawFolds();
    this.host.onUnread(0);
    if (waiting.length > 0) this.#load.look();
    if (buffer.unread > 0 || rows.late > 0) this.#schedule(false);
  }

  #schedule(soon: boolean): void {
    if (this.#rows && this.reading.attached && !document.hidden) this.clock.schedule(soon);
  }

  #redraw(id: string): void {
    this.#rows?.redraw(this.buffer.at(this.buffer.indexOf(id)));
  }

  #redrawFolds(): void {
    for (const id of this.flow.folds?.takeChanged() ?? []) this.#redraw(id);
  }

  /** Needs no row of its own when somebody reads back. */
  #elsewhere(message: Message): boolean {
    return this.flow.isFolded(message) || this.host.isHidden(message);
  }

  #onReadingChange(): void {
    const { following } = this.reading;
    this.host.onFollowing(following);
    if (!following) {
      this.flow.shaped += this.#rows?.dropLate() ?? 0;
      return this.#countLater();
    }
    this.flow.catchUp();
    this.#schedule(true);
  }

  #countLater(): void {
    this.#countTimer ??= setTimeout(() => {
      this.#countTimer = undefined;
      if (this.reading.following) return;
      this.host.onUnread(this.#unread());
      if (this.reading.settled) this.reading.hold(() => this.#rows?.markLeftOut(this.buffer, (message) => this.#elsewhere(message)));
    }, COUNT_MS);
  }

  #unread(): number {
    const { registry } = this.host.view();
    const hasRow = (message: Message) => !this.host.isHidden(message) && registry.resolve('row', message.type) !== null;
    return this.buffer.slice(this.buffer.to, this.buffer.length).filter(hasRow).length;
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) return;
    this.flow.catchUp();
    this.flush();
  };
}
