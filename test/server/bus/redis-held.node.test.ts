import { after, before } from 'node:test';
import { redisBus } from '../../../src/server/bus/redis-bus.js';
import { systemClock } from '../../../src/server/clock.js';
import { Counters } from '../../../src/server/counters.js';
import { DEFAULTS } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { testHeld } from '../store/held.contract.js';

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

testHeld('over Redis', async (t) => {
  const make = await redisBus({ url: redis.url, prefix: `held${++prefixes}` });
  const bus = make({ clock: systemClock, counters: new Counters(), log: () => {}, settings: DEFAULTS });
  t.after(() => bus.close());
  return bus.held!;
}, { skip: noRedis });
