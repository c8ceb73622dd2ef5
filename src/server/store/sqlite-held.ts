import type Database from 'libsql';
import { type HeldFullBy, heldFullBy, type HeldLedger, type HeldLimits, type HeldMessage, type HoldReason, type Verdict } from './held.js';

export const HELD_SCHEMA = `CREATE TABLE IF NOT EXISTS held (
    room TEXT NOT NULL, id TEXT NOT NULL, user TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, json TEXT NOT NULL, persistence INTEGER NOT NULL,
    verdict TEXT NOT NULL DEFAULT '', PRIMARY KEY (room, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS held_user ON held (user);
  CREATE INDEX IF NOT EXISTS held_at ON held (at);`;

interface Row {
  room: string; id: string; user: string; at: number; reason: HoldReason; json: string; persistence: number; verdict: string;
}

/** The driver adds fields of its own to a single row. */
const toMessage = ({ room, id, user, at, reason, json, persistence }: Row): HeldMessage => ({ room, id, user, at, reason, json, persistence });

/** Held messages as rows of the store's own database. */
export class SqliteHeld implements HeldLedger {
  readonly #statements;

  constructor(db: Database.Database) {
    const select = (rest: string) => db.prepare(`SELECT room, id, user, at, reason, json, persistence, verdict FROM held ${rest}`);
    const count = (rest: string) => db.prepare(`SELECT COUNT(*) AS n FROM held ${rest}`);
    this.#statements = {
      add: db.prepare('INSERT INTO held (room, id, user, at, reason, json, persistence) VALUES (?, ?, ?, ?, ?, ?, ?)'),
      get: select('WHERE room = ? AND id = ?'),
      claim: db.prepare('UPDATE held SET verdict = ? WHERE room = ? AND id = ?'),
      remove: db.prepare('DELETE FROM held WHERE room = ? AND id = ?'),
      all: select('ORDER BY at, room, id LIMIT ? OFFSET ?'),
      ofRoom: select('WHERE room = ? ORDER BY at, id LIMIT ? OFFSET ?'),
      of: select('WHERE user = ? ORDER BY at'),
      before: select('WHERE at < ? ORDER BY at LIMIT ?'),
      countAll: count(''),
      countRoom: count('WHERE room = ?'),
      countUser: count('WHERE user = ?'),
    };
  }

  add(message: HeldMessage, limits: HeldLimits): HeldFullBy | null {
    const { room, id, user, at, reason, json, persistence } = message;
    if (this.has(room, id)) return null;
    const own = (this.#statements.countUser.get(user) as { n: number }).n;
    const full = heldFullBy({ perUser: own, perRoom: this.count(room), all: this.count(null) }, limits);
    if (!full) this.#statements.add.run(room, id, user, at, reason, json, persistence);
    return full;
  }

  has(room: string, id: string): boolean {
    return this.#statements.get.get(room, id) !== undefined;
  }

  claim(room: string, id: string, verdict: Verdict): HeldMessage | null {
    const row = this.#statements.get.get(room, id) as Row | undefined;
    if (!row || (row.verdict !== '' && row.verdict !== verdict)) return null;
    this.#statements.claim.run(verdict, room, id);
    return toMessage(row);
  }

  remove({ room, id }: HeldMessage): boolean {
    return this.#statements.remove.run(room, id).changes > 0;
  }

  list(room: string | null, from: number, max: number): HeldMessage[] {
    const { all, ofRoom } = this.#statements;
    return ((room === null ? all.all(max, from) : ofRoom.all(room, max, from)) as Row[]).map(toMessage);
  }

  count(room: string | null): number {
    const { countAll, countRoom } = this.#statements;
    return ((room === null ? countAll.get() : countRoom.get(room)) as { n: number }).n;
  }

  of(user: string): HeldMessage[] {
    return (this.#statements.of.all(user) as Row[]).map(toMessage);
  }

  before(at: number, max: number): HeldMessage[] {
    return (this.#statements.before.all(at, max) as Row[]).map(toMessage);
  }
}
