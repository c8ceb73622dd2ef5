/** On top of the second that the server counts, ms: two messages may travel at different speeds. */
const SLACK_MS = 50;
const SECOND_MS = 1_000;

/** Keeps within so many messages a second, counted over any second. */
export class Pacer {
  #sent: number[] = [];

  constructor(private readonly perSecond: () => number) {}

  /** 0: go, it is counted. Otherwise how long to wait, ms. */
  take(now: number): number {
    // A clock that was set back must not lock anybody out.
    this.#sent = this.#sent.filter((at) => at <= now && now - at < SECOND_MS + SLACK_MS);
    const most = Math.max(1, this.perSecond());
    if (this.#sent.length >= most) return this.#sent[this.#sent.length - most]! + SECOND_MS + SLACK_MS - now;
    this.#sent.push(now);
    return 0;
  }
}
