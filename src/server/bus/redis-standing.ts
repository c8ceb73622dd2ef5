import type { WireMessage } from '../../protocol/index.js';
import type { KeptStanding } from '../store/store.js';
import type { Commands } from './redis-commands.js';
import { script } from './redis-scripts.js';

/**
 * All nodes that have the room open say the same of one offset, so whoever comes first may be overwritten by whoever comes last.
 * KEYS meta, stand; ARGV epoch, offset, messages (JSON), life ms. A room that is gone keeps nothing.
 */
const KEEP = script(`
if redis.call('HGET', KEYS[1], 'ep') ~= ARGV[1] then return end
local kept = redis.call('HMGET', KEYS[2], 'ep', 'off')
if kept[1] == ARGV[1] and tonumber(kept[2]) > tonumber(ARGV[2]) then return end
redis.call('HSET', KEYS[2], 'ep', ARGV[1], 'off', ARGV[2], 'list', ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])`);

/** What stands in rooms, in Redis: read by nodes that open the room late or have missed something. */
export class RedisStanding {
  readonly #redis: Commands;
  readonly #key: (room: string, name: string) => string;
  readonly #lifeMs: number;

  constructor(redis: Commands, key: (room: string, name: string) => string, lifeMs: number) {
    this.#redis = redis;
    this.#key = key;
    this.#lifeMs = lifeMs;
  }

  /** `epoch` holds now; offsets of another say nothing. */
  async of(room: string, epoch: string): Promise<KeptStanding | null> {
    const [of, offset, list] = (await this.#redis.call('HMGET', this.#key(room, 'stand'), 'ep', 'off', 'list')) as (string | null)[];
    return list ? { offset: of === epoch ? Number(offset) : 0, messages: JSON.parse(list) as WireMessage[] } : null;
  }

  async keep(room: string, epoch: string, { offset, messages }: KeptStanding): Promise<void> {
    await this.#redis.run(KEEP, [this.#key(room, 'meta'), this.#key(room, 'stand')], [epoch, offset, JSON.stringify(messages), this.#lifeMs]);
  }
}
