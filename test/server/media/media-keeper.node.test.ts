import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { type ChatServerOptions, DiskMedia, type MediaStore, redisBus, SqliteStore } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import type { Probe } from '../probe.js';
import { scratchFolder } from '../scratch.js';
import { createStage } from '../stage.js';
import { ogg, png } from './samples.js';

const FILE_QUOTA = 90012;
const MINUTE_MS = 60 * 1000;

async function open(t: TestContext, options: Partial<ChatServerOptions> = {}) {
  const folder = scratchFolder();
  const stage = await createStage(t, { media: new DiskMedia(folder), limits: { messagesPerSecond: 100 }, ...options });
  const origin = stage.url.replace('ws:', 'http:').replace('/chat', '');
  const post = async (id: string, body = png()): Promise<{ status: number; uri: string; code: number }> => {
    const authorization = `Bearer ${await stage.chat.issueToken({ id, name: id })}`;
    const response = await fetch(`${origin}/media`, { method: 'POST', body: new Uint8Array(body), headers: { authorization } });
    return { ...((await response.json()) as { uri: string; code: number }), status: response.status };
  };
  const there = async (uri: string) => (await fetch(origin + uri)).status === 200;
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
  /** Waits for a file to go, which it does soon after its message. */
  const gone = async (uri: string) => {
    while (files().some((name) => uri.endsWith(name))) await setImmediate();
  };
  return { stage, post, there, files, gone };
}

const image = (imageUri: string) => ({ t: 'RC:ImgMsg', c: { content: '', imageUri, width: 40, height: 30 } });
const voice = (remoteUrl: string) => ({ t: 'RC:HQVCMsg', c: { remoteUrl, duration: 3 } });

async function recall(probe: Probe, mid: string): Promise<void> {
  const id = probe.id();
  probe.send({ k: 'recall', id, room: 'r', mid });
  assert.equal((await probe.reply(id)).k, 'ok');
}

test('a message takes its file along, by recall, purge and the end of its room', async (t) => {
  const { stage, post, there, gone, files } = await open(t);
  const api = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  const uris = (await Promise.all([post('ann'), post('ann', ogg()), post('ann'), post('ann')])).map(({ uri }) => uri);
  const [recalled, purged, ended, unsent] = uris as [string, string, string, string];
  const mid = `${ann.namespace}1`;
  await ann.say('r', '', { ...image(recalled), mid });
  await ann.say('r', '', voice(purged));
  for (const uri of uris) assert.ok(await there(uri), uri);
  await recall(ann, mid);
  await gone(recalled);
  assert.deepEqual(await Promise.all(uris.map(there)), [false, true, true, true]);
  await api.do('message/chatroom/purge', { chatroomId: 'r', userId: 'ann' });
  await gone(purged);
  await ann.say('r', '', image(ended));
  await api.do('chatroom/destroy', { chatroomId: 'r' });
  await gone(ended);
  assert.deepEqual(files(), [unsent.slice('/media/'.length)]);
});

test('nobody can remove the file of another by showing it and taking that back', async (t) => {
  const { stage, post, files } = await open(t);
  const [ann, eve] = [await stage.guest('ann', 'r'), await stage.guest('eve', 'r')];
  const { uri } = await post('ann');
  await ann.say('r', '', image(uri));
  const mid = `${eve.namespace}1`;
  await eve.say('r', '', { ...image(uri), mid });
  await recall(eve, mid);
  // By then every removal under way is done.
  await stage.chat.close();
  assert.deepEqual(files(), [uri.slice('/media/'.length)]);
});

test('files go when they are old, at the latest with the next look', async (t) => {
  const clock = new FakeClock();
  const { post, files, gone } = await open(t, { clock, mediaKeepMs: 30 * MINUTE_MS });
  const first = await post('ann');
  clock.advance(15 * MINUTE_MS);
  const second = await post('ann');
  clock.advance(14 * MINUTE_MS);
  assert.equal(files().length, 2);
  clock.advance(11 * MINUTE_MS);
  await gone(first.uri);
  assert.deepEqual(files(), [second.uri.slice('/media/'.length)]);
});

test('what a user may keep, and what all may, holds over a restart and frees when files go', async (t) => {
  const folder = scratchFolder();
  const size = png().length;
  const options = () => ({ store: new SqliteStore(join(folder, 'rooms.db')), mediaBytesPerUser: 2 * size, mediaBytesMax: 3 * size });
  const first = await open(t, options());
  const ann = await first.stage.guest('ann', 'r');
  const { uri } = await first.post('ann');
  assert.equal((await first.post('ann')).status, 201);
  assert.deepEqual([(await first.post('ann')).status, (await first.post('ann')).code], [429, FILE_QUOTA]);
  assert.equal((await first.post('bob')).status, 201);
  assert.equal((await first.post('carl')).code, FILE_QUOTA);
  const mid = `${ann.namespace}1`;
  await ann.say('r', '', { ...image(uri), mid });
  await recall(ann, mid);
  await first.gone(uri);
  // The place is free once the ledger says so, which is right after.
  while ((await first.post('carl')).status !== 201) await setImmediate();
  await first.stage.chat.close();
  const next = await open(t, options());
  assert.equal((await next.post('dora')).code, FILE_QUOTA);
});

let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

test('on several servers what a user may keep is one sum, and whichever is asked removes all of it', { skip: noRedis }, async (t) => {
  const [folder, size] = [scratchFolder(), png().length];
  const options = async () => ({ bus: await redisBus({ url: redis.url, prefix: 'media' }), media: new DiskMedia(folder), mediaBytesPerUser: 3 * size });
  const [one, two] = [await open(t, await options()), await open(t, await options())];
  const posted = await Promise.all(Array.from({ length: 6 }, (_, n) => (n % 2 ? one : two).post('ann')));
  assert.deepEqual(posted.map(({ status }) => status).sort(), [201, 201, 201, 429, 429, 429]);
  assert.equal((await one.post('bob')).status, 201);
  // One goes with its message, which is taken back on the other server.
  const first = posted.find(({ status }) => status === 201)!;
  const [ann, host] = [await one.stage.guest('ann', 'r'), await two.stage.guest('host', 'r', { role: 'host' })];
  const mid = `${ann.namespace}1`;
  await ann.say('r', '', { ...image(first.uri), mid });
  await host.next('b', (batch) => batch.m?.some(({ i }) => i === mid) === true);
  await recall(host, mid);
  const [api, other] = [Caller.at(one.stage.url), Caller.at(two.stage.url)];
  const kept = async () => (await api.do('user/data/export', { userId: 'ann' }))['files'] as unknown[];
  while ((await kept()).length > 2) await setImmediate();
  assert.equal((await two.post('ann')).status, 201);
  const { users } = await other.do('user/data/erase', { userId: 'ann' });
  assert.equal((users as { files: number }[])[0]!.files, 3);
  assert.deepEqual(await kept(), []);
  assert.equal(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length, 1);
});

test('a file that cannot be removed is tried again', async (t) => {
  const clock = new FakeClock();
  const disk = new DiskMedia(scratchFolder());
  let failures = 1;
  const removed: string[] = [];
  const media: MediaStore = {
    incoming: disk.incoming,
    put: (id, file) => disk.put(id, file),
    open: (id) => disk.open(id),
    async delete(id) {
      if (failures-- > 0) throw new Error('not now');
      await disk.delete(id);
      removed.push(id);
    },
  };
  const { stage, post } = await open(t, { clock, media });
  const { uri } = await post('ann');
  const erased = await Caller.at(stage.url, () => clock.now()).post('user/data/erase', { userId: 'ann' });
  assert.equal(erased.status, 503);
  clock.advance(11 * MINUTE_MS);
  while (removed.length === 0) await setImmediate();
  assert.deepEqual(removed, [uri.slice('/media/'.length)]);
});
