import { ApiError } from './api-error.js';
import { type Calls, call, type Desk } from './call.js';
import { timeText } from './common-parameters.js';
import { choice, optional, type Parameter, text, texts } from './parameters.js';

const WORD = { max: 32, example: 'darn' };
const REPLACEMENT = { min: 0, max: 64, example: '***' };

/** Our third type of word, beside the vendor's two; its lists have 2 for all of them. */
const HOLD = '3';

interface Word {
  readonly word: string;
  readonly replacement: string | null;
  readonly hold?: true;
}

/** @throws {ApiError} too-many-words, with nothing changed. */
async function add({ moderation, settings, order }: Desk, words: readonly Word[]): Promise<void> {
  const fresh = new Set(words.map(({ word }) => word).filter((word) => !moderation.rules.has('word', '', word)));
  if (moderation.rules.list('word', '').length + fresh.size > settings.wordsMax) {
    throw new ApiError('too-many-words', `At most ${settings.wordsMax} words in all.`);
  }
  for (const word of words) await order({ op: 'word', ...word, on: true });
}

async function remove({ order }: Desk, words: readonly string[]): Promise<void> {
  for (const word of words) await order({ op: 'word', word, replacement: null, on: false });
}

const single = text('', WORD);
const replacement = text('', REPLACEMENT);
const items: Parameter<string[]> = texts('', 50, { max: 1024, example: '{"word":"darn","replaceWord":"***"}' });

/** `{ word, replaceWord? }`, many of them: the call comes as JSON. */
const WORDS: Parameter<Word[]> = {
  schema: {
    type: 'array',
    description: 'Words, each with what stands for it; without, messages with the word are refused, or wait for a moderator with type 3 (ours).',
    items: { type: 'object', description: '{ word, replaceWord?, type? }', example: { word: 'darn', replaceWord: '***' } },
    minItems: 1,
    maxItems: 50,
    example: [{ word: 'darn', replaceWord: '***' }],
  },
  required: true,
  read(fields, name) {
    return items.read(fields, name).map((item) => {
      const wrong = new ApiError('parameter', `${name} must be a list of { word, replaceWord }.`);
      let value: { word?: unknown; replaceWord?: unknown; type?: unknown };
      try {
        value = JSON.parse(item) as typeof value;
      } catch {
        throw wrong;
      }
      const { word, replaceWord = null, type } = value ?? {};
      if (typeof word !== 'string' || (replaceWord !== null && typeof replaceWord !== 'string')) throw wrong;
      single.read(new Map([['word', [word]]]), 'word');
      if (replaceWord) replacement.read(new Map([['replaceWord', [replaceWord]]]), 'replaceWord');
      // The vendor has no type here, and whatever else comes as one means nothing to it.
      return String(type) === HOLD ? { word, replacement: null, hold: true } : { word, replacement: replaceWord || null };
    });
  },
};

/** Words that are masked or refused in texts of people. What comes by the Server API is not looked at. */
export const WORD_CALLS: Calls = {
  'sensitiveword/add': call({
    summary: 'Masks a word in what people write; or, without a replacement, refuses messages with it; or holds them for a moderator.',
    parameters: {
      word: text('Upper and lower case count as one.', WORD),
      replaceWord: optional(text('What stands for it.', REPLACEMENT), undefined),
      type: optional(choice('0: mask, even by nothing. 1: refuse. 3 (ours): hold for review.', ['0', '1', HOLD]), undefined),
    },
    act({ word, replaceWord, type }, desk) {
      if (type === HOLD) return add(desk, [{ word, replacement: null, hold: true }]);
      const masks = type === undefined ? replaceWord !== undefined : type === '0';
      return add(desk, [{ word, replacement: masks ? (replaceWord ?? '') : null }]);
    },
  }),
  'sensitiveword/batch/add': call({
    summary: 'Many of them, as JSON.',
    parameters: { words: WORDS },
    act: ({ words }, desk) => add(desk, words),
  }),
  'sensitiveword/delete': call({
    summary: 'Takes a word off the list.',
    parameters: { word: text('The word.', WORD) },
    act: ({ word }, desk) => remove(desk, [word]),
  }),
  'sensitiveword/batch/delete': call({
    summary: 'Takes words off the list.',
    parameters: { words: texts('The words, the field repeated.', 50, WORD) },
    act: ({ words }, desk) => remove(desk, words),
  }),
  'sensitiveword/list': call({
    summary: 'The words.',
    parameters: { type: optional(choice('0: those that are masked. 1: those that are refused. 2: all. 3 (ours): those that are held.', ['0', '1', '2', HOLD]), '2') },
    answers: { words: [{ type: '0', word: 'darn', replaceWord: '***', time: '2026-01-31 12:00:00', timestamp: 1769860800000 }] },
    act: ({ type }, { moderation }) => ({
      words: moderation.rules
        .list('word', '')
        .map(({ key, value }) => ({
          type: value.hold ? HOLD : value.replacement === null ? '1' : '0',
          word: key,
          ...(value.replacement === null ? {} : { replaceWord: value.replacement }),
          time: timeText(value.at),
          timestamp: value.at,
        }))
        .filter((word) => type === '2' || word.type === type),
    }),
  }),
};
