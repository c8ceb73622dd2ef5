import { KINDS, type MessageKind } from './message-kinds.js';

/** The ratio is that of the last so many seconds. */
const WINDOW_S = 5;
/** Fewer messages than this in the window are no load worth a word. */
const WORTH_SAYING = 10;

export interface KindCount {
  received: number;
  /** With a row, or counted in one. */
  shown: number;
}

/** Counts what came and what got a row, by kind and over the last seconds. Pure: the time is handed in. */
export class LoadMeter {
  readonly kinds = Object.fromEntries(KINDS.map((kind) => [kind, { received: 0, shown: 0 }])) as Record<MessageKind, KindCount>;
  /** Messages that the server did not deliver. */
  shed = 0;
  #seconds: { second: number; received: number; shown: number }[] = [];

  count(kind: MessageKind, shown: boolean, now: number): void {
    this.kinds[kind].received++;
    const second = this.#now(now);
    second.received++;
    if (!shown) return;
    this.kinds[kind].shown++;
    second.shown++;
  }

  countShed(count: number, now: number): void {
    this.shed += count;
    this.#now(now).received += count;
  }

  /** One in how many messages is shown at present; 1 when (nearly) all are. */
  oneIn(now: number): number {
    this.#now(now);
    const sum = { received: 0, shown: 0 };
    for (const { received, shown } of this.#seconds) {
      sum.received += received;
      sum.shown += shown;
    }
    return sum.received < WORTH_SAYING ? 1 : Math.max(1, Math.round(sum.received / Math.max(1, sum.shown)));
  }

  #now(now: number) {
    const second = Math.floor(now / 1000);
    // Also what seems to lie ahead, after a clock was set back.
    this.#seconds = this.#seconds.filter((one) => one.second > second - WINDOW_S && one.second <= second);
    let last = this.#seconds.at(-1);
    if (last?.second !== second) this.#seconds.push((last = { second, received: 0, shown: 0 }));
    return last;
  }
}
