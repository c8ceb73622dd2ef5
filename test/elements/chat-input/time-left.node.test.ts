import assert from 'node:assert/strict';
import { it } from 'node:test';
import { timeLeft } from '../../../src/elements/chat-input/time-left.js';

it('counts the last hour like a clock, and longer times in hours and days, never too few', () => {
  const told = [1, 59, 60, 61, 599, 3600, 3601, 7200, 86_400, 86_401, 2_592_000].map((seconds) => timeLeft(seconds, 'en'));
  assert.deepEqual(told, ['0:01', '0:59', '1:00', '1:01', '9:59', '60:00', '2 hours', '2 hours', '24 hours', '2 days', '30 days']);
});

it('speaks the language', () => {
  assert.equal(timeLeft(172_800, 'zh-CN'), '2天');
});
