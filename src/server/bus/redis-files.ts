import type { FileLimits, FileRecord, FullBy, SharedFileLedger } from '../store/files.js';
import type { Commands } from './redis-commands.js';
import * as scripts from './redis-file-scripts.js';
import type { Script } from './redis-scripts.js';

/** The ledger of files in Redis: one for all nodes, some 300 bytes a file. */
export class RedisFiles implements SharedFileLedger {
  readonly #redis: Commands;
  readonly #key: (name: string) => string;

  constructor(redis: Commands, key: (name: string) => string) {
    this.#redis = redis;
    this.#key = key;
  }

  async add({ id, user, bytes, at }: FileRecord, { perUser, all }: FileLimits): Promise<FullBy | null> {
    return ((await this.#run(scripts.ADD, id, user, bytes, at, perUser, all)) as FullBy | '') || null;
  }

  async get(id: string): Promise<FileRecord | null> {
    return (await this.#records([id]))[0] ?? null;
  }

  async of(user: string): Promise<FileRecord[]> {
    const files = await this.#records((await this.#redis.call('SMEMBERS', this.#key(`file:own:${user}`))) as string[]);
    return files.sort((a, b) => a.at - b.at);
  }

  async before(at: number, max: number): Promise<FileRecord[]> {
    return this.#records((await this.#redis.call('ZRANGEBYSCORE', this.#key('file:age'), '-inf', `(${at}`, 'LIMIT', 0, max)) as string[]);
  }

  async bytes(user = ''): Promise<number> {
    return Number(await this.#redis.call('HGET', this.#key('file:bytes'), user));
  }

  async condemn(id: string): Promise<void> {
    await this.#run(scripts.CONDEMN, id);
  }

  async remove(id: string): Promise<void> {
    await this.#run(scripts.REMOVE, id);
  }

  /** In the same order; those that have gone meanwhile are left out. */
  async #records(ids: readonly string[]): Promise<FileRecord[]> {
    if (ids.length === 0) return [];
    const lines = (await this.#redis.call('HMGET', this.#key('file'), ...ids)) as (string | null)[];
    return lines.flatMap((line, index) => {
      if (!line) return [];
      const [user = '', bytes, at] = line.split('\t');
      return [{ id: ids[index] ?? '', user, bytes: Number(bytes), at: Number(at) }];
    });
  }

  #run(script: Script, ...args: (string | number)[]): Promise<unknown> {
    return this.#redis.run(script, ['file', 'file:age', 'file:bytes', 'file:own:'].map((name) => this.#key(name)), args);
  }
}
