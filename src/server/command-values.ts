/** A mistake in how the program was called: shown without a stack, ends with code 2. */
export class UsageError extends Error {}

export const MIB = 1024 * 1024;
export const DAY_MS = 24 * 60 * 60 * 1000;

/** A whole number from `min`, times `unit`; undefined where nothing was said. @throws {UsageError} */
export function readNumber(flag: string, text: string | undefined, unit: number, min: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < min) throw new UsageError(`${flag} must be a whole number from ${min}; got ${JSON.stringify(text)}.`);
  return number * unit;
}

/** The address, undefined where nothing was said. @throws {UsageError} */
export function readAddress(flag: string, text: string | undefined): string | undefined {
  if (text && !/^https?:\/\/./.test(text)) throw new UsageError(`${flag} must start with http:// or https://; got ${text}`);
  return text || undefined;
}
