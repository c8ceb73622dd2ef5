import type { Clock } from '../clock.js';
import type { Rule, RuleKey, RuleStore } from '../store/rules.js';
import type { Verdict } from '../store/held.js';
import type { RoomLife } from './order.js';
import type { TalkRules } from './talk-rules.js';

/** What each kind of rule says; a rule that only needs to be there says `true`. */
export interface RuleValues {
  mute: true;
  block: true;
  freeze: true;
  slow: { everyMs: number };
  talk: TalkRules;
  exempt: true;
  stop: true;
  keep: true;
  'allow-user': true;
  'allow-type': true;
  'low-type': true;
  /** `hold`: messages with it wait for a moderator. */
  word: { replacement: string | null; hold?: true; at: number };
  room: { name: string; madeAt: number; life: RoomLife | null };
  active: { at: number };
  /** What was decided about a message that waited; known for a while, for authors who are away. Filed under its id. */
  decided: { user: string; verdict: Verdict; by: string; at: number };
  attribute: { value: string; user: string; auto: boolean; version: number; at: number };
  /** The highest version of an attribute that is no longer there, in any room. */
  'last-version': { version: number };
  'tokens-before': { before: number };
  deactivated: { at: number };
  /** Until it expires by itself. */
  receipt: { room: string; mid: string };
  profile: { name: string; avatar: string; at: number };
  tags: { tags: readonly string[] };
  /** Filed under the one whose list it is. */
  blacklist: true;
  'forgotten-hour': true;
}

export type RuleKind = keyof RuleValues;

/** Those that end with their room; mutes and blocks outlive it. */
export const ROOM_KINDS: readonly RuleKind[] = ['room', 'active', 'freeze', 'slow', 'talk', 'exempt', 'stop', 'keep', 'allow-user', 'attribute', 'decided'];

/** A rule whose end is measured by the steady clock, ms, whatever happens to the wall clock; Infinity when it has none. */
interface Timed {
  readonly rule: Rule;
  readonly endsAt: number;
}
/** The end as the store has it may be off by so much before it is written anew, ms: only a wall clock that was set does that. */
const DRIFT_MS = 1000;

/** Those filed under a user's id. */
const PERSONAL: ReadonlySet<string> = new Set<RuleKind>([
  'mute', 'block', 'exempt', 'allow-user', 'tokens-before', 'deactivated', 'profile', 'tags', 'blacklist',
]);

/** One kind in one room, at hand. */
type Shelf = Map<string, Timed>;

/** All rules in memory, as the store has them: asked for every message, written rarely. */
export class Rules {
  readonly #store: RuleStore;
  readonly #clock: Clock;
  readonly #shelves = new Map<string, Map<string, Shelf>>();

  constructor(store: RuleStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    for (const rule of store.all()) this.#keep(rule);
  }

  /** What holds now; undefined when nothing does, or not any more. */
  get<K extends RuleKind>(kind: K, room: string, key = ''): RuleValues[K] | undefined {
    return this.#rule(kind, room, key)?.rule.value as RuleValues[K] | undefined;
  }

  has(kind: RuleKind, room: string, key = ''): boolean {
    return this.#rule(kind, room, key) !== undefined;
  }

  /** When it ends, ms since 1970: 0 when there is none, Infinity when it has no end. */
  until(kind: RuleKind, room: string, key = ''): number {
    const known = this.#rule(kind, room, key);
    return known ? this.#until(known) || Infinity : 0;
  }

  /** All of a kind in a room, in the order they were made. */
  list<K extends RuleKind>(kind: K, room: string): { key: string; until: number; value: RuleValues[K] }[] {
    return [...(this.#shelves.get(kind)?.get(room)?.values() ?? [])]
      .filter((known) => !this.#over(known))
      .map((known) => ({ key: known.rule.key, until: this.#until(known), value: known.rule.value as RuleValues[K] }));
  }

  /** The rooms that have any of this kind. */
  rooms(kind: RuleKind): string[] {
    return [...(this.#shelves.get(kind) ?? [])].filter(([, shelf]) => [...shelf.values()].some((known) => !this.#over(known))).map(([room]) => room);
  }

  /** All that concerns one user, in whichever room. */
  about(user: string): RuleKey[] {
    const found: RuleKey[] = [];
    for (const [kind, rooms] of this.#shelves) {
      for (const [room, shelf] of rooms) {
        for (const [key, { rule: { value } }] of shelf) {
          const owns = (kind === 'attribute' || kind === 'decided') && (value as RuleValues['attribute' | 'decided']).user === user;
          if (owns || (PERSONAL.has(kind) && key === user) || (kind === 'blacklist' && room === user)) found.push({ kind, room, key });
        }
      }
    }
    return found;
  }

  /** Stored first, in force second. @throws what the store throws; then nothing has changed. */
  save(put: readonly Rule[], removed: readonly RuleKey[]): void {
    const gone = removed.filter(({ kind, room, key }) => this.#shelves.get(kind)?.get(room)?.has(key));
    if (put.length + gone.length === 0) return;
    this.#store.save(put, gone);
    for (const { kind, room, key } of gone) {
      const shelf = this.#shelves.get(kind)?.get(room);
      shelf?.delete(key);
      if (shelf?.size === 0) this.#shelves.get(kind)?.delete(room);
    }
    for (const rule of put) this.#keep(rule);
  }

  /** Forgets what is over, and dates anew what a wall clock that was set has made wrong in the store. */
  sweep(): void {
    const all = [...this.#shelves.values()].flatMap((rooms) => [...rooms.values()].flatMap((shelf) => [...shelf.values()]));
    const ended = all.filter((known) => this.#over(known));
    const wrong = all.filter((known) => !this.#over(known) && Math.abs(this.#until(known) - known.rule.until) > DRIFT_MS);
    this.save(wrong.map((known) => ({ ...known.rule, until: this.#until(known) })), ended.map(({ rule }) => rule));
  }

  #rule(kind: RuleKind, room: string, key: string): Timed | undefined {
    const known = this.#shelves.get(kind)?.get(room)?.get(key);
    return known && !this.#over(known) ? known : undefined;
  }

  #over({ endsAt }: Timed): boolean {
    return endsAt <= this.#clock.elapsed();
  }

  /** By the wall clock as it goes now, ms since 1970; 0 when it has no end. */
  #until({ endsAt, rule }: Timed): number {
    if (rule.until === 0) return 0;
    const until = this.#clock.now() + endsAt - this.#clock.elapsed();
    // The two clocks have grains of their own: what was said before is said again.
    return Math.abs(until - rule.until) > DRIFT_MS ? Math.round(until) : rule.until;
  }

  #keep(rule: Rule): void {
    const rooms = this.#shelves.get(rule.kind) ?? new Map<string, Shelf>();
    const shelf: Shelf = rooms.get(rule.room) ?? new Map<string, Timed>();
    const endsAt = rule.until === 0 ? Infinity : this.#clock.elapsed() + rule.until - this.#clock.now();
    shelf.set(rule.key, { rule, endsAt });
    rooms.set(rule.room, shelf);
    this.#shelves.set(rule.kind, rooms);
  }
}
