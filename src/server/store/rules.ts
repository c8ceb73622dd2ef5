/** What is decided about people, rooms and words, one fact a row. Its meaning is given by `moderation/rules.ts`. */
export interface Rule {
  readonly kind: string;
  /** The room it is about; empty for the whole app. */
  readonly room: string;
  /** A user, a word, a message type …; empty when the room itself is meant. */
  readonly key: string;
  /** It ends by itself then, ms since 1970; 0: never. */
  readonly until: number;
  /** JSON. */
  readonly value: unknown;
}

export type RuleKey = Pick<Rule, 'kind' | 'room' | 'key'>;

/** Keeps rules over a restart. Synchronous: who has been told that somebody is muted can rely on it. Failures throw and change nothing. */
export interface RuleStore {
  all(): Rule[];
  /** All or nothing. A rule with the same kind, room and key is replaced. */
  save(put: readonly Rule[], removed: readonly RuleKey[]): void;
}

const idOf = ({ kind, room, key }: RuleKey) => JSON.stringify([kind, room, key]);

/** Rules for as long as the process lives. */
export class MemoryRules implements RuleStore {
  readonly #rules = new Map<string, Rule>();

  all(): Rule[] {
    return [...this.#rules.values()];
  }

  save(put: readonly Rule[], removed: readonly RuleKey[]): void {
    for (const key of removed) this.#rules.delete(idOf(key));
    for (const rule of put) this.#rules.set(idOf(rule), rule);
  }
}
