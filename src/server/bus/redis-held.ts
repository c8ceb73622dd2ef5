import type { HeldFullBy, HeldLimits, HeldMessage, SharedHeldLedger, Verdict } from '../store/held.js';
import type { Commands } from './redis-commands.js';
import * as scripts from './redis-held-scripts.js';

/** Ids are without control characters. */
const nameOf = (room: string, id: string) => `${room}\n${id}`;

/** Messages that wait for a moderator, in Redis: whichever node a moderator asks, it is the same ones. Up to 9 KB each. */
export class RedisHeld implements SharedHeldLedger {
  readonly #redis: Commands;
  readonly #key: (name: string) => string;

  constructor(redis: Commands, key: (name: string) => string) {
    this.#redis = redis;
    this.#key = key;
  }

  async add(message: HeldMessage, { perUser, perRoom, all }: HeldLimits): Promise<HeldFullBy | null> {
    const { room, id, user, at } = message;
    const args = [nameOf(room, id), JSON.stringify(message), room, user, at, perUser, perRoom, all];
    return ((await this.#redis.run(scripts.ADD, this.#keys('held', 'held:age', 'held:in:', 'held:own:'), args)) as HeldFullBy | '') || null;
  }

  async has(room: string, id: string): Promise<boolean> {
    return (await this.#redis.call('HEXISTS', this.#key('held'), nameOf(room, id))) === 1;
  }

  async claim(room: string, id: string, verdict: Verdict): Promise<HeldMessage | null> {
    const json = (await this.#redis.run(scripts.CLAIM, this.#keys('held', 'held:claim'), [nameOf(room, id), verdict])) as string;
    return json ? (JSON.parse(json) as HeldMessage) : null;
  }

  async remove({ room, id, user }: HeldMessage): Promise<boolean> {
    return (await this.#redis.run(scripts.REMOVE, this.#keys('held', 'held:claim', 'held:age', 'held:in:', 'held:own:'), [nameOf(room, id), room, user])) === 1;
  }

  async list(room: string | null, from: number, max: number): Promise<HeldMessage[]> {
    return this.#messages((await this.#redis.call('ZRANGE', this.#ordered(room), from, from + max - 1)) as string[]);
  }

  async count(room: string | null): Promise<number> {
    return (await this.#redis.call('ZCARD', this.#ordered(room))) as number;
  }

  async of(user: string): Promise<HeldMessage[]> {
    const found = await this.#messages((await this.#redis.call('SMEMBERS', this.#key(`held:own:${user}`))) as string[]);
    return found.sort((a, b) => a.at - b.at);
  }

  async before(at: number, max: number): Promise<HeldMessage[]> {
    return this.#messages((await this.#redis.call('ZRANGEBYSCORE', this.#key('held:age'), '-inf', `(${at}`, 'LIMIT', 0, max)) as string[]);
  }

  /** In the same order; those that have gone meanwhile are left out. */
  async #messages(names: readonly string[]): Promise<HeldMessage[]> {
    if (names.length === 0) return [];
    const lines = (await this.#redis.call('HMGET', this.#key('held'), ...names)) as (string | null)[];
    return lines.flatMap((line) => (line ? [JSON.parse(line) as HeldMessage] : []));
  }

  #ordered(room: string | null): string {
    return this.#key(room === null ? 'held:age' : `held:in:${room}`);
  }

  #keys(...names: string[]): string[] {
    return names.map((name) => this.#key(name));
  }
}
