import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { SignJWT } from 'jose';
import { CrowdRunner } from '../../src/elements/crowd-simulator/crowd-runner.js';
import { person } from '../../src/elements/crowd-simulator/people.js';
import { crowdScript, type CrowdEvent } from '../../src/elements/crowd-simulator/script.js';
import { createChatServer, type TokenUser } from '../../src/server/index.js';
import { TYPE, textOf, type Content } from '../../src/protocol/message.js';
import { APP_KEY, SECRET } from '../server/stage.js';
import { enter, Pool } from './pool.js';

/** A real server, a crowd of a host and seven, and somebody who watches. */
async function open(t: TestContext, { shopKey }: { shopKey?: string } = {}) {
  const server = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, ...(shopKey ? { receiptKeys: [shopKey] } : {}) });
  const { port, host } = await server.listen(0);
  const buying = (user: TokenUser) => ({ gift, count, price, amount, currency }: Readonly<Content>, room: string) =>
    new SignJWT({ gift, count, price, amount, currency, room })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id).setAudience(APP_KEY).setJti(randomUUID()).setExpirationTime('2m')
      .sign(new TextEncoder().encode(shopKey));
  const come = (user: TokenUser) => enter(`http://${host}:${port}/chat`, () => server.issueToken(user), 'r', shopKey ? buying(user) : undefined);
  const people = await Promise.all(Array.from({ length: 8 }, (_, n) => come(n === 0 ? { id: 'h', name: 'Host', role: 'host' } : { id: person(n - 1).id, name: person(n - 1).name })));
  const watcher = await come({ id: 'w', name: 'Watcher' });
  t.after(async () => {
    for (const { client } of [...people, watcher]) client.disconnect();
    await server.close({ graceMs: 1000 });
  });
  return { people, watcher, pool: new Pool(people) };
}

async function until(check: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!check()) {
    assert.ok(Date.now() < end, `${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** As a script, but all at once: when it happens is the runner's business, tested elsewhere. */
function act(pool: Pool, events: CrowdEvent[]): CrowdRunner {
  const runner = new CrowdRunner(pool, 'r', events.map((event) => ({ ...event, at: 0 }))[Symbol.iterator](), { now: () => performance.now(), after: () => () => {} });
  runner.start();
  runner.stop();
  return runner;
}

const first = (count: number, kind: CrowdEvent['kind'], scenario: 'worst-day' | 'gift-storm' = 'worst-day') => {
  const found: CrowdEvent[] = [];
  for (const event of crowdScript({ scenario, seed: 7, viewers: 7 })) {
    if (event.kind === kind) found.push(event);
    if (found.length === count) return found;
  }
  return found;
};

describe('a crowd on a real server', () => {
  it('talks, gives, pays, likes, comes and takes back, each as the one who does it', async (t) => {
    const { pool, watcher, people } = await open(t);
    const talk = first(7, 'say');
    const { room } = watcher;
    act(pool, [...first(2, 'staff'), ...talk, ...first(3, 'gift', 'gift-storm'), ...first(1, 'superchat'), ...first(1, 'like')]);
    await until(() => room.messages.filter(({ type }) => type === TYPE.text).length >= 7 && room.likes > 0, 'talk and likes');
    const said = room.messages.filter(({ type }) => type === TYPE.text).map(textOf).sort();
    assert.deepEqual(said, talk.map((event) => ('draft' in event ? event.draft.text! : '')).sort());
    await until(() => [TYPE.gift, TYPE.superchat, TYPE.pin, TYPE.goal].every((type) => room.messages.some((message) => message.type === type)), 'the show');
    assert.equal(new Set(room.messages.filter(({ type }) => type === TYPE.pin).map(({ sender }) => sender.id)).size, 1);
    assert.deepEqual([...pool.failed], []);

    const id = pool.say('r', person(2), { text: 'not meant' });
    await until(() => room.messages.some((message) => textOf(message) === 'not meant'), 'the message');
    pool.recall('r', id);
    await until(() => room.messages.some(({ type }) => type === TYPE.recalled), 'the recall');

    const went: string[] = [];
    for (const one of people) one.room.on('state', ({ state }) => went.push(state));
    act(pool, first(1, 'join'));
    await until(() => went.includes('left') && went.at(-1) === 'joined', 'somebody who leaves and comes');
    assert.deepEqual([...pool.failed], []);
  });

  it('pays at the shop where the server asks for receipts', async (t) => {
    const { pool, watcher } = await open(t, { shopKey: 'the key of a shop, more than 32 bytes long' });
    act(pool, [...first(3, 'gift', 'gift-storm'), ...first(1, 'superchat')]);
    const arrived = (type: string) => watcher.room.messages.filter((message) => message.type === type).length;
    await until(() => arrived(TYPE.gift) === 3 && arrived(TYPE.superchat) === 1, 'what was paid');
    assert.deepEqual([...pool.failed], []);
  });

  it('counts what is refused, here or there, and goes on', async (t) => {
    const { pool, watcher } = await open(t);
    // More than a text may have, and more in a second than anybody may say.
    pool.say('r', person(1), { text: 'a'.repeat(600) });
    for (let n = 0; n < 12; n++) pool.say('r', person(2), { text: `fast ${n}` });
    pool.say('r', person(3), { text: 'after all that' });
    await until(() => watcher.room.messages.some((message) => textOf(message) === 'after all that') && pool.failed.size === 2, 'refusals');
    assert.equal(pool.failed.get('too-large'), 1);
    assert.ok(pool.failed.get('rate-limited')! > 0);
  });

  it('loses its lines, stalls, sleeps and wakes, and is all there again', async (t) => {
    const { pool, people, watcher } = await open(t);
    const back = () => people.every(({ client, room }) => client.state === 'connected' && room.state === 'joined');
    pool.cut();
    await until(() => !back(), 'the cut');
    await until(back, 'the return');
    pool.stall(200);
    pool.sleep(true);
    pool.say('r', { id: 'h', name: 'Host', role: 'host' }, { text: 'while some are away' });
    await until(() => watcher.room.messages.some((message) => textOf(message) === 'while some are away'), 'the message');
    pool.sleep(false);
    await until(() => people.every(({ room }) => room.messages.some((message) => textOf(message) === 'while some are away')), 'catching up');
    await until(back, 'everybody');
    assert.deepEqual([...pool.failed], []);
  });

  it('needs somebody to be a crowd', () => {
    assert.throws(() => new Pool([]), TypeError);
  });
});
