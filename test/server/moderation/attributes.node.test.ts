import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { ClientFrameOf, ServerFrame, ServerFrameOf, WireAttribute } from '../../../src/protocol/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { Caller } from '../api/caller.js';
import { createCluster } from '../bus/cluster.js';
import type { Probe } from '../probe.js';
import type { Stage } from '../stage.js';

const CONFLICT = 23431;
let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`attributes on several servers: ${what}`, { skip: noRedis, timeout: 40_000 }, run);
const fast = { framesBurst: 10_000, framesPerSecond: 10_000 };

async function set(probe: Probe, values: Record<string, string | null>, more: Partial<ClientFrameOf<'attr'>> = {}): Promise<ServerFrame> {
  const id = probe.id();
  probe.send({ k: 'attr', id, room: 'r', set: values, force: true, ...more });
  return probe.reply(id);
}
async function all(probe: Probe): Promise<Record<string, WireAttribute>> {
  const id = probe.id();
  probe.send({ k: 'ask', id, room: 'r', what: 'attributes' });
  return ((await probe.reply(id)) as ServerFrameOf<'ok'>).attrs!;
}
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
/** More than a hundred changes a second are refused in a room. */
const withinRate = async (answer: () => Promise<ServerFrame>): Promise<ServerFrame> => {
  for (;;) {
    const frame = await answer();
    if (frame.k !== 'err' || frame.in === undefined) return frame;
    await new Promise((wake) => setTimeout(wake, frame.in));
  }
};
const open = async (t: TestContext): Promise<{ stages: Stage[]; probes: Probe[]; prefix: string }> => {
  const prefix = `attributes${++prefixes}`;
  const stages = await createCluster(t, redis, 2, { prefix, ...fast });
  return { stages, prefix, probes: [await stages[0]!.guest('ann', 'r'), await stages[1]!.guest('bob', 'r')] };
};

check('of two who expect the same version exactly one succeeds, each of two hundred times, and all agree on who', async (t) => {
  const { probes, prefix } = await open(t);
  const [ann, bob] = probes as [Probe, Probe];
  let version = 0;
  const versions = [];
  const winners = new Set<string>();
  for (let round = 0; round < 200; round++) {
    // Now one is asked first, now the other.
    const asked = round % 2 ? probes : probes.toReversed();
    const answers = await Promise.all(asked.map((probe, n) => withinRate(() => set(probe, { seat: `${round} ${n}` }, { was: { seat: version } }))));
    assert.deepEqual(answers.map(code).sort(), [CONFLICT, 'ok'], `round ${round}: ${JSON.stringify(answers)}`);
    const winner = answers.findIndex(({ k }) => k === 'ok');
    // Whoever has had an answer knows the outcome.
    const [seat, same] = [(await all(ann))['seat'], (await all(bob))['seat']];
    assert.deepEqual(seat, same);
    assert.equal(seat?.[0], `${round} ${winner}`);
    winners.add(seat![1]);
    versions.push((version = seat![2]));
  }
  assert.deepEqual(versions, [...new Set(versions)].sort((a, b) => a - b));
  assert.deepEqual([...winners].sort(), ['ann', 'bob']);
  const [late] = await createCluster(t, redis, 1, { prefix });
  assert.deepEqual((await all(await late!.guest('late', 'r')))['seat'], (await all(ann))['seat']);
});

check('also of two who expect that it is not there, over many times in which it goes', async (t) => {
  const { probes } = await open(t);
  const versions: number[] = [];
  for (let round = 0; round < 60; round++) {
    const answers = await Promise.all(probes.map((probe, n) => withinRate(() => set(probe, { seat: `${n}` }, { was: { seat: 0 } }))));
    assert.deepEqual(answers.map(code).sort(), [CONFLICT, 'ok']);
    const version = (await all(probes[0]!))['seat']![2];
    versions.push(version);
    const gone = await Promise.all(probes.map((probe) => withinRate(() => set(probe, { seat: null }, { was: { seat: version } }))));
    assert.deepEqual(gone.map(code).sort(), [CONFLICT, 'ok']);
  }
  assert.deepEqual(versions, [...new Set(versions)].sort((a, b) => a - b));
});

check('who expects nothing is done in the end, however many change the same at once', async (t) => {
  const { stages, probes } = await open(t);
  const many = Array.from({ length: 40 }, (_, n) => withinRate(() => set(probes[n % 2]!, { topic: `${n}`, [`own${n % 2}`]: `${n}` })));
  const calls = Array.from({ length: 5 }, (_, n) => Caller.at(stages[n % 2]!.url).do('chatroom/entry/set', { chatroomId: 'r', userId: 'host', key: 'topic', value: `call ${n}` }));
  assert.deepEqual([...new Set((await Promise.all(many)).map((frame) => [code(frame), (frame as ServerFrameOf<'ok'>).failed]).map(String))], ['ok,']);
  await Promise.all(calls);
  assert.deepEqual(await all(probes[0]!), await all(probes[1]!));
  // Of one connection the last word counts.
  assert.deepEqual([(await all(probes[0]!))['own0']?.[0], (await all(probes[0]!))['own1']?.[0]], ['38', '39']);
});
