import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ChatError, ERRORS, type ErrorName } from '../../src/protocol/errors.js';
import { enMore } from '../../src/labels/en-more.js';
import { zhCN } from '../../src/labels/zh-CN.js';

it('carries code, name and whether to try again', () => {
  const error = new ChatError('muted', { message: 'until noon', retryInMs: 5000 });
  assert.equal(error.code, 23408);
  assert.equal(error.name, 'muted');
  assert.equal(error.message, 'muted: until noon');
  assert.equal(error.detail.retryInMs, 5000);
  assert.ok(error instanceof Error);
});

it('uses the codes of the original system', () => {
  const codes: Partial<Record<ErrorName, number>> = {
    'rate-limited': 20604,
    'word-blocked': 21501,
    'not-in-room': 23406,
    muted: 23408,
    'kicked-from-room': 23409,
    'room-not-found': 23410,
    'room-full': 23411,
    'too-large': 30016,
    'token-incorrect': 31004,
    'user-banned': 31009,
    'kicked-by-other-device': 31010,
    'token-expired': 31020,
  };
  for (const [name, code] of Object.entries(codes)) assert.equal(ERRORS[name as ErrorName].code, code, name);
});

it('has one name per code and words for each in every language', () => {
  const names = Object.keys(ERRORS) as ErrorName[];
  assert.equal(new Set(names.map((name) => ERRORS[name].code)).size, names.length);
  for (const name of names) {
    assert.equal(ChatError.fromCode(ERRORS[name].code).name, name);
    for (const words of [enMore, zhCN] as Record<string, string>[]) assert.ok(words[`error.${name}`], name);
  }
});

it('keeps the code of an error it does not know', () => {
  const error = ChatError.fromCode(12345);
  assert.equal(error.name, 'unknown');
  assert.match(error.message, /12345/);
});

it('wraps whatever was thrown, once', () => {
  const inner = new ChatError('timeout');
  assert.equal(ChatError.from(inner), inner);
  assert.equal(ChatError.from(new Error('socket hang up'), 'network').name, 'network');
  assert.match(ChatError.from('text').message, /text/);
});
