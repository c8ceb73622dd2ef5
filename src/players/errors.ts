/** Everything that can go wrong with a picture, whichever engine plays it, and whether trying again may help. */
export const PLAYER_ERRORS = {
  /** No engine knows this kind of stream, or the browser lacks its codecs. */
  'unsupported-source': { retriable: false },
  /** The engine's code could not be loaded. */
  'no-engine': { retriable: true },
  /** Nobody is sending: the address answers 404 or 410. The usual state before a show. */
  offline: { retriable: true },
  /** No answer: the connection, the server, or a missing permission to read across origins (browsers do not tell these apart). */
  network: { retriable: true },
  'http-4xx': { retriable: false },
  'http-5xx': { retriable: true },
  timeout: { retriable: true },
  decode: { retriable: true },
  'media-source': { retriable: true },
  drm: { retriable: false },
  /** The page's options do not make sense to the engine. */
  config: { retriable: false },
  unknown: { retriable: true },
} as const satisfies Record<string, { retriable: boolean }>;

export type PlayerErrorCode = keyof typeof PLAYER_ERRORS;

export class PlayerError extends Error {
  override readonly name = 'PlayerError';
  readonly retriable: boolean;

  constructor(
    readonly code: PlayerErrorCode,
    message: string,
    /** Which engine said so. */
    readonly engine = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.retriable = PLAYER_ERRORS[code].retriable;
  }
}

export function toPlayerError(cause: unknown, engine: string): PlayerError {
  if (cause instanceof PlayerError) return cause;
  return new PlayerError('unknown', cause instanceof Error ? cause.message : String(cause), engine, { cause });
}

/** The code for an HTTP status that is not a success. */
export function codeOfStatus(status: number): PlayerErrorCode {
  if (status === 404 || status === 410) return 'offline';
  if (status === 408 || status === 429 || status === 425) return 'network';
  return status >= 500 ? 'http-5xx' : 'http-4xx';
}

/** The code for a MediaError, as media elements and video.js number them. */
export function codeOfMediaError(code: number): PlayerErrorCode {
  return ({ 2: 'network', 3: 'decode', 4: 'unsupported-source', 5: 'drm' } as const)[code] ?? 'unknown';
}
