import { ChatError, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Settings } from '../defaults.js';
import { type Log, reason } from '../log.js';
import { type FileLedger, type FileLimits, type FileRecord, fullBy, type FullBy, type SharedFileLedger } from '../store/files.js';
import { endingOf } from './media-kinds.js';
import { mediaLimits } from './media-limits.js';
import type { MediaStore } from './media-store.js';

export interface KeeperParts {
  readonly store: MediaStore;
  readonly ledger: FileLedger | SharedFileLedger;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files that are too old are looked for at this interval, ms … */
const LOOK_EVERY_MS = 10 * 60 * 1000;
/** … so many at a time. */
const LOOK_MAX = 500;

/**
 * Knows whose each file is, holds people to what they may store, and removes files: with the message they belong to, with their owner,
 * or by age. A message takes only files of its own sender along, whoever else points to them. What cannot be removed is tried again.
 */
export class MediaKeeper {
  readonly #parts: KeeperParts;
  readonly #under: string;
  readonly #limits: FileLimits;
  readonly #removing = new Set<string>();
  /** What is under way. */
  readonly #work = new Set<Promise<void>>();
  #cancel: () => void;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#limits = { perUser: parts.settings.mediaBytesPerUser, all: parts.settings.mediaBytesMax };
    this.#under = mediaLimits(parts.settings).files ?? '';
    this.#cancel = parts.clock.after(0, this.#look);
  }

  /** @throws {ChatError} file-quota: there is no room for so many bytes more. */
  async checkRoom(user: string, bytes: number): Promise<void> {
    const { ledger } = this.#parts;
    this.#refuse(fullBy(bytes, { own: await ledger.bytes(user), all: await ledger.bytes() }, this.#limits));
  }

  /** Notes a file before it is stored: one that nobody knows of would stay for ever. @throws {ChatError} file-quota */
  async add(id: string, user: string, bytes: number): Promise<void> {
    const { ledger, clock } = this.#parts;
    this.#refuse(await ledger.add({ id, user, bytes, at: clock.now() }, this.#limits));
  }

  async of(user: string): Promise<{ id: string; url: string; bytes: number; at: number }[]> {
    return (await this.#parts.ledger.of(user)).map(({ id, bytes, at }) => ({ id, url: `${this.#under}${id}`, bytes, at }));
  }

  /** A message is gone, and with it the file it brought. */
  messageGone({ c }: WireMessage): void {
    for (const address of [c['imageUri'], c['remoteUrl']]) {
      if (typeof address === 'string' && address.startsWith(this.#under)) this.#do(this.#removeOf(c.user?.id, address.slice(this.#under.length)));
    }
  }

  /** Removes everything of one user; resolves with how many files. Rejects when one could not be removed; it is tried again later. */
  async removeAll(user: string): Promise<number> {
    const files = await this.#parts.ledger.of(user);
    for (const file of files) this.remove(file);
    await this.settled();
    if ((await this.#parts.ledger.of(user)).length) throw new ChatError('unavailable', { message: 'a file could not be removed yet', retryInMs: LOOK_EVERY_MS });
    return files.length;
  }

  /** Removes a file; at once forgotten by who could fetch it, and for good once the store says so. */
  remove({ id }: Pick<FileRecord, 'id'>): void {
    if (!endingOf(id) || this.#removing.has(id)) return;
    this.#removing.add(id);
    this.#do(this.#remove(id).finally(() => this.#removing.delete(id)), id);
  }

  /** Resolves when nothing is being removed any more. */
  async settled(): Promise<void> {
    while (this.#work.size) await Promise.all(this.#work);
  }

  async close(): Promise<void> {
    this.#cancel();
    await this.settled();
  }

  #refuse(full: FullBy | null): void {
    if (full === 'perUser') throw new ChatError('file-quota', { message: `at most ${this.#limits.perUser} bytes of files are kept for one user` });
    if (full) throw new ChatError('file-quota', { message: 'the server has no room for more files' });
  }

  async #removeOf(user: string | undefined, id: string): Promise<void> {
    const file = await this.#parts.ledger.get(id);
    if (file && file.user === user) this.remove(file);
  }

  async #remove(id: string): Promise<void> {
    const { ledger, store } = this.#parts;
    try {
      await ledger.condemn(id);
    } finally {
      // Also one that could not be noted as condemned: who took it back should not have to wait until it is old.
      await store.delete(id);
    }
    await ledger.remove(id);
  }

  /** Goes on by itself; what fails is found again by its age. */
  #do(work: Promise<void>, file?: string): void {
    const done = work.catch((cause: unknown) => this.#parts.log('warn', 'file-not-removed', { file, reason: reason(cause) })).finally(() => this.#work.delete(done));
    this.#work.add(done);
  }

  readonly #look = (): void => {
    this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, this.#look);
    this.#do(this.#sweep());
  };

  async #sweep(): Promise<void> {
    const { ledger, clock, log, settings: { mediaKeepMs } } = this.#parts;
    // Condemned ones have the age of 1970: they are found either way.
    const files = await ledger.before(mediaKeepMs ? clock.now() - mediaKeepMs : 1, LOOK_MAX);
    for (const file of files) this.remove(file);
    if (files.length) log('info', 'files-removed', { files: files.length });
  }
}
