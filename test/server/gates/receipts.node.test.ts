import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { SignJWT } from 'jose';
import type { ServerFrame } from '../../../src/protocol/index.js';
import { type ChatServerOptions, createChatServer, SqliteStore } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { createCluster } from '../bus/cluster.js';
import { scratchFolder } from '../scratch.js';
import { APP_KEY, createStage, SECRET } from '../stage.js';

const REFUSED = 90017;
const SHOP_KEY = 'the key of the shop, which has 32 bytes and more';
const bytes = (text: string) => new TextEncoder().encode(text);
const soon = () => Math.floor(Date.now() / 1000) + 300;
const GIFT = { gift: 'rose', name: 'Rose', price: 10, count: 3 };
const SOLD = { sub: 'ann', room: 'r', gift: 'rose', price: 10, count: 3, aud: APP_KEY };

let receipts = 0;
/** What a shop hands out, by RFC 7515 and 7519 and nothing of ours. */
function sell(claims: object = {}, key: Parameters<SignJWT['sign']>[0] = bytes(SHOP_KEY), alg = 'HS256'): Promise<string> {
  return new SignJWT({ ...SOLD, jti: `receipt-${++receipts}`, exp: soon(), ...claims }).setProtectedHeader({ alg }).sign(key);
}
const gift = (receipt?: string, more: object = {}) => ({ t: 'live:gift', c: { ...GIFT, ...more, ...(receipt === undefined ? {} : { receipt }) } });
const result = (frame: ServerFrame) => (frame.k === 'err' ? [frame.code, frame.msg?.replace(/^.*receipt: /, '')] : frame.k);

async function open(t: TestContext, options: Partial<ChatServerOptions> = {}) {
  const stage = await createStage(t, { receiptKeys: [SHOP_KEY], limits: { messagesPerSecond: 100 }, ...options });
  return { stage, ann: await stage.guest('ann', 'r') };
}

test('a gift with a receipt of the shop is given, and nobody sees the receipt', async (t) => {
  const { stage, ann } = await open(t);
  const bob = await stage.guest('bob', 'r');
  assert.equal(result(await ann.say('r', '', gift(await sell()))), 'ack');
  await bob.next('b', (batch) => batch.m?.some(({ t: type }) => type === 'live:gift') === true);
  assert.deepEqual(bob.received()[0]?.c, { ...GIFT, user: { id: 'ann', name: 'ANN' } });
  const paid = await sell({ gift: undefined, price: undefined, count: undefined, amount: 60, currency: 'coin' });
  const words = { content: 'hello', amount: 60, currency: 'coin', tier: 2 };
  assert.equal(result(await ann.say('r', '', { t: 'live:superchat', c: { ...words, receipt: paid } })), 'ack');
  // Words cost nothing.
  assert.equal(result(await ann.say('r', 'hello')), 'ack');
});

test('without a receipt that fits it is refused, and says why', async (t) => {
  const { ann } = await open(t);
  const wrong: [string, object][] = [
    ['missing', gift()],
    ['missing', gift('')],
    ['missing', gift('x'.repeat(4097))],
    ['unreadable', gift('not.a.receipt')],
    ['not signed by the shop', gift(await sell({}, bytes('some other key, also with at least 32 bytes')))],
    ['expired', gift(await sell({ exp: soon() - 3600 }))],
    ['unreadable', gift(await sell({ exp: undefined }))],
    ['unreadable', gift(await sell({ aud: 'another-app' }))],
    ['unreadable', gift(await sell({ jti: undefined }))],
    ['without an id', gift(await sell({ jti: 'x'.repeat(65) }))],
    ['good for more than an hour', gift(await sell({ exp: soon() + 7200 }))],
    ['for somebody or somewhere else', gift(await sell({ sub: 'bob' }))],
    ['for somebody or somewhere else', gift(await sell({ room: 'another' }))],
    ['for something else', gift(await sell({ count: 2 }))],
    ['for something else', gift(await sell({ price: 1 }))],
    ['for something else', gift(await sell({ gift: 'tulip' }))],
    ['for something else', { t: 'live:superchat', c: { content: 'hi', amount: 60, currency: 'coin', tier: 2, receipt: await sell() } }],
  ];
  for (const [why, message] of wrong) assert.deepEqual(result(await ann.say('r', '', message)), [REFUSED, why]);
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...SOLD, jti: 'x', exp: soon() })).toString('base64url')}.`;
  assert.equal((result(await ann.say('r', '', gift(unsigned))) as unknown[])[0], REFUSED);
});

test('a receipt counts once: in other messages, other rooms, both at once, and after a restart; the same message may come again', async (t) => {
  const file = join(scratchFolder(), 'rooms.db');
  const { stage, ann } = await open(t, { store: new SqliteStore(file) });
  const receipt = await sell();
  const mid = `${ann.namespace}first`;
  const first = await ann.say('r', '', { ...gift(receipt), mid });
  const again = await ann.say('r', '', { ...gift(receipt), mid });
  assert.deepEqual([result(first), again.k === 'ack' && again.dup], ['ack', true]);
  assert.deepEqual(result(await ann.say('r', '', gift(receipt))), [REFUSED, 'used before']);
  const twice = await sell();
  const both = (await Promise.all([ann.say('r', '', gift(twice)), ann.say('r', '', gift(twice))])).map(result);
  assert.deepEqual(both.filter((one) => one === 'ack').length, 1);
  assert.deepEqual(both.filter((one) => one !== 'ack'), [[REFUSED, 'used before']]);
  await stage.chat.close();

  const next = await open(t, { store: new SqliteStore(file) });
  for (const used of [receipt, twice]) assert.deepEqual(result(await next.ann.say('r', '', gift(used))), [REFUSED, 'used before']);
  const known = await next.ann.say('r', '', { ...gift(receipt), mid });
  assert.equal(known.k === 'ack' && known.dup, true);
});

test('two keys at once, of either kind', async (t) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { ann } = await open(t, { receiptKeys: [publicKey.export({ type: 'spki', format: 'pem' }) as string, SHOP_KEY] });
  assert.equal(result(await ann.say('r', '', gift(await sell({}, privateKey, 'EdDSA')))), 'ack');
  assert.equal(result(await ann.say('r', '', gift(await sell()))), 'ack');
  // A public key is known to all: it must not do as a secret.
  const forged = await sell({}, bytes(publicKey.export({ type: 'spki', format: 'pem' }) as string));
  assert.deepEqual(result(await ann.say('r', '', gift(forged))), [REFUSED, 'not signed by the shop']);
});

test('keys that are none are refused at the start', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  for (const key of ['too short', publicKey.export({ type: 'spki', format: 'pem' }) as string]) {
    assert.throws(() => createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, receiptKeys: [key] }), TypeError);
  }
});

test('without a key of a shop gifts are taken on trust', async (t) => {
  const { ann } = await open(t, { receiptKeys: [] });
  assert.equal(result(await ann.say('r', '', gift())), 'ack');
});

let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

test('on several servers it counts once, too, also for one that is started later', { skip: noRedis }, async (t) => {
  const shared = { receiptKeys: [SHOP_KEY], limits: { messagesPerSecond: 100 }, prefix: 'receipts' };
  const stages = await createCluster(t, redis, 2, shared);
  const probes = await Promise.all(stages.map((stage) => stage.guest('ann', 'r')));
  const receipt = await sell();
  const both = (await Promise.all(probes.map((probe) => probe.say('r', '', gift(receipt))))).map(result);
  assert.deepEqual(both.filter((one) => one !== 'ack'), [[REFUSED, 'used before']]);
  const [later] = await createCluster(t, redis, 1, shared);
  assert.deepEqual(result(await (await later!.guest('ann', 'r')).say('r', '', gift(receipt))), [REFUSED, 'used before']);
});
