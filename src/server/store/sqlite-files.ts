import type Database from 'libsql';
import { type FileLedger, type FileLimits, type FileRecord, fullBy, type FullBy } from './files.js';

export const FILE_SCHEMA = `CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, user TEXT NOT NULL, bytes INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS file_user ON file (user, bytes);
  CREATE INDEX IF NOT EXISTS file_at ON file (at);`;

/** Files as rows of the store's own database. */
export class SqliteFiles implements FileLedger {
  readonly #statements;

  constructor(db: Database.Database) {
    this.#statements = {
      add: db.prepare('INSERT OR REPLACE INTO file (id, user, bytes, at) VALUES (?, ?, ?, ?)'),
      get: db.prepare('SELECT id, user, bytes, at FROM file WHERE id = ?'),
      of: db.prepare('SELECT id, user, bytes, at FROM file WHERE user = ? ORDER BY at'),
      before: db.prepare('SELECT id, user, bytes, at FROM file WHERE at < ? ORDER BY at LIMIT ?'),
      all: db.prepare('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM file'),
      own: db.prepare('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM file WHERE user = ?'),
      condemn: db.prepare('UPDATE file SET at = 0 WHERE id = ?'),
      remove: db.prepare('DELETE FROM file WHERE id = ?'),
    };
  }

  add({ id, user, bytes, at }: FileRecord, limits: FileLimits): FullBy | null {
    const full = fullBy(bytes, { own: this.bytes(user), all: this.bytes() }, limits);
    if (!full) this.#statements.add.run(id, user, bytes, at);
    return full;
  }

  get(id: string): FileRecord | null {
    const row = this.#statements.get.get(id) as FileRecord | undefined;
    // The driver adds fields of its own to a single row.
    return row ? { id, user: row.user, bytes: row.bytes, at: row.at } : null;
  }

  of(user: string): FileRecord[] {
    return this.#statements.of.all(user) as FileRecord[];
  }

  before(at: number, max: number): FileRecord[] {
    return this.#statements.before.all(at, max) as FileRecord[];
  }

  bytes(user?: string): number {
    const row = user === undefined ? this.#statements.all.get() : this.#statements.own.get(user);
    return (row as { bytes: number }).bytes;
  }

  condemn(id: string): void {
    this.#statements.condemn.run(id);
  }

  remove(id: string): void {
    this.#statements.remove.run(id);
  }
}
