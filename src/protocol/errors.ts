/**
 * Every failure that crosses the API, in one table.
 *
 * Codes below 90000 are RongCloud's own, so that code written against its SDKs keeps working; codes from 90000 name
 * what that system has no code for. The words a person reads are in `src/labels` under `error.<name>`.
 */
export const ERRORS = {
  unknown: { code: -1, retryable: false },
  blocklisted: { code: 405, retryable: false },
  timeout: { code: 5004, retryable: true },
  'rate-limited': { code: 20604, retryable: true },
  'word-blocked': { code: 21501, retryable: false },
  'not-in-room': { code: 23406, retryable: true },
  muted: { code: 23408, retryable: true },
  'kicked-from-room': { code: 23409, retryable: false },
  'room-not-found': { code: 23410, retryable: false },
  'room-full': { code: 23411, retryable: true },
  'bad-parameter': { code: 23412, retryable: false },
  'message-not-found': { code: 25101, retryable: false },
  'recall-refused': { code: 25107, retryable: false },
  network: { code: 30001, retryable: true },
  'too-large': { code: 30016, retryable: false },
  'app-key-wrong': { code: 31002, retryable: false },
  'token-incorrect': { code: 31004, retryable: false },
  'user-banned': { code: 31009, retryable: false },
  'kicked-by-other-device': { code: 31010, retryable: false },
  'token-expired': { code: 31020, retryable: false },
  'not-connected': { code: 33001, retryable: true },
  overloaded: { code: 90001, retryable: true },
  unavailable: { code: 90002, retryable: true },
  'bad-frame': { code: 90003, retryable: false },
  'slow-reader': { code: 90004, retryable: true },
  'sender-mismatch': { code: 90006, retryable: false },
  'going-away': { code: 90007, retryable: true },
} as const satisfies Record<string, { code: number; retryable: boolean }>;

export type ErrorName = keyof typeof ERRORS;

const BY_CODE = new Map<number, ErrorName>(
  (Object.keys(ERRORS) as ErrorName[]).map((name) => [ERRORS[name].code, name]),
);

/** What a failure carries besides its kind. */
export interface ErrorDetail {
  /** For developers and logs: what was expected and what came. Never user text, never a token. */
  message?: string;
  /** When trying again makes sense, ms from now. */
  retryInMs?: number;
  cause?: unknown;
}

/** A failure of the network or the server; a caller's own mistake is a `TypeError` instead. */
export class ChatError extends Error {
  override readonly name: ErrorName;
  readonly code: number;
  /** Whether the same act can succeed later without changing it. */
  readonly retryable: boolean;
  readonly detail: Readonly<ErrorDetail>;

  constructor(name: ErrorName, detail: ErrorDetail = {}) {
    super(detail.message ? `${name}: ${detail.message}` : name, { cause: detail.cause });
    this.name = name;
    this.code = ERRORS[name].code;
    this.retryable = ERRORS[name].retryable;
    this.detail = detail;
  }

  /** The error for a numeric code from the wire; a code of a newer server becomes `unknown`. */
  static fromCode(code: number, detail: ErrorDetail = {}): ChatError {
    const name = BY_CODE.get(code);
    return name
      ? new ChatError(name, detail)
      : new ChatError('unknown', { ...detail, message: `code ${code} ${detail.message ?? ''}`.trim() });
  }

  /** Any thrown value as a `ChatError`; `fallback` names what it is when it is not one already. */
  static from(thrown: unknown, fallback: ErrorName = 'unknown'): ChatError {
    if (thrown instanceof ChatError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ChatError(fallback, { message, cause: thrown });
  }
}
