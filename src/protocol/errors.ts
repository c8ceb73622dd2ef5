interface Kind {
  readonly code: number;
  /** Whether the same act can succeed later without changing it. */
  readonly retryable: boolean;
}
const final = (code: number): Kind => ({ code, retryable: false });
const again = (code: number): Kind => ({ code, retryable: true });

/**
 * Every failure that crosses the API, in one table.
 *
 * Codes below 90000 are RongCloud's own, so that code written against its SDKs keeps working; codes from 90000 name
 * what that system has no code for. The words a person reads are in `src/labels` under `error.<name>`.
 */
export const ERRORS = {
  unknown: final(-1),
  blocklisted: final(405),
  timeout: again(5004),
  'rate-limited': again(20604),
  'word-blocked': final(21501),
  'not-in-room': again(23406),
  muted: again(23408),
  'kicked-from-room': final(23409),
  'room-not-found': final(23410),
  'room-full': again(23411),
  'bad-parameter': final(23412),
  'attribute-limit': final(23423),
  'attribute-owner': final(23424),
  'attribute-missing': final(23427),
  'attribute-partly': final(23428),
  'attribute-batch': final(23429),
  'attribute-conflict': again(23431),
  'message-not-found': final(25101),
  'recall-refused': final(25107),
  network: again(30001),
  'too-large': final(30016),
  'app-key-wrong': final(31002),
  'token-incorrect': final(31004),
  'user-banned': final(31009),
  'kicked-by-other-device': final(31010),
  'token-expired': final(31020),
  'account-deleted': final(31029),
  'not-connected': again(33001),
  overloaded: again(90001),
  unavailable: again(90002),
  'bad-frame': final(90003),
  'slow-reader': again(90004),
  'sender-mismatch': final(90006),
  'going-away': again(90007),
  'file-too-large': final(90010),
  'file-refused': final(90011),
  'file-quota': again(90012),
  requirement: final(90013),
  'account-too-new': again(90014),
  'emote-only': final(90015),
  repeated: again(90016),
  unpaid: final(90017),
  rejected: final(90018),
  'review-full': again(90019),
} satisfies Record<string, Kind>;

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
    super(detail.message ? `${name}: ${detail.message}` : name, detail);
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
    const message = (thrown as Partial<Error> | null | undefined)?.message;
    return new ChatError(fallback, { message: String(message ?? thrown), cause: thrown });
  }
}
