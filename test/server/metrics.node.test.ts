import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStage, type Stage } from './stage.js';

async function metrics(stage: Stage): Promise<{ text: string; type: string | null; value: (name: string) => number }> {
  const response = await fetch(stage.url.replace('ws:', 'http:').replace('/chat', '/metrics'));
  const text = await response.text();
  const value = (name: string) => Number(text.split('\n').find((line) => line.startsWith(`live_chatroom_${name} `))?.split(' ')[1]);
  return { text, type: response.headers.get('content-type'), value };
}

test('what has happened can be read as Prometheus reads it', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await ann.say('r', 'one');
  await ann.say('r', 'two', { mid: `${ann.namespace}same` });
  await ann.say('r', 'two', { mid: `${ann.namespace}same` });
  await bob.say('nowhere', 'refused');
  await bob.next('b', (batch) => batch.s === 2);
  const { text, type, value } = await metrics(stage);
  assert.match(type!, /^text\/plain; version=0\.0\.4/);
  assert.deepEqual([value('connections'), value('rooms'), value('room_connections_max')], [2, 1, 2]);
  assert.deepEqual([value('messages_total'), value('duplicates_total'), value('refused_total{reason="not-in-room"}')], [2, 1, 1]);
  assert.ok(value('deliveries_total') >= 3 && value('frames_total') >= 2 && value('frame_bytes_total') > 100);
  assert.equal(value('bus_up'), 1);
  // Each family is announced once, with its kind, before its samples.
  const names = text.split('\n').flatMap((line) => (line.startsWith('# TYPE ') ? [line.split(' ')[2]!] : []));
  assert.equal(new Set(names).size, names.length);
  for (const line of text.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) live_chatroom_\w+ .+|live_chatroom_\w+(\{reason="[\w-]+"\})? \d[\d.e+-]*)$/);
});

test('nobody is named in them', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann-secret-id', 'room-secret-name');
  await ann.say('room-secret-name', 'words-secret');
  assert.doesNotMatch((await metrics(stage)).text, /secret/);
});
