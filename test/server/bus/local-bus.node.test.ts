import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DEFAULTS, MemoryStore, SqliteStore, type Store } from '../../../src/server/index.js';
import { LocalBus } from '../../../src/server/bus/local-bus.js';
import { systemClock } from '../../../src/server/clock.js';
import { Counters } from '../../../src/server/counters.js';
import { scratchFolder } from '../scratch.js';
import { testBus } from './bus.contract.js';

const one = (makeStore: () => Store) => (t: TestContext) => {
  const store = makeStore();
  const bus = new LocalBus({ store, clock: systemClock, counters: new Counters(), log: () => {}, settings: DEFAULTS });
  t.after(() => {
    bus.close();
    store.close();
  });
  return Promise.resolve<[LocalBus, LocalBus]>([bus, bus]);
};

testBus('alone, in memory', one(() => new MemoryStore()));
testBus('alone, on SQLite', one(() => new SqliteStore(join(scratchFolder(), 'rooms.db'))));
