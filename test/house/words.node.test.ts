import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';

type Words = Record<string, string>;

/** Each file of src/labels but index and more holds words of one language and exports one table; `en-more` is the rest of `en`. */
async function languages(): Promise<Map<string, Words>> {
  const found = new Map<string, Words>();
  for (const file of filesUnder('src/labels', /\.ts$/)) {
    const name = file.slice('src/labels/'.length, -'.ts'.length);
    const language = name.replace(/-more$/, '');
    if (name === 'index' || name === 'more') continue;
    const [table] = Object.values((await import(join(projectFolder, file))) as Record<string, Words>);
    found.set(language, { ...found.get(language), ...table });
  }
  return found;
}

/**
 * The names in a text that are filled in: `{n}`, and `{n|one|many}` as just `n`. `total` counts as `n`: English says
 * "Ann and 3 others", Chinese counts Ann among them, so the same place takes another number.
 */
const blanks = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[}|]/g)].map(([, name]) => (name === 'total' ? 'n' : name)))].sort();

/** Both lists empty when both sides name the same. */
function compare(found: string[], wanted: string[]): { missing: string[]; unknown: string[] } {
  return { missing: wanted.filter((name) => !found.includes(name)), unknown: found.filter((name) => !wanted.includes(name)) };
}
const same = { missing: [], unknown: [] };

describe('labels', async () => {
  const tables = await languages();
  const english = tables.get('en') ?? {};
  for (const [language, words] of tables) {
    it(`${language} has every word, none empty, and no word of its own`, () => {
      assert.deepEqual(compare(Object.keys(words), Object.keys(english)), same);
      assert.deepEqual(Object.keys(words).filter((key) => !words[key]?.trim()), []);
    });

    it(`${language} fills in the same blanks as English`, () => {
      const different = Object.keys(english).filter((key) => {
        const expected = blanks(english[key]!);
        return blanks(words[key] ?? '').join() !== expected.join();
      });
      assert.deepEqual(different, []);
    });
  }
});

describe('errors', async () => {
  const file = filesUnder('src/protocol', /\/errors\.ts$/)[0];
  if (!file) return;
  const { ERRORS } = (await import(join(projectFolder, file))) as { ERRORS: Record<string, { code: number }> };

  it('have one code each', () => {
    const codes = Object.values(ERRORS).map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
  });

  for (const [language, words] of await languages()) {
    it(`each tells a person what to do, in ${language}`, () => {
      const told = Object.keys(words).flatMap((key) => (key.startsWith('error.') ? [key.slice('error.'.length)] : []));
      assert.deepEqual(compare(told, Object.keys(ERRORS)), same);
    });
  }
});
