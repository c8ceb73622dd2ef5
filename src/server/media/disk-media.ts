import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { endingOf } from './media-kinds.js';
import type { ByteRange, MediaStore, StoredFile } from './media-store.js';

/** Nothing has been written to for so long: nobody is writing it any more, ms. Far above the time after which a stalled upload is given up. */
const ABANDONED_MS = 10 * 60 * 1000;

/** Files in a folder of this machine, spread over subfolders by the first two characters of their names. */
export class DiskMedia implements MediaStore {
  readonly incoming: string;
  readonly #folder: string;

  /** Takes away what an earlier run has left half done, and nothing of another server that shares the folder. */
  constructor(folder: string) {
    this.#folder = folder;
    this.incoming = join(folder, 'incoming');
    mkdirSync(this.incoming, { recursive: true });
    const abandonedAt = Date.now() - ABANDONED_MS;
    for (const name of readdirSync(this.incoming)) {
      const path = join(this.incoming, name);
      // Gone meanwhile: that upload is done, or another server was faster.
      if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < abandonedAt) rmSync(path, { recursive: true, force: true });
    }
  }

  async put(id: string, file: string): Promise<void> {
    const path = this.#path(id);
    await mkdir(dirname(path), { recursive: true });
    await rename(file, path);
  }

  async open(id: string): Promise<StoredFile | null> {
    const path = this.#path(id);
    try {
      const { size } = await stat(path);
      return { size, read: (range?: ByteRange) => createReadStream(path, range) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
  }

  async delete(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    // Nothing but such a name ever reaches the disk.
    if (!endingOf(id)) throw new TypeError('not the name of a stored file');
    return join(this.#folder, id.slice(0, 2), id);
  }
}
