import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller } from './api/caller.js';
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
  for (const line of text.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) (live_chatroom|process)_\w+ .+|(live_chatroom|process)_\w+(\{(reason|code)="[\w-]+"\})? \d[\d.e+-]*)$/);
});

test('they are named as Prometheus wants it: base units, totals for what only grows, its own names for the process', async (t) => {
  const { text } = await metrics(await createStage(t));
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({ name: name!, type: type! }));
  for (const { name, type } of families) {
    assert.match(name, /^[a-z][a-z0-9_]*$/);
    assert.equal(name.endsWith('_total'), type === 'counter', name);
    assert.doesNotMatch(name, /_(ms|millis\w*|kb|mib|percent|minutes|gauge|counter|count|sum|bucket)(_|$)/, name);
    assert.match(text, new RegExp(`^# HELP ${name} \\S.*\\.$`, 'm'));
  }
  const names = families.map(({ name }) => name);
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_start_time_seconds']) assert.ok(names.includes(name), name);
  assert.ok(text.endsWith('\n'));
});

test('calls of the Server API are counted by their codes', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  await caller.post('chatroom/get', { chatroomId: 'r' });
  await caller.post('chatroom/get', { chatroomId: 'nowhere' });
  await caller.post('chatroom/get', { chatroomId: '' });
  const { value } = await metrics(stage);
  assert.deepEqual([value('api_calls_total{code="200"}'), value('api_calls_total{code="23410"}'), value('api_calls_total{code="1002"}')], [2, 1, 1]);
});

test('nobody is named in them', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann-secret-id', 'room-secret-name');
  await ann.say('room-secret-name', 'words-secret');
  assert.doesNotMatch((await metrics(stage)).text, /secret/);
});
