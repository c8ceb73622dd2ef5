import { SUPPORTERS_TOLD, type Sums } from '../../protocol/gift-sums.js';
import { type Gift, giftArgs, type Gifts, readSums } from './gifts.js';
import type { Commands } from './redis-commands.js';
import * as scripts from './redis-gift-scripts.js';

/** Rooms that are asked about at once: a question about one person must not stand in the way of messages. */
const AT_ONCE = 100;

/** What was given, in Redis: with a place it is added where messages get their places, without one it is added here. */
export class RedisGifts implements Gifts {
  readonly #redis: Commands;
  readonly #key: (room: string, name: string) => string;
  readonly #lifeMs: number;

  constructor(redis: Commands, key: (room: string, name: string) => string, lifeMs: number) {
    this.#redis = redis;
    this.#key = key;
    this.#lifeMs = lifeMs;
  }

  async sums(room: string): Promise<Sums> {
    return readSums((await this.#redis.run(scripts.SUMS, this.#keys(room, 'meta', 'given', 'givers'), [SUPPORTERS_TOLD])) as string[]);
  }

  /** Adds gifts that have no place, and says `text` on the room's channel in the same step. */
  async give(room: string, gifts: readonly Gift[], text: string): Promise<void> {
    await this.#redis.run(scripts.GIVE, this.#keys(room, 'meta', 'given', 'givers'), [this.#key(room, 'c'), text, this.#lifeMs, ...gifts.flatMap(giftArgs)]);
  }

  async by(user: string, rooms: readonly string[]): Promise<{ room: string; value: number }[]> {
    const values = await this.#each(rooms, (room) => this.#redis.call('ZSCORE', this.#key(room, 'given'), user));
    return rooms.flatMap((room, index) => (values[index] == null ? [] : [{ room, value: Number(values[index]) }]));
  }

  async forget(user: string, rooms: readonly string[]): Promise<void> {
    await this.#each(rooms, (room) => this.#redis.run(scripts.FORGET, this.#keys(room, 'given', 'givers'), [this.#key(room, 'c'), user]));
  }

  async #each(rooms: readonly string[], ask: (room: string) => Promise<unknown>): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (let from = 0; from < rooms.length; from += AT_ONCE) answers.push(...(await Promise.all(rooms.slice(from, from + AT_ONCE).map(ask))));
    return answers;
  }

  #keys(room: string, ...names: string[]): string[] {
    return names.map((name) => this.#key(room, name));
  }
}
