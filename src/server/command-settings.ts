import { readFileSync } from 'node:fs';
import { UsageError } from './command-values.js';
import { DEFAULTS, type Settings } from './defaults.js';

/** Where a file says what a flag says too, nobody could tell which holds. */
const BY_FLAG = {
  path: '--path', devices: '--devices', callbackUrl: '--callback-url', attributeCallbackUrl: '--attribute-callback-url', messageCallbackUrl: '--message-callback-url',
  reviewUrl: '--review-url', reviewFailure: '--review-failure', mediaUrl: '--media-url', mediaBytesMax: '--media-gb', mediaBytesPerUser: '--media-user-mb', mediaKeepMs: '--media-days',
} as const satisfies Partial<Record<keyof Settings, string>>;

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the server decides by, where it differs from the defaults: a JSON object with names and units of `DEFAULTS`.
 * @throws {UsageError} what is wrong with the file and what would be right.
 */
export function readSettings(file: string): Partial<Settings> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`Cannot read the settings from ${file}: ${(cause as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: ${(cause as Error).message}`);
  }
  if (!isPlain(value)) throw new UsageError(`${file} must hold a JSON object, such as { "keepAliveMax": 50 }.`);
  for (const [name, flag] of Object.entries(BY_FLAG)) if (name in value) throw new UsageError(`${file}: ${name} has a flag of its own, ${flag}.`);
  return fitted(value, DEFAULTS, file, '');
}

/** `value`, filled up from its default where it is an object of several. */
function fitted(value: Plain, known: Plain, file: string, within: string): Plain {
  return Object.fromEntries(Object.entries(value).map(([key, given]) => {
    const name = within + key;
    if (!Object.hasOwn(known, key)) {
      const names = Object.keys(known).filter((one) => !Object.hasOwn(BY_FLAG, one));
      throw new UsageError(`${file}: ${name} is no setting. There are: ${names.join(', ')}.`);
    }
    const usual = known[key];
    if (isPlain(usual)) {
      if (!isPlain(given)) throw new UsageError(`${file}: ${name} must be an object with some of: ${Object.keys(usual).join(', ')}.`);
      return [key, { ...usual, ...fitted(given, usual, file, `${name}.`) }];
    }
    if (key === 'mediaOrigins' && Array.isArray(given) && given.every((one) => typeof one === 'string')) return [key, given];
    if (typeof given !== typeof usual) throw new UsageError(`${file}: ${name} must be a ${typeof usual}, such as ${JSON.stringify(usual)}.`);
    if (typeof given === 'number' && !(given >= 0)) throw new UsageError(`${file}: ${name} must not be below 0.`);
    return [key, given];
  }));
}
