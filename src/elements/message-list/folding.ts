import { TYPE, type GiftContent, type MembersContent, type Message } from '../../protocol/message.js';
import { Chants, peopleOf, type Chant } from './chants.js';
import { CHANT } from './message-kinds.js';

/** A row takes in more only while it is among the newest so many … */
const NEAR_ROWS = 15;
/** … and for so long after the last one. */
const QUIET_MS = 10_000;
/** Names kept in a merged notice; two are shown. */
const NAMED = 5;
/** Folds remembered; there are never more rows than that. */
const REMEMBERED = 400;

interface Fold {
  /** Id of the message whose row it is. */
  readonly id: string;
  readonly chant?: Chant;
  /** What the row shows. */
  shown: Message;
  /** Number of the row, counted from the first ever. */
  readonly row: number;
  touched: number;
}

/** What becomes of a message: another row counts it, it opens a row that may count more, or it has nothing to do with others. */
export type Folded = 'joined' | 'opened' | 'alone';

/**
 * Lets many messages share one counting row: chants, the repeats of one gift, joins and leaves.
 *
 * A row counts on only while it is still near the end, where it can be seen; after that the next message opens a new one, which
 * goes on with the number. Pure: the time is handed in.
 */
export class Folding {
  readonly #chants = new Chants();
  /** The fold that takes in more, by what it counts. */
  readonly #open = new Map<Chant | string, Fold>();
  readonly #byRow = new Map<string, Fold>();
  readonly #changed = new Set<Fold>();
  #rows = 0;

  /** @param special Has a row whatever the rate; its words are not counted with others'. */
  take(message: Message, special: boolean, now: number): Folded {
    const chant = special ? null : this.#chants.hear(message, now);
    const key = chant ?? keyOf(message);
    if (key === null) return 'alone';
    const fold = this.#open.get(key);
    if (fold && this.#rows - fold.row <= NEAR_ROWS && Math.abs(now - fold.touched) <= QUIET_MS) {
      fold.touched = now;
      if (!chant) fold.shown = merge(fold.shown, message);
      this.#changed.add(fold);
      return 'joined';
    }
    // A chant is worth a row although none of its messages may be.
    if (!chant && !special) return 'alone';
    this.open(message, now, chant);
    return 'opened';
  }

  /** The row of this message counts those that follow, if there is something to count. */
  open(message: Message, now: number, chant: Chant | null = null): void {
    const key = chant ?? keyOf(message);
    if (key === null) return;
    const fold: Fold = { id: message.id, row: this.#rows, touched: now, shown: message, ...(chant ? { chant } : {}) };
    if (chant) fold.shown = chantMessage(message, chant);
    this.#open.delete(key);
    this.#open.set(key, fold);
    this.#byRow.set(fold.id, fold);
    forgetOldest(this.#open);
    forgetOldest(this.#byRow);
  }

  /** So many rows have been added to the end. */
  added(rows: number): void {
    this.#rows += rows;
  }

  /** What stands in the row of `message`. */
  shown(message: Message): Message {
    return this.#byRow.get(message.id)?.shown ?? message;
  }

  /** The chant in a row, to say who took part. */
  chantOf(id: string): Chant | undefined {
    return this.#byRow.get(id)?.chant;
  }

  /** Ids of rows whose number has changed since the last call. */
  takeChanged(): string[] {
    const ids = [...this.#changed].map((fold) => {
      if (fold.chant) fold.shown = chantMessage(fold.shown, fold.chant);
      return fold.id;
    });
    this.#changed.clear();
    return ids;
  }

  /** A message has gone or become another (recalled): its chant counts one less, and a row that stood for it shows what it is now. */
  drop(id: string): void {
    const chant = this.#chants.unsay(id);
    const fold = chant && this.#open.get(chant);
    if (fold) this.#changed.add(fold);
    const own = this.#byRow.get(id);
    if (own && (own.chant?.count ?? 0) < 1) this.#byRow.delete(id);
  }
}

function keyOf(message: Message): string | null {
  if (message.type === TYPE.members) return 'members';
  // One's own stay apart while they may still fail; each has its own retry.
  if (message.type !== TYPE.gift || message.state !== 'sent') return null;
  const { gift, combo } = message.content as GiftContent;
  return `gift ${JSON.stringify([message.sender.id, gift, combo ?? null])}`;
}

function merge(shown: Message, message: Message): Message {
  if (message.type === TYPE.members) {
    const [a, b] = [shown.content as MembersContent, message.content as MembersContent];
    const content: MembersContent = {
      ...b,
      // Who was named first stays named: a line that counts up must not change its names as well.
      joined: [...listed(a.joined), ...listed(b.joined)].slice(0, NAMED),
      joinedCount: a.joinedCount + b.joinedCount,
      left: [...listed(a.left), ...listed(b.left)].slice(0, NAMED),
      leftCount: a.leftCount + b.leftCount,
    };
    return { ...message, id: shown.id, content };
  }
  const [a, b] = [shown.content as GiftContent, message.content as GiftContent];
  const count = a.count + b.count;
  // A combo says its own total; it never counts down, in whatever order messages come.
  const total = b.total === undefined ? undefined : Math.max(b.total, a.total ?? 0);
  return { ...message, id: shown.id, content: { ...b, count, ...(total === undefined ? {} : { total }) } };
}

/** Content comes from outside and may lack its lists. */
function listed<T>(people: readonly T[] | undefined): readonly T[] {
  return Array.isArray(people) ? people : [];
}

function chantMessage(message: Message, chant: Chant): Message {
  return { ...message, type: CHANT, content: { content: chant.text, count: chant.count, people: peopleOf(chant).length } };
}

function forgetOldest<K>(map: Map<K, unknown>): void {
  if (map.size > REMEMBERED) map.delete(map.keys().next().value!);
}
