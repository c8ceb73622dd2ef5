import type Database from 'libsql';
import type { Goal, Supporter } from '../../protocol/gift-sums.js';
import type { KeptSums } from './store.js';

export const SUMS_SCHEMA = `CREATE TABLE IF NOT EXISTS sums (room TEXT PRIMARY KEY, off INTEGER NOT NULL, total INTEGER NOT NULL, goal TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS giver (room TEXT NOT NULL, user TEXT NOT NULL, shown TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (room, user)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS giver_value ON giver (room, value);
  CREATE INDEX IF NOT EXISTS giver_user ON giver (user);`;

/** What was given in rooms, a row for each who gave: a gift changes two rows, however many have given. */
export class SqliteSums {
  readonly #statements;
  readonly #save;

  constructor(db: Database.Database) {
    const statements = {
      sums: db.prepare('SELECT off, total, goal FROM sums WHERE room = ?'),
      givers: db.prepare('SELECT shown, value FROM giver WHERE room = ? ORDER BY value DESC, user LIMIT ?'),
      save: db.prepare('INSERT OR REPLACE INTO sums (room, off, total, goal) SELECT id, ?, ?, ? FROM room WHERE id = ?'),
      give: db.prepare('INSERT OR REPLACE INTO giver (room, user, shown, value) VALUES (?, ?, ?, ?)'),
      givenBy: db.prepare('SELECT room, value FROM giver WHERE user = ?'),
      forgetGiver: db.prepare('DELETE FROM giver WHERE user = ?'),
      remove: db.prepare('DELETE FROM sums WHERE room = ?'),
      removeGivers: db.prepare('DELETE FROM giver WHERE room = ?'),
    };
    this.#statements = statements;
    this.#save = db.transaction((room: string, { offset, total, goal, supporters }: KeptSums) => {
      if (statements.save.run(offset, total, JSON.stringify(goal), room).changes === 0) return;
      for (const { user, value } of supporters) statements.give.run(room, user.id, JSON.stringify(user), value);
    });
  }

  of(room: string, max: number): KeptSums | null {
    const row = this.#statements.sums.get(room) as { off: number; total: number; goal: string } | undefined;
    if (!row) return null;
    const givers = this.#statements.givers.all(room, max) as { shown: string; value: number }[];
    const supporters = givers.map(({ shown, value }) => ({ user: JSON.parse(shown) as Supporter['user'], value }));
    return { offset: row.off, total: row.total, goal: JSON.parse(row.goal) as Goal | null, supporters };
  }

  save(room: string, sums: KeptSums): void {
    this.#save(room, sums);
  }

  givenBy(user: string): { room: string; value: number }[] {
    return this.#statements.givenBy.all(user) as { room: string; value: number }[];
  }

  forgetGiver(user: string): void {
    this.#statements.forgetGiver.run(user);
  }

  remove(room: string): void {
    this.#statements.remove.run(room);
    this.#statements.removeGivers.run(room);
  }
}
