import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { ChatRoom } from '../../../src/client/contract.js';
import { CrowdRunner } from '../../../src/elements/crowd-simulator/crowd-runner.js';
import { hubVenue } from '../../../src/elements/crowd-simulator/hub-venue.js';
import type { Scenario } from '../../../src/elements/crowd-simulator/scenarios.js';
import { crowdScript } from '../../../src/elements/crowd-simulator/script.js';
import { TYPE } from '../../../src/protocol/message.js';
import { FakeEnvironment } from '../../client/fakes.js';

/** A scenario from its beginning, over the local client: one viewer whose line suffers, and one whose line is good. */
async function play(scenario: Scenario, seconds: number, seed = 7) {
  const env = new FakeEnvironment();
  const hub = new LocalHub(env);
  const [ann, bo] = ['Ann', 'Bo'].map((user) => createLocalClient({ user, hub, environment: env }));
  const [suffering, steady] = await Promise.all([ann!.join('r'), bo!.join('r')]);
  let broken = 0;
  ann!.on('state', ({ state }) => (broken += state === 'connected' ? 0 : 1));
  const runner = new CrowdRunner(hubVenue(hub, ann!), 'r', crowdScript({ scenario, seed, viewers: 20_000 }), env);
  runner.start();
  await env.pass(seconds * 1000);
  runner.stop();
  // Time to come back.
  await env.pass(60_000);
  const show = {
    counts: runner.counts,
    suffering: log(suffering!),
    steady: log(steady!),
    likes: [suffering!.likes, steady!.likes],
    broken,
    reports: env.reports,
    kinds: new Set(steady!.messages.map(({ type }) => type)),
  };
  for (const client of [ann, bo]) client!.disconnect();
  hub.close();
  return show;
}

/** What a viewer has of what was said and given; news that has no place in the room's order comes and goes. */
const NEWS: readonly string[] = [TYPE.members, TYPE.sums];
function log({ messages }: ChatRoom): string[] {
  return messages.filter(({ type }) => !NEWS.includes(type)).map(({ id, type, sender, content }) => JSON.stringify([id, type, sender.id, type === TYPE.recalled ? '' : content]));
}

const print = (lines: string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');

describe('a worst day over the local client', () => {
  it('has everything in it, breaks the viewer’s line again and again, and breaks nothing else', async () => {
    const { counts, kinds, broken, reports } = await play('worst-day', 62);
    assert.ok(counts.messages > 1500, `${counts.messages} messages`);
    assert.ok(counts.gifts > 250, `${counts.gifts} gifts`);
    assert.ok(counts.recalls > 50, `${counts.recalls} recalls`);
    assert.ok(counts.breaks > 5, `${counts.breaks} breaks`);
    assert.ok(broken > 3, `${broken} times not connected`);
    assert.equal(counts.skipped, 0);
    assert.deepEqual(reports, []);
    for (const type of [TYPE.text, TYPE.gift, TYPE.superchat]) assert.ok(kinds.has(type), type);
  });

  it('leaves a viewer whose line was lost, stalled and asleep with what all others have, in their order', async () => {
    const { suffering, steady, likes } = await play('worst-day', 62);
    const newest = 200;
    assert.deepEqual(suffering.slice(-newest), steady.slice(-newest));
    assert.equal(new Set(suffering).size, suffering.length);
    assert.equal(likes[0], likes[1]);
  });

  it('is the same show for the same seed, message for message, and another for another', async () => {
    const [one, again, other] = [await play('worst-day', 62), await play('worst-day', 62), await play('worst-day', 62, 8)];
    assert.equal(print(one.steady), print(again.steady));
    assert.deepEqual(one.counts, again.counts);
    assert.notEqual(print(one.steady), print(other.steady));
  });
});
