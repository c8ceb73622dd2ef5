import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStage } from './stage.js';

test('where one device is the rule, the newest ends the others, which are told not to come back', async (t) => {
  const stage = await createStage(t, { devices: 'one' });
  const first = await stage.guest('ann', 'r');
  const bob = await stage.guest('bob', 'r');
  const second = await stage.guest('ann', 'r');
  const bye = await first.next('bye');
  assert.deepEqual([bye.code, bye.again], [31010, false]);
  await first.closed;
  assert.equal((await second.say('r', 'here now')).k, 'ack');
  await bob.settled();
  assert.equal(bob.ws.readyState, bob.ws.OPEN);
});

test('otherwise a user is in as often as they like', async (t) => {
  const stage = await createStage(t);
  const both = [await stage.guest('ann', 'r'), await stage.guest('ann', 'r')];
  for (const probe of both) assert.equal((await probe.say('r', 'x')).k, 'ack');
  assert.equal(stage.chat.memberCount('r'), 1);
});
