import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { EmojiDatabase } from '../../../../src/elements/chat-input/emoji/emoji-database.js';
import { parseEmoji, searchEmoji } from '../../../../src/elements/chat-input/emoji/emoji-table.js';
import { GLYPHS } from '../../../../src/elements/chat-input/emoji/data/glyphs.js';
import { WORDS as english } from '../../../../src/elements/chat-input/emoji/data/words-en.js';
import { WORDS as chinese } from '../../../../src/elements/chat-input/emoji/data/words-zh-CN.js';
import { projectFolder } from '../../../support/folders.js';
import { emojiTables } from './make-emoji-data.js';

const en = parseEmoji(GLYPHS, english);
const zh = parseEmoji(GLYPHS, chinese);
/** Unicode's own form of it: with the selector that asks for a picture. */
const thumb = '👍\ufe0f';

const found = (table: typeof en, query: string) => searchEmoji(table, query).map(({ unicode }) => unicode);

describe('the emoji table', () => {
  it('is the one of the installed data package', () => {
    for (const [file, text] of emojiTables()) {
      const kept = readFileSync(join(projectFolder, 'src/elements/chat-input/emoji/data', file), 'utf8');
      assert.ok(kept === text, `${file} is out of date: run npx tsx test/elements/chat-input/emoji/make-emoji-data.ts`);
    }
  });

  it('names every emoji in every language', () => {
    for (const table of [en, zh]) {
      assert.equal(table.all.length, table.words.length);
      assert.deepEqual(table.all.filter(({ annotation, unicode }) => !annotation || !unicode), []);
    }
    assert.equal(zh.byEmoji.get('🚀')?.annotation, '火箭');
    assert.equal(en.byEmoji.get('🚀')?.annotation, 'rocket');
  });

  it('knows groups, versions and skin tones', () => {
    assert.deepEqual([en.byEmoji.get('😀')?.group, en.byEmoji.get('🇨🇳')?.group], [0, 9]);
    assert.equal(en.byEmoji.get('🫠')?.version, 14);
    assert.deepEqual(en.byEmoji.get(thumb)?.skins?.map(({ tone, unicode }) => `${tone} ${unicode}`), ['1 👍🏻', '2 👍🏼', '3 👍🏽', '4 👍🏾', '5 👍🏿']);
    assert.equal(en.byEmoji.get('👍🏽')?.unicode, thumb);
    assert.equal(en.byEmoji.get('🚀')?.skins, undefined);
    assert.ok(en.byEmoji.has('#️⃣'), 'the keycap that looks like a group line');
  });
});

describe('emoji search', () => {
  it('finds by beginnings of words, all of them, exact names first', () => {
    assert.equal(found(en, 'rocket')[0], '🚀');
    assert.equal(found(en, 'ROCK')[0], '🪨');
    assert.ok(found(en, 'smil heart').includes('🥰'));
    assert.ok(!found(en, 'hat').includes('❓'), '"what" is not a hat');
    assert.deepEqual(found(en, '  '), []);
    assert.deepEqual(found(en, 'qwxz'), []);
  });

  it('finds Chinese by any part of a word, and by pinyin', () => {
    assert.ok(found(zh, '火箭').includes('🚀'));
    assert.ok(found(zh, '箭').includes('🚀'));
    assert.ok(found(zh, 'huojian').includes('🚀'));
    assert.ok(found(zh, 'huo').includes('🚀'));
  });
});

describe('the emoji database', () => {
  function storage(start: Record<string, string> = {}) {
    const kept = new Map(Object.entries(start));
    return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  }

  it('remembers what a person uses most, and their skin tone, over visits', async () => {
    const store = storage();
    const first = new EmojiDatabase(en, 'en', 'x', store);
    for (const emoji of ['🚀', thumb, thumb]) await first.incrementFavoriteEmojiCount(emoji);
    await first.setPreferredSkinTone(3);
    const second = new EmojiDatabase(en, 'en', 'x', store);
    assert.deepEqual((await second.getTopFavoriteEmoji(8)).map(({ unicode }) => unicode), [thumb, '🚀']);
    assert.equal(await second.getPreferredSkinTone(), 3);
  });

  it('works where nothing can be stored, and with spoiled habits', async () => {
    const full = () => {
      throw new Error('full');
    };
    const refusing = { getItem: () => null, setItem: full };
    const database = new EmojiDatabase(en, 'en', 'x', refusing);
    await database.incrementFavoriteEmojiCount('🚀');
    assert.equal((await database.getTopFavoriteEmoji(1))[0]?.unicode, '🚀');
    for (const spoiled of ['{', 'null', '{"counts":{"🚀":"many"},"tone":99}', '[]']) {
      const other = new EmojiDatabase(en, 'en', 'x', storage({ 'live-chatroom.emoji': spoiled }));
      assert.equal(await other.getPreferredSkinTone(), 0);
      assert.deepEqual(await other.getTopFavoriteEmoji(8), []);
    }
  });

  it('gives a group in the order of Unicode', async () => {
    const database = new EmojiDatabase(en, 'en', 'x', null);
    const flags = await database.getEmojiByGroup(9);
    assert.equal(flags[0]?.unicode, '🏁');
    assert.ok(flags.length > 250);
  });
});
