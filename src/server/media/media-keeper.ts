import { ChatError, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Settings } from '../defaults.js';
import { type Log, reason } from '../log.js';
import type { FileLedger, FileRecord } from '../store/files.js';
import { endingOf } from './media-kinds.js';
import { mediaLimits } from './media-limits.js';
import type { MediaStore } from './media-store.js';

export interface KeeperParts {
  readonly store: MediaStore;
  readonly ledger: FileLedger;
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
  /** Removals under way, by file. */
  readonly #removing = new Map<string, Promise<void>>();
  #cancel: () => void;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#under = mediaLimits(parts.settings).files ?? '';
    this.#cancel = parts.clock.after(0, this.#look);
  }

  /** @throws {ChatError} file-quota: there is no room for so many bytes more. */
  checkRoom(user: string, bytes: number): void {
    const { ledger, settings: { mediaBytesPerUser, mediaBytesMax } } = this.#parts;
    if (ledger.bytes(user) + bytes > mediaBytesPerUser) throw new ChatError('file-quota', { message: `at most ${mediaBytesPerUser} bytes of files are kept for one user` });
    if (ledger.bytes() + bytes > mediaBytesMax) throw new ChatError('file-quota', { message: 'the server has no room for more files' });
  }

  /** Notes a file before it is stored: one that nobody knows of would stay for ever. @throws {ChatError} file-quota */
  add(id: string, user: string, bytes: number): void {
    this.checkRoom(user, bytes);
    this.#parts.ledger.add({ id, user, bytes, at: this.#parts.clock.now() });
  }

  of(user: string): { id: string; url: string; bytes: number; at: number }[] {
    return this.#parts.ledger.of(user).map(({ id, bytes, at }) => ({ id, url: `${this.#under}${id}`, bytes, at }));
  }

  /** A message is gone, and with it the file it brought. */
  messageGone({ c }: WireMessage): void {
    for (const address of [c['imageUri'], c['remoteUrl']]) {
      if (typeof address !== 'string' || !address.startsWith(this.#under)) continue;
      const file = this.#parts.ledger.get(address.slice(this.#under.length));
      if (file && file.user === c.user?.id) this.remove(file);
    }
  }

  /** Removes everything of one user; resolves with how many files. Rejects when one could not be removed; it is tried again later. */
  async removeAll(user: string): Promise<number> {
    const files = this.#parts.ledger.of(user);
    for (const file of files) this.remove(file);
    await this.settled();
    if (this.#parts.ledger.of(user).length) throw new ChatError('unavailable', { message: 'a file could not be removed yet', retryInMs: LOOK_EVERY_MS });
    return files.length;
  }

  /** Removes a file; at once forgotten by who could fetch it, and for good once the store says so. */
  remove({ id }: Pick<FileRecord, 'id'>): void {
    const { ledger, store, log } = this.#parts;
    if (!endingOf(id) || this.#removing.has(id)) return;
    ledger.condemn(id);
    const removal = store.delete(id).then(
      () => ledger.remove(id),
      (cause: unknown) => log('warn', 'file-not-removed', { file: id, reason: reason(cause) }),
    ).finally(() => this.#removing.delete(id));
    this.#removing.set(id, removal);
  }

  /** Resolves when nothing is being removed any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#removing.values());
  }

  async close(): Promise<void> {
    this.#cancel();
    await this.settled();
  }

  readonly #look = (): void => {
    const { ledger, clock, log, settings: { mediaKeepMs } } = this.#parts;
    try {
      // Condemned ones have the age of 1970: they are found either way.
      const files = ledger.before(mediaKeepMs ? clock.now() - mediaKeepMs : 1, LOOK_MAX);
      for (const file of files) this.remove(file);
      if (files.length) log('info', 'files-removed', { files: files.length });
    } catch (cause) {
      log('error', 'files-not-swept', { reason: reason(cause) });
    }
    this.#cancel = clock.after(LOOK_EVERY_MS, this.#look);
  };
}
