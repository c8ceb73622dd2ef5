import type { Message } from '../../protocol/message.js';
import { Folding, type Folded } from './folding.js';
import type { FlowRules, Plan, RowFlow } from './row-flow.js';
import type { LoadMeter } from './load-meter.js';
import { kindOf } from './message-kinds.js';
import { RateShaper } from './rate-shaper.js';
import { Release } from './release.js';

/** After this time another catch-up may be shown in one step; before, it is a flood like any other. */
const CATCH_UP_EVERY_MS = 1000;

/**
 * From the stream to rows: when each message is due, which of them get a row, which share one, and the count of all that.
 * What gets no row stays in the list and is built when somebody scrolls to it. Pure: the time is handed in.
 */
export class Flow implements RowFlow {
  readonly folds = new Folding();
  /** Messages that got no row because there were too many. */
  shaped = 0;
  /** Messages that share another's row. */
  folded = 0;
  readonly #release = new Release();
  #shaper = new RateShaper(0);
  #catchUp = false;
  #caughtUp = -Infinity;
  /** What folding has said of a message: it may come by more than once. */
  readonly #fates = new WeakMap<Message, Folded>();

  /** @param rows Rows that one plan has at most, but for those that always come. */
  constructor(
    public rows: number,
    readonly meter: LoadMeter,
  ) {}

  /** Rows a second; 0: all. */
  set rate(perSecond: number) {
    if (this.#shaper.perSecond !== perSecond) this.#shaper = new RateShaper(perSecond);
  }

  arrived(count: number, now: number): void {
    if (!this.#release.add(count, now) || now - this.#caughtUp < CATCH_UP_EVERY_MS) return;
    this.#caughtUp = now;
    this.#catchUp = true;
  }

  /** What waits is shown in one step: after a pause, in a tab that comes back. */
  catchUp(): void {
    this.#release.drain();
    this.#catchUp = true;
  }

  get catchingUp(): boolean {
    return this.#catchUp;
  }

  /** Another row counts it. */
  isFolded(message: Message): boolean {
    return this.#fates.get(message) === 'joined';
  }

  plan(waiting: readonly Message[], now: number, rules: FlowRules): Plan {
    // One's own words are seen at once, and so is what stands before them.
    if (waiting.some(({ origin }) => origin === 'own')) this.#release.drain();
    const due = waiting.slice(0, Math.max(0, waiting.length - this.#release.waiting(now)));
    const inOneStep = this.#catchUp;
    this.#catchUp = false;

    const heard = due.filter((message) => !rules.isHidden(message)).map((message) => [message, kindOf(message, rules.self, rules.paidFrom)] as const);
    const always = new Set<string>();
    for (const [message, kind] of heard) if (kind !== 'other' || rules.protect?.(message)) always.add(message.id);
    const fates = heard.map(([message]) => this.#fate(message, always.has(message.id), now, rules));
    fates.forEach((fate, index) => fate === 'opened' && always.add(heard[index]![0].id));
    const candidates = heard.filter((_, index) => fates[index] !== 'joined').map(([message]) => message);
    const chosen = new Set(this.#choose(candidates, always, now, inOneStep));

    // What comes after the last one shown is looked at again with what comes next, so that a flood ends with its last words.
    const last = heard.findLastIndex(([message], index) => fates[index] === 'joined' || chosen.has(message));
    const dealtWith = inOneStep ? heard.length : last + 1;
    const count = dealtWith === heard.length ? due.length : due.indexOf(heard[dealtWith]![0]);

    const rows: Message[] = [];
    heard.slice(0, dealtWith).forEach(([message, kind], index) => {
      const joined = fates[index] === 'joined';
      const shown = joined || chosen.has(message);
      if (joined) this.folded++;
      else if (shown) rows.push(message);
      else this.shaped++;
      if (shown && fates[index] === 'alone' && !rules.withoutFolding) this.folds.open(message, now);
      // A catch-up is no load; a pending message comes by again.
      if (!inOneStep && message.state !== 'pending') this.meter.count(kind, shown, now);
    });
    this.folds.added(rows.length);
    return { count, rows, always };
  }

  #fate(message: Message, special: boolean, now: number, { withoutFolding }: FlowRules): Folded {
    if (withoutFolding) return 'alone';
    const known = this.#fates.get(message);
    if (known !== undefined) return known;
    const fate = this.folds.take(message, special, now);
    this.#fates.set(message, fate);
    return fate;
  }

  #choose(messages: readonly Message[], always: ReadonlySet<string>, now: number, inOneStep: boolean): Message[] {
    const candidates = messages.map(({ id, sender }) => ({ sender: sender.id, always: always.has(id) }));
    const chosen = inOneStep ? candidates.map(() => true) : this.#shaper.choose(candidates, now);
    // No more than there are rows for: what always comes first, then the newest.
    let free = this.rows - candidates.reduce((sum, candidate) => sum + Number(candidate.always), 0);
    for (let i = chosen.length - 1; i >= 0; i--) {
      if (chosen[i] && !candidates[i]!.always && free-- <= 0) chosen[i] = false;
    }
    return messages.filter((_, index) => chosen[index]);
  }
}
