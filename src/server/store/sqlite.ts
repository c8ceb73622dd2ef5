import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { RESUME_WINDOW } from '../../protocol/index.js';
import { reason } from '../log.js';
import { bootId } from './boot-id.js';
import { FILE_SCHEMA, SqliteFiles } from './sqlite-files.js';
import { HELD_SCHEMA, SqliteHeld } from './sqlite-held.js';
import { RULE_SCHEMA, SqliteRules } from './sqlite-rules.js';
import { SqliteStanding, STANDING_SCHEMA } from './sqlite-standing.js';
import { SqliteSums, SUMS_SCHEMA } from './sqlite-sums.js';
import type { Entry, KeptStanding, KeptSums, RoomRecord, Store } from './store.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS room (
    id TEXT PRIMARY KEY, epoch TEXT NOT NULL, off INTEGER NOT NULL, likes INTEGER NOT NULL, made INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entry (
    room TEXT NOT NULL, off INTEGER NOT NULL, id TEXT NOT NULL, ts INTEGER NOT NULL, hidden INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (room, off)
  ) WITHOUT ROWID;
  ${SUMS_SCHEMA}
  ${STANDING_SCHEMA}
  ${RULE_SCHEMA}
  ${FILE_SCHEMA}
  ${HELD_SCHEMA}
`;
const SCHEMA_VERSION = '1';
/** Old entries are deleted once this many have gathered, so that most writes only add. */
const TRIM_EVERY = 100;

/**
 * Rooms in one SQLite file. A write is safe from the end of the process at once, and from a power cut with the next checkpoint:
 * `synchronous=NORMAL` may lose the tail then. So when the machine has restarted and the file was not closed, every room gets a new epoch,
 * and clients reload instead of trusting positions that may be given twice.
 */
export class SqliteStore implements Store {
  readonly rules: SqliteRules;
  readonly files: SqliteFiles;
  readonly held: SqliteHeld;
  readonly #unlock: () => void;
  readonly #db: Database.Database;
  readonly #sums: SqliteSums;
  readonly #standing: SqliteStanding;
  readonly #statements;
  readonly #appendAll;
  readonly #saveAllLikes;
  readonly #removeAll;

  /**
   * Opens the file, or makes it together with its folder. `boot` names this run of the machine.
   * @throws {Error} the file is in use by another process, or is no database of ours.
   */
  constructor(file: string, boot: string = bootId()) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    this.#unlock = lock(file);
    try {
      this.#db = open(file);
    } catch (cause) {
      this.#unlock();
      throw cause;
    }
    const db = this.#db;
    this.#statements = {
      room: db.prepare('SELECT epoch, off, likes FROM room WHERE id = ?'),
      entries: db.prepare('SELECT off, id, ts, hidden, json FROM entry WHERE room = ? AND off > ? ORDER BY off'),
      create: db.prepare('INSERT INTO room (id, epoch, off, likes, made) VALUES (?, ?, 0, 0, ?)'),
      put: db.prepare('INSERT OR REPLACE INTO entry (room, off, id, ts, hidden, json) VALUES (?, ?, ?, ?, ?, ?)'),
      moved: db.prepare('UPDATE room SET off = ? WHERE id = ?'),
      trim: db.prepare('DELETE FROM entry WHERE room = ? AND off <= ?'),
      likes: db.prepare('UPDATE room SET likes = ? WHERE id = ?'),
      idle: db.prepare('SELECT id FROM room WHERE off = 0 AND likes = 0 AND made < ?'),
      forgetEntries: db.prepare('DELETE FROM entry WHERE room = ?'),
      forget: db.prepare('DELETE FROM room WHERE id = ?'),
    };
    this.#appendAll = db.transaction((room: string, added: readonly Entry[], replaced: readonly Entry[]) => {
      const { put, moved, trim } = this.#statements;
      for (const entry of [...replaced, ...added]) put.run(room, entry.offset, entry.id, entry.ts, entry.hidden ? 1 : 0, entry.json);
      const last = added.at(-1)?.offset;
      if (last === undefined) return;
      if (moved.run(last, room).changes !== 1) throw new Error('There is no such room.');
      const first = added[0]?.offset ?? last;
      if (Math.floor(last / TRIM_EVERY) !== Math.floor((first - 1) / TRIM_EVERY)) trim.run(room, last - RESUME_WINDOW);
    });
    this.#saveAllLikes = db.transaction((totals: ReadonlyMap<string, number>) => {
      for (const [room, total] of totals) this.#statements.likes.run(total, room);
    });
    this.#removeAll = db.transaction((room: string) => {
      this.#statements.forgetEntries.run(room);
      this.#sums.remove(room);
      this.#standing.remove(room);
      this.#statements.forget.run(room);
    });
    this.rules = new SqliteRules(db);
    this.files = new SqliteFiles(db);
    this.held = new SqliteHeld(db);
    this.#sums = new SqliteSums(db);
    this.#standing = new SqliteStanding(db);
    this.#begin(boot);
  }

  load(room: string): RoomRecord | null {
    const row = this.#statements.room.get(room) as { epoch: string; off: number; likes: number } | undefined;
    if (!row) return null;
    const rows = this.#statements.entries.all(room, row.off - RESUME_WINDOW) as {
      off: number; id: string; ts: number; hidden: number; json: string;
    }[];
    return {
      epoch: row.epoch,
      offset: row.off,
      likes: row.likes,
      entries: rows.map(({ off, id, ts, hidden, json }) => ({ offset: off, id, ts, hidden: hidden === 1, json })),
    };
  }

  create(room: string, epoch: string, now: number): void {
    this.#statements.create.run(room, epoch, now);
  }

  append(room: string, added: readonly Entry[], replaced: readonly Entry[]): void {
    this.#appendAll(room, added, replaced);
  }

  saveLikes(totals: ReadonlyMap<string, number>): void {
    this.#saveAllLikes(totals);
  }

  sums(room: string, max: number): KeptSums | null {
    return this.#sums.of(room, max);
  }

  saveSums(room: string, sums: KeptSums): void {
    this.#sums.save(room, sums);
  }

  givenBy(user: string): { room: string; value: number }[] {
    return this.#sums.givenBy(user);
  }

  forgetGiver(user: string): void {
    this.#sums.forgetGiver(user);
  }

  standing(room: string): KeptStanding | null {
    return this.#standing.of(room);
  }

  saveStanding(room: string, standing: KeptStanding): void {
    this.#standing.save(room, standing);
  }

  remove(room: string): void {
    this.#removeAll(room);
  }

  sweep(madeBefore: number, keep: ReadonlySet<string>): void {
    for (const { id } of this.#statements.idle.all(madeBefore) as { id: string }[]) {
      if (!keep.has(id)) this.#removeAll(id);
    }
  }

  /** The file is written anew, as pages in use may hold remains of rows that were moved; and the log beside it, which has them all, is emptied. */
  scrub(): void {
    this.#db.prepare('DELETE FROM entry WHERE off <= (SELECT room.off FROM room WHERE room.id = entry.room) - ?').run(RESUME_WINDOW);
    this.#db.exec('VACUUM');
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    if (!this.#db.open) return;
    this.#setFact('closed', 'yes');
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#db.close();
    this.#unlock();
  }

  #begin(boot: string): void {
    const schema = this.#fact('schema');
    if (schema !== undefined && schema !== SCHEMA_VERSION) {
      this.#db.close();
      this.#unlock();
      throw new Error(`The data file has format ${schema}; this version reads ${SCHEMA_VERSION}.`);
    }
    this.#setFact('schema', SCHEMA_VERSION);
    if (this.#fact('closed') === 'no' && this.#fact('boot') !== boot) this.#rotateEpochs();
    this.#setFact('boot', boot);
    this.#setFact('closed', 'no');
  }

  #rotateEpochs(): void {
    const rotate = this.#db.prepare('UPDATE room SET epoch = ? WHERE id = ?');
    const rooms = this.#db.prepare('SELECT id FROM room').all() as { id: string }[];
    this.#db.transaction(() => {
      for (const { id } of rooms) rotate.run(randomBytes(6).toString('base64url'), id);
    })();
  }

  #fact(name: string): string | undefined {
    return (this.#db.prepare('SELECT value FROM fact WHERE name = ?').get(name) as { value: string } | undefined)?.value;
  }

  #setFact(name: string, value: string): void {
    this.#db.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)').run(name, value);
  }
}

function open(file: string): Database.Database {
  try {
    const db = new Database(file);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = NORMAL');
    db.exec(SCHEMA);
    return db;
  } catch (cause) {
    throw new Error(`Cannot open ${file}: ${reason(cause)}`, { cause });
  }
}

/**
 * Keeps other processes out of a file; returns the undo, which also happens when the process ends. Two servers on one file would give the
 * same positions twice. A file of its own, because the driver keeps the data file open, and locked, until its last statement is collected.
 */
function lock(file: string): () => void {
  if (file === ':memory:') return () => {};
  let holder: Database.Database | undefined;
  try {
    holder = new Database(`${file}.lock`);
    holder.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    holder?.close();
    const locked = /locked|busy/i.test(reason(cause));
    throw new Error(locked ? `Another process is using ${file}. Stop it, or choose another data folder.` : `Cannot open ${file}: ${reason(cause)}`, { cause });
  }
  const held = holder;
  return () => {
    held.exec('ROLLBACK');
    held.close();
  };
}
