/**
 * What a call of the Server API can fail with: RongCloud's numbers, and the HTTP status each comes with. @see RongCloud d6
 * 23410 is their clients' number for a room that is not there, for which the list of the server has none.
 */
export const API_ERRORS = {
  internal: { code: 1000, status: 500 },
  'bad-key': { code: 1001, status: 401 },
  parameter: { code: 1002, status: 400 },
  'no-data': { code: 1003, status: 400 },
  signature: { code: 1004, status: 401 },
  'too-long': { code: 1005, status: 400 },
  method: { code: 1007, status: 405 },
  'too-frequent': { code: 1008, status: 429 },
  'not-enabled': { code: 1009, status: 403 },
  'not-kept': { code: 1015, status: 400 },
  'too-many-kept': { code: 1016, status: 400 },
  'too-many-words': { code: 1019, status: 400 },
  timeout: { code: 1050, status: 503 },
  'too-many': { code: 1502, status: 400 },
  'body-too-large': { code: 1508, status: 413 },
  'no-room': { code: 23410, status: 404 },
  'not-found': { code: 404, status: 404 },
} as const satisfies Record<string, { code: number; status: number }>;

export type ApiErrorName = keyof typeof API_ERRORS;

/** Why a call was not carried out; nothing has changed. The message goes to the caller: names of parameters and bounds, never values. */
export class ApiError extends Error {
  override readonly name: ApiErrorName;
  readonly code: number;
  readonly status: number;

  constructor(name: ApiErrorName, message: string) {
    super(message);
    this.name = name;
    ({ code: this.code, status: this.status } = API_ERRORS[name]);
  }
}
