import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';

export interface UploadLimits {
  readonly uploadsPerMinute: number;
  readonly uploadsAtOnce: number;
  readonly uploadBytesPerDay: number;
}

/** The same counts, kept by all servers together. Rejects while that cannot be done. */
export interface SharedUploads {
  /** Resolves with how long to wait, ms: 0 when it has begun. `upload` names it. */
  begin(user: string, upload: string, limits: UploadLimits): Promise<number>;
  end(user: string, upload: string, storedBytes: number): Promise<void>;
}

/** An upload that may go on. */
export interface Upload {
  /** To be called once, with what was stored of it. */
  end(storedBytes: number): void;
}

interface Account {
  under: number;
  /** When uploads were begun within the last minute, oldest first. */
  begun: number[];
  /** Bytes stored since `daySince`. */
  stored: number;
  daySince: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Accounts remembered; beyond, the longest unused goes. */
const ACCOUNTS_MAX = 50_000;

/**
 * What each user has uploaded lately. In memory: a restart counts anew. Where several servers count together they are asked as well, for who
 * has been let in here.
 */
export class UploadQuota {
  readonly #accounts = new Map<string, Account>();

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    private readonly settings: UploadLimits,
    private readonly shared?: SharedUploads,
    /** Hears why the others could not be told of an end; it counts as under way for a while then. */
    private readonly failed: (cause: unknown) => void = () => {},
  ) {}

  /** Begins an upload; or says how long to wait, ms. Rejects when the other servers cannot be asked. */
  async begin(userId: string): Promise<Upload | { waitMs: number }> {
    const here = this.#beginHere(userId);
    const { shared } = this;
    if ('waitMs' in here || !shared) return here;
    const upload = randomBytes(9).toString('base64url');
    let waitMs = 1;
    try {
      waitMs = await shared.begin(userId, upload, this.settings);
    } finally {
      if (waitMs > 0) here.undo();
    }
    if (waitMs > 0) return { waitMs };
    return {
      end: (storedBytes) => {
        here.end(storedBytes);
        shared.end(userId, upload, storedBytes).catch(this.failed);
      },
    };
  }

  #beginHere(userId: string): (Upload & { undo(): void }) | { waitMs: number } {
    const now = this.clock.elapsed();
    const account = this.#account(userId, now);
    account.begun = account.begun.filter((at) => now - at < MINUTE_MS);
    if (account.stored >= this.settings.uploadBytesPerDay) return { waitMs: account.daySince + DAY_MS - now };
    if (account.under >= this.settings.uploadsAtOnce) return { waitMs: 1000 };
    if (account.begun.length >= this.settings.uploadsPerMinute) return { waitMs: account.begun[0]! + MINUTE_MS - now };
    account.begun.push(now);
    account.under++;
    return {
      end: (storedBytes) => {
        account.under--;
        account.stored += storedBytes;
      },
      undo: () => {
        account.under--;
        const at = account.begun.lastIndexOf(now);
        if (at >= 0) account.begun.splice(at, 1);
      },
    };
  }

  #account(userId: string, now: number): Account {
    const known = this.#accounts.get(userId);
    const account = known ?? { under: 0, begun: [], stored: 0, daySince: now };
    if (now - account.daySince >= DAY_MS) Object.assign(account, { stored: 0, daySince: now });
    // Last in the map is last used.
    this.#accounts.delete(userId);
    this.#accounts.set(userId, account);
    if (this.#accounts.size > ACCOUNTS_MAX) this.#accounts.delete(this.#accounts.keys().next().value!);
    return account;
  }
}
