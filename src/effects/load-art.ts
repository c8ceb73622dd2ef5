import { keepBudget, mib, type EffectBudget } from './budget.js';
import { EffectError, type Art } from './contract.js';

/**
 * Fetches art and reads from its own bytes what it is, before anything is decoded: what a catalogue says about a file may be wrong, and
 * a picture of a few kilobytes can unfold to gigabytes.
 * @throws {EffectError} load-failed, unsupported, over-budget
 */
export async function loadArt(src: string, budget: Readonly<EffectBudget>, signal: AbortSignal): Promise<Art> {
  const [bytes, { inspect }] = await Promise.all([download(src, budget.fileBytes, signal), inspector()]);
  const facts = inspect(bytes);
  if (!facts) throw new EffectError('unsupported', `${src} is none of the formats that can be played`);
  keepBudget(src, facts, bytes.length, budget);
  return { bytes, facts };
}

const inspector = () =>
  import('./inspect/index.js').catch((cause: unknown) => {
    throw new EffectError('load-failed', 'the part that looks at art could not be loaded', { cause });
  });

async function download(src: string, limit: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const failed = (why: string, cause?: unknown) => new EffectError('load-failed', `${src}: ${why}`, { cause });
  try {
    const response = await fetch(src, { signal });
    if (!response.ok || !response.body) throw failed(`HTTP ${response.status}`);
    const reader = response.body.getReader();
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) {
      parts.push(value);
      size += value.length;
      if (size > limit) {
        await reader.cancel();
        throw new EffectError('over-budget', `${src}: the file has more than ${mib(limit)}`);
      }
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  } catch (thrown) {
    if (thrown instanceof EffectError || signal.aborted) throw thrown;
    throw failed('no answer', thrown);
  }
}
