/** A file that somebody has posted. */
export interface FileRecord {
  /** Its name in the media store. */
  readonly id: string;
  readonly user: string;
  readonly bytes: number;
  /** ms since 1970; 0: it is to go, and could not be removed yet. */
  readonly at: number;
}

/** What may be kept, bytes. */
export interface FileLimits {
  readonly perUser: number;
  readonly all: number;
}
/** Which of them leaves no room. */
export type FullBy = keyof FileLimits;

/** Whose the files of messages are, how large and how old: what quotas, ages and requests for erasure are judged by. Synchronous; failures throw. */
export interface FileLedger {
  /** Adds a file, or says what leaves no room for it; null when it was added. */
  add(file: FileRecord, limits: FileLimits): FullBy | null;
  get(id: string): FileRecord | null;
  of(user: string): FileRecord[];
  /** Some of those posted before a time, oldest first. */
  before(at: number, max: number): FileRecord[];
  /** Bytes of one user's files, or of all. */
  bytes(user?: string): number;
  /** Notes that a file is to go. */
  condemn(id: string): void;
  remove(id: string): void;
}

/** The same, where it is in other hands: on all nodes one. Rejects while they cannot be reached. */
export type SharedFileLedger = { readonly [K in keyof FileLedger]: (...args: Parameters<FileLedger[K]>) => Promise<ReturnType<FileLedger[K]>> };

/** What leaves no room for so many bytes more. */
export function fullBy(bytes: number, stored: { readonly own: number; readonly all: number }, limits: FileLimits): FullBy | null {
  return stored.own + bytes > limits.perUser ? 'perUser' : stored.all + bytes > limits.all ? 'all' : null;
}

/** Files for as long as the process lives. */
export class MemoryFiles implements FileLedger {
  readonly #files = new Map<string, FileRecord>();

  add(file: FileRecord, limits: FileLimits): FullBy | null {
    const full = fullBy(file.bytes, { own: this.bytes(file.user), all: this.bytes() }, limits);
    if (!full) this.#files.set(file.id, file);
    return full;
  }

  get(id: string): FileRecord | null {
    return this.#files.get(id) ?? null;
  }

  of(user: string): FileRecord[] {
    return [...this.#files.values()].filter((file) => file.user === user);
  }

  before(at: number, max: number): FileRecord[] {
    return [...this.#files.values()].filter((file) => file.at < at).sort((a, b) => a.at - b.at).slice(0, max);
  }

  bytes(user?: string): number {
    const files = user === undefined ? [...this.#files.values()] : this.of(user);
    return files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  condemn(id: string): void {
    const file = this.#files.get(id);
    if (file) this.#files.set(id, { ...file, at: 0 });
  }

  remove(id: string): void {
    this.#files.delete(id);
  }
}
