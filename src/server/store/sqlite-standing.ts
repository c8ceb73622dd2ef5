import type Database from 'libsql';
import type { WireMessage } from '../../protocol/index.js';
import type { KeptStanding } from './store.js';

export const STANDING_SCHEMA = `CREATE TABLE IF NOT EXISTS standing (room TEXT PRIMARY KEY, off INTEGER NOT NULL, messages TEXT NOT NULL) WITHOUT ROWID;`;

/** What stands in rooms, a row for each: it is little, and written whole. */
export class SqliteStanding {
  readonly #get;
  readonly #put;
  readonly #remove;

  constructor(db: Database.Database) {
    this.#get = db.prepare('SELECT off, messages FROM standing WHERE room = ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO standing (room, off, messages) SELECT id, ?, ? FROM room WHERE id = ?');
    this.#remove = db.prepare('DELETE FROM standing WHERE room = ?');
  }

  of(room: string): KeptStanding | null {
    const row = this.#get.get(room) as { off: number; messages: string } | undefined;
    return row ? { offset: row.off, messages: JSON.parse(row.messages) as WireMessage[] } : null;
  }

  save(room: string, { offset, messages }: KeptStanding): void {
    this.#put.run(offset, JSON.stringify(messages), room);
  }

  remove(room: string): void {
    this.#remove.run(room);
  }
}
