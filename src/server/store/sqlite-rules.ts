import type Database from 'libsql';
import type { Rule, RuleKey, RuleStore } from './rules.js';

/** `ends`, because UNTIL is a word of SQL dialects. */
export const RULE_SCHEMA = `CREATE TABLE IF NOT EXISTS rule (
    kind TEXT NOT NULL, room TEXT NOT NULL, key TEXT NOT NULL, ends INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, room, key)
  ) WITHOUT ROWID;`;

/** Rules as rows of the store's own database. */
export class SqliteRules implements RuleStore {
  readonly #all;
  readonly #save;

  constructor(db: Database.Database) {
    this.#all = db.prepare('SELECT kind, room, key, ends, value FROM rule');
    const put = db.prepare('INSERT OR REPLACE INTO rule (kind, room, key, ends, value) VALUES (?, ?, ?, ?, ?)');
    const remove = db.prepare('DELETE FROM rule WHERE kind = ? AND room = ? AND key = ?');
    this.#save = db.transaction((rules: readonly Rule[], removed: readonly RuleKey[]) => {
      for (const { kind, room, key } of removed) remove.run(kind, room, key);
      for (const { kind, room, key, until, value } of rules) put.run(kind, room, key, until, JSON.stringify(value));
    });
  }

  all(): Rule[] {
    const rows = this.#all.all() as { kind: string; room: string; key: string; ends: number; value: string }[];
    return rows.map(({ kind, room, key, ends, value }) => ({ kind, room, key, until: ends, value: JSON.parse(value) as unknown }));
  }

  save(put: readonly Rule[], removed: readonly RuleKey[]): void {
    this.#save(put, removed);
  }
}
