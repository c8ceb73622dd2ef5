import type { Clock } from '../clock.js';

export interface QuotaSettings {
  readonly uploadsPerMinute: number;
  readonly uploadsAtOnce: number;
  readonly uploadBytesPerDay: number;
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

/** What each user has uploaded lately. In memory and per process: a restart, and each further process, counts anew. */
export class UploadQuota {
  readonly #accounts = new Map<string, Account>();

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    private readonly settings: QuotaSettings,
  ) {}

  /** Begins an upload; or says how long to wait, ms. */
  begin(userId: string): { end: (storedBytes: number) => void } | { waitMs: number } {
    const now = this.clock.elapsed();
    const account = this.#account(userId, now);
    account.begun = account.begun.filter((at) => now - at < MINUTE_MS);
    if (account.stored >= this.settings.uploadBytesPerDay) return { waitMs: account.daySince + DAY_MS - now };
    if (account.under >= this.settings.uploadsAtOnce) return { waitMs: 1000 };
    if (account.begun.length >= this.settings.uploadsPerMinute) return { waitMs: account.begun[0]! + MINUTE_MS - now };
    account.begun.push(now);
    account.under++;
    let ended = false;
    return {
      end: (storedBytes) => {
        if (ended) return;
        ended = true;
        account.under--;
        account.stored += storedBytes;
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
