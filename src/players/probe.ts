import { codeOfStatus, PlayerError } from './errors.js';

/** A playlist that has not come by then will not come in time to be of use. */
const PROBE_TIMEOUT_MS = 8000;

/**
 * Asks for an address and returns its text.
 * @throws {PlayerError} offline (404, 410) · http-4xx · http-5xx · network · timeout
 */
export async function probe(src: string, engine: string, signal: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  try {
    const response = await fetch(src, { cache: 'no-store', signal: AbortSignal.any([signal, timeout]) });
    if (!response.ok) throw new PlayerError(codeOfStatus(response.status), `${src} answered ${response.status}`, engine);
    return await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof PlayerError) throw cause;
    if (timeout.aborted) throw new PlayerError('timeout', `${src} did not answer in ${PROBE_TIMEOUT_MS} ms`, engine, { cause });
    throw new PlayerError('network', `${src} could not be reached`, engine, { cause });
  }
}
