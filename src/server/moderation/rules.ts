import type { Rule, RuleKey, RuleStore } from '../store/rules.js';
import type { RoomLife } from './order.js';

/** What each kind of rule says; a rule that only needs to be there says `true`. */
export interface RuleValues {
  mute: true;
  block: true;
  freeze: true;
  exempt: true;
  stop: true;
  keep: true;
  'allow-user': true;
  'allow-type': true;
  'low-type': true;
  word: { replacement: string | null; at: number };
  room: { name: string; madeAt: number; life: RoomLife | null };
  active: { at: number };
  attribute: { value: string; user: string; auto: boolean; version: number; at: number };
  'tokens-before': { before: number };
  deactivated: { at: number };
  profile: { name: string; avatar: string; at: number };
  tags: { tags: readonly string[] };
  /** Filed under the one whose list it is. */
  blacklist: true;
  'forgotten-hour': true;
}

export type RuleKind = keyof RuleValues;

/** Those that end with their room; mutes and blocks outlive it. */
export const ROOM_KINDS: readonly RuleKind[] = ['room', 'active', 'freeze', 'exempt', 'stop', 'keep', 'allow-user', 'attribute'];

/** One kind in one room, at hand. */
type Shelf = Map<string, Rule>;

/** All rules in memory, as the store has them: asked for every message, written rarely. */
export class Rules {
  readonly #store: RuleStore;
  readonly #now: () => number;
  readonly #shelves = new Map<string, Map<string, Shelf>>();

  constructor(store: RuleStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    for (const rule of store.all()) this.#keep(rule);
  }

  /** What holds now; undefined when nothing does, or not any more. */
  get<K extends RuleKind>(kind: K, room: string, key = ''): RuleValues[K] | undefined {
    const rule = this.#rule(kind, room, key);
    return rule?.value as RuleValues[K] | undefined;
  }

  has(kind: RuleKind, room: string, key = ''): boolean {
    return this.#rule(kind, room, key) !== undefined;
  }

  /** When it ends, ms since 1970: 0 when there is none, Infinity when it has no end. */
  until(kind: RuleKind, room: string, key = ''): number {
    const rule = this.#rule(kind, room, key);
    return rule ? rule.until || Infinity : 0;
  }

  /** All of a kind in a room, in the order they were made. */
  list<K extends RuleKind>(kind: K, room: string): { key: string; until: number; value: RuleValues[K] }[] {
    const now = this.#now();
    return [...(this.#shelves.get(kind)?.get(room)?.values() ?? [])]
      .filter((rule) => !over(rule, now))
      .map(({ key, until, value }) => ({ key, until, value: value as RuleValues[K] }));
  }

  /** The rooms that have any of this kind. */
  rooms(kind: RuleKind): string[] {
    const now = this.#now();
    return [...(this.#shelves.get(kind) ?? [])].filter(([, shelf]) => [...shelf.values()].some((rule) => !over(rule, now))).map(([room]) => room);
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

  /** Forgets what is over. */
  sweep(): void {
    const now = this.#now();
    const ended: Rule[] = [];
    for (const rooms of this.#shelves.values()) {
      for (const shelf of rooms.values()) for (const rule of shelf.values()) if (over(rule, now)) ended.push(rule);
    }
    this.save([], ended);
  }

  #rule(kind: RuleKind, room: string, key: string): Rule | undefined {
    const rule = this.#shelves.get(kind)?.get(room)?.get(key);
    return rule && !over(rule, this.#now()) ? rule : undefined;
  }

  #keep(rule: Rule): void {
    const rooms = this.#shelves.get(rule.kind) ?? new Map<string, Shelf>();
    const shelf: Shelf = rooms.get(rule.room) ?? new Map<string, Rule>();
    shelf.set(rule.key, rule);
    rooms.set(rule.room, shelf);
    this.#shelves.set(rule.kind, rooms);
  }
}

function over(rule: Rule, now: number): boolean {
  return rule.until !== 0 && rule.until <= now;
}
