import type { TestContext } from 'node:test';
import { redisBus } from '../../../src/server/bus/redis-bus.js';
import type { ChatServerOptions } from '../../../src/server/index.js';
import type { OwnRedis } from '../../support/redis.js';
import { createStage, type Stage } from '../stage.js';

let prefixes = 0;

/** Several servers of one app on one Redis, in this process; with `prefix` they join those that are there. */
export async function createCluster(
  t: TestContext,
  redis: OwnRedis,
  count: number,
  { prefix = `cluster${++prefixes}`, ...options }: Partial<ChatServerOptions> & { prefix?: string } = {},
): Promise<Stage[]> {
  const stages: Stage[] = [];
  for (let i = 0; i < count; i++) {
    const bus = await redisBus({ url: redis.url, prefix });
    stages.push(await createStage(t, { bus, ...options }));
  }
  return stages;
}
