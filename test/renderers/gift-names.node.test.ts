import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRegistry } from '../../src/renderers/index.js';
import { loadLabels, translate } from '../../src/labels/index.js';
import '../../src/labels/more.js';
import { toMessage } from '../../src/protocol/message.js';
import type { Surface } from '../../src/renderers/registry.js';

await loadLabels('zh-CN');
const registry = createRegistry();
const both = { en: 'Rose', 'zh-CN': '玫瑰' };

function shown(surface: Surface, lang: string, name: unknown): string {
  const message = toMessage({ type: 'live:gift', content: { gift: 'rose', name, price: 1, count: 1 }, sender: { id: 'ann', name: 'Ann' } });
  const rendered = registry.render(message, { surface, lang, t: (key, values) => translate(lang, key, values), self: null });
  return typeof rendered === 'string' ? rendered : JSON.stringify(rendered);
}

describe('the name of a gift that somebody else has sent', () => {
  for (const surface of ['row', 'danmaku', 'banner', 'spoken', 'digest'] as const) {
    it(`is in the reader's language in a ${surface}`, () => {
      assert.match(shown(surface, 'en-GB', both), /Rose/);
      assert.match(shown(surface, 'zh-CN', both), /玫瑰/);
      assert.doesNotMatch(shown(surface, 'zh-CN', both), /Rose|object/);
    });

    it(`is as it came in a ${surface} where it came in one`, () => {
      assert.match(shown(surface, 'zh-CN', 'Rose'), /Rose/);
    });

    it(`is nothing strange in a ${surface} where it is no name at all`, () => {
      for (const name of [undefined, null, 7, ['x'], {}]) assert.doesNotMatch(shown(surface, 'en', name), /undefined|null|object Object|7/);
    });
  }
});
