import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Bus, Order } from '../../../src/server/bus/bus.js';
import { ChatError } from '../../../src/protocol/index.js';
import { Listener, message } from './listener.js';

/** Two nodes; the same bus twice where there can be only one. */
export type OpenNodes = (t: TestContext) => Promise<[Bus, Bus]>;

const offsets = (outcomes: readonly (string | { offset?: number })[]) => outcomes.map((each) => (typeof each === 'string' ? each : each.offset));

/** What every bus must do. `shared`: nodes are processes of their own. */
export function testBus(name: string, open: OpenNodes, { skip = false as string | false } = {}): void {
  const check = (what: string, run: (nodes: [Bus, Bus], t: TestContext) => Promise<void>) => {
    test(`${name}: ${what}`, { skip, timeout: 30_000 }, async (t) => run(await open(t), t));
  };

  check('a room is not there until it is made', async ([one, two]) => {
    assert.equal(await one.open('r', false), null);
    const made = await one.open('r', true);
    assert.deepEqual([made?.log.offset, made?.likes], [0, 0]);
    const seen = await two.open('r', false);
    assert.equal(seen?.log.epoch, made?.log.epoch);
  });

  check('messages get consecutive places, are heard in that order, and are found afterwards', async ([one]) => {
    const ann = await Listener.open(one, 'r');
    assert.deepEqual(offsets(await ann.say('a', 'b')), [1, 2]);
    assert.deepEqual(offsets(await ann.say('c')), [3]);
    await ann.until(({ ids }) => ids.length === 3);
    assert.deepEqual(ann.ids, ['a', 'b', 'c']);
    assert.equal(ann.channel.log.offset, 3);
    const entry = ann.channel.log.find('b');
    assert.deepEqual([entry?.offset, entry?.hidden, JSON.parse(entry!.json)], [2, false, message('b')]);
  });

  check('what is in a message comes through as it was: line breaks, tabs, emoji, quotes; hidden stays hidden', async ([one, two]) => {
    const content = 'line\nbreak\ttab "quote" \\ \u0000 \u2028 主播好棒 👨‍👩‍👧';
    const ann = await Listener.open(one, 'r');
    await ann.channel.publish([{ message: message('odd id "1"', content), hidden: true }]);
    const seen = (await two.open('r', false))!.log.find('odd id "1"');
    assert.deepEqual([seen?.hidden, JSON.parse(seen!.json)], [true, message('odd id "1"', content)]);
  });

  check('rooms do not hear of each other', async ([one]) => {
    const [ann, bob] = [await Listener.open(one, 'r'), await Listener.open(one, '房间 {2}:c')];
    await ann.say('a');
    assert.deepEqual(offsets(await bob.say('b')), [1]);
    await bob.until(({ ids }) => ids.length === 1);
    assert.deepEqual([ann.ids, bob.ids], [['a'], ['b']]);
  });

  check('what came before is in the log of who comes later, up to the window', async ([one, two]) => {
    const ann = await Listener.open(one, 'r');
    for (let from = 0; from < 600; from += 100) await ann.say(...Array.from({ length: 100 }, (_, i) => `m${from + i + 1}`));
    await ann.channel.close();
    const bob = await two.open('r', false);
    assert.equal(bob!.log.offset, 600);
    const { entries, recovery } = bob!.log.catchUp({ epoch: bob!.log.epoch, offset: 100 }, 10, Infinity);
    assert.deepEqual([recovery, entries.length, entries[0]?.id, entries.at(-1)?.id], ['full', 500, 'm101', 'm600']);
  });

  check('a recall stands where the message stood, for everybody and for who comes later', async ([one, two]) => {
    const ann = await Listener.open(one, 'r');
    await ann.say('a', 'b');
    await ann.until(({ ids }) => ids.length === 2);
    const replaces = { entry: ann.channel.log.find('a')!, message: { ...message('a', ''), t: 'RC:RcNtf' } };
    await ann.channel.publish([{ message: { ...message('order'), t: 'RC:RcCmd' }, hidden: true, replaces }]);
    await ann.until(({ ids }) => ids.includes('order'));
    const types = ann.channel.log.entries.map(({ json }) => (JSON.parse(json) as { t: string }).t);
    assert.deepEqual(types, ['RC:RcNtf', 'RC:TxtMsg', 'RC:RcCmd']);
    await ann.channel.close();
    const later = (await two.open('r', false))!.log.entries;
    assert.deepEqual(later.map(({ id, offset }) => [id, offset]), [['a', 1], ['b', 2], ['order', 3]]);
    assert.equal(later[0]!.json.includes('text of a'), false);
  });

  check('messages without a place are passed on and kept nowhere; what was sampled away is said', async ([one]) => {
    const ann = await Listener.open(one, 'r');
    ann.channel.pass([message('e')], 3);
    await ann.until(({ extras }) => extras.length === 1);
    assert.deepEqual(ann.extras, [message('e')]);
    assert.equal(ann.news.reduce((sum, { shed = 0 }) => sum + shed, 0), 3);
    assert.equal(ann.channel.log.offset, 0);
  });

  check('likes add up and stay', async ([one, two]) => {
    const ann = await Listener.open(one, 'r');
    ann.channel.like(3);
    ann.channel.like(4);
    await ann.until(({ channel }) => channel.likes === 7);
    assert.equal(ann.news.reduce((sum, { likes }) => sum + (likes?.[0] ?? 0), 0), 7);
    await ann.channel.close();
    assert.equal((await two.open('r', false))!.likes, 7);
  });

  check('a destroyed room is gone; made again it is another one', async ([one, two]) => {
    const ann = await Listener.open(one, 'r');
    await ann.say('a');
    const { epoch } = ann.channel.log;
    await ann.channel.close();
    await one.ctl.publish({ op: 'end' }, { ends: 'r' });
    assert.equal(await two.open('r', false), null);
    const again = await two.open('r', true);
    assert.notEqual(again!.log.epoch, epoch);
    assert.deepEqual([again!.log.offset, again!.log.entries.length], [0, 0]);
  });

  check('orders are heard by all, in one order, also by who comes later if they still count', async ([one, two]) => {
    const heard: Order[] = [];
    one.ctl.subscribe((order) => heard.push(order));
    await one.ctl.publish({ op: 'mute', user: 'a', until: 5 }, { key: 'mute a' });
    await two.ctl.publish({ op: 'mute', user: 'b', until: 6 }, { key: 'mute b' });
    await one.ctl.publish({ op: 'mute', user: 'a', until: null }, { key: 'mute a', forMs: 0 });
    await one.ctl.publish({ op: 'announce' });
    assert.deepEqual(heard, [
      { op: 'mute', user: 'a', until: 5 },
      { op: 'mute', user: 'b', until: 6 },
      { op: 'mute', user: 'a', until: null },
      { op: 'announce' },
    ]);
  });

  check('a listener that throws takes nothing from the others', async ([one]) => {
    const heard: Order[] = [];
    one.ctl.subscribe(() => {
      throw new Error('of a listener');
    });
    const stop = one.ctl.subscribe((order) => heard.push(order));
    await one.ctl.publish({ op: 'x' }).catch((error: Error) => assert.equal(error.message, 'of a listener'));
    stop();
    await one.ctl.publish({ op: 'y' }).catch(() => {});
    assert.deepEqual(heard, [{ op: 'x' }]);
  });

  check('outcomes are errors of the table', async ([one]) => {
    const ann = await Listener.open(one, 'r');
    const outcomes = await ann.channel.publish([{ message: message('a'), hidden: false }]);
    assert.ok(outcomes.every((outcome) => !(outcome instanceof ChatError)));
  });
}
