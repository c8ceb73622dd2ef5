import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sampler } from '../../src/server/sampler.js';
import { chance } from './chance.js';

test('as long as there is room everything is held, in order', () => {
  const sampler = new Sampler<number>(5, chance(1));
  for (const item of [1, 2, 3]) sampler.add(item);
  assert.deepEqual(sampler.take(2), { items: [1, 2], shed: 0 });
  assert.deepEqual(sampler.take(9), { items: [3], shed: 0 });
});

test('what is taken and what is let go always add up', () => {
  const random = chance(7);
  const sampler = new Sampler<number>(20, random);
  let [added, taken, shed] = [0, 0, 0];
  for (let round = 0; round < 500; round++) {
    const count = Math.floor(random() * 60);
    for (let i = 0; i < count; i++) sampler.add(added++);
    const batch = sampler.take(Math.floor(random() * 25));
    taken += batch.items.length;
    shed += batch.shed;
    assert.equal(added, taken + shed + sampler.held);
    assert.ok(sampler.held <= 20);
  }
});

test('who comes late has the same chance as who comes first', () => {
  const random = chance(3);
  const hits = Array.from({ length: 10 }, () => 0);
  for (let round = 0; round < 4000; round++) {
    const sampler = new Sampler<number>(20, random);
    for (let i = 0; i < 200; i++) sampler.add(i);
    for (const item of sampler.take(20).items) hits[Math.floor(item / 20)]!++;
  }
  // 8000 expected for each tenth; 5 standard deviations are about 420.
  for (const hit of hits) assert.ok(Math.abs(hit - 8000) < 420, String(hits));
});
