import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Wording } from '../../../src/elements/danmaku-layer/wording.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function open(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const loads: { lang: string; come: () => void; fail: (error: Error) => void }[] = [];
  const told: string[] = [];
  const wording = new Wording(
    () => told.push('ready'),
    (error) => told.push(String(error)),
    (lang) => new Promise((resolve, reject) => loads.push({ lang, come: () => resolve(null), fail: reject })),
  );
  return { loads, told, wording };
}

test('what has waited goes once the words are there', async (t) => {
  const { loads, told, wording } = open(t);
  assert.equal(wording.ready, false);
  for (let i = 0; i < 3; i++) wording.follow('zh-CN');
  loads[0]!.come();
  await settle();
  t.mock.timers.tick(10_000);
  assert.deepEqual([told, wording.ready, loads.length], [['ready'], true, 1]);
});

test('a language that is left before its words have come is not waited for', async (t) => {
  const { loads, told, wording } = open(t);
  wording.follow('zh-CN');
  wording.follow('en');
  loads[0]!.come();
  await settle();
  assert.deepEqual([told, wording.ready], [[], false]);
  loads[1]!.come();
  await settle();
  assert.deepEqual([told, wording.ready], [['ready'], true]);
});

test('English stands in after three seconds, or at once when the words cannot come, which is told', async (t) => {
  const { loads, told, wording } = open(t);
  wording.follow('zh-CN');
  t.mock.timers.tick(2999);
  assert.equal(wording.ready, false);
  t.mock.timers.tick(1);
  assert.equal(wording.ready, true);
  wording.follow('ja');
  loads[1]!.fail(new Error('no network'));
  await settle();
  assert.deepEqual([told, wording.ready], [['ready', 'Error: no network', 'ready'], true]);
});
