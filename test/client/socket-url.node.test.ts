import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { socketUrl } from '../../src/client/socket-url.js';

describe('the address of the server', () => {
  for (const [given, used] of [
    ['ws://127.0.0.1:8787/chat', 'ws://127.0.0.1:8787/chat'],
    ['wss://example.com/chat?shard=2', 'wss://example.com/chat?shard=2'],
    ['https://example.com/chat', 'wss://example.com/chat'],
    ['http://localhost:8787/chat#top', 'ws://localhost:8787/chat'],
  ] as const) {
    it(`${given} → ${used}`, () => assert.equal(socketUrl(given), used));
  }

  for (const wrong of ['', 'example.com', '/chat', 'ftp://example.com', 'javascript:alert(1)']) {
    it(`is not ${JSON.stringify(wrong)} where there is no page`, () => {
      assert.throws(() => socketUrl(wrong), { name: 'TypeError', message: /^url must/ });
    });
  }
});
