import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { SumsContent } from '../../src/protocol/gift-sums.js';
import type { ChatServerOptions } from '../../src/server/index.js';
import { Caller } from './api/caller.js';
import type { Probe } from './probe.js';
import type { Stage } from './stage.js';

/** What a probe was told of what was given, oldest first. */
export const sums = (probe: Probe) => probe.extras().flatMap(({ t, c }) => (t === 'live:sums' ? [c as unknown as SumsContent] : []));
export const gift = (price: number, count: number) => ({ t: 'live:gift', c: { gift: 'rose', name: 'Rose', price, count } });
const placeless = { p: 16 as const };

/** Servers on the same rooms. */
export interface Servers {
  /** Two; the same twice where there can be only one. */
  readonly stages: readonly [Stage, Stage];
  /** One that comes later; the same where there can be only one. */
  late(): Promise<Stage>;
  /** One that goes on with what is left after everything has been killed. */
  afterKill(): Promise<Stage>;
}

/** Waits until a probe has been told of a total, and answers with that. */
async function told(probe: Probe, total: number): Promise<SumsContent> {
  for (;;) {
    const found = sums(probe).findLast((each) => each.total === total);
    if (found) return found;
    await probe.next('b');
  }
}
const names = ({ top }: SumsContent) => top.map(({ user, value }) => [user.name, value]);

/** Sums of what was given, wherever they are kept. */
export function testSums(name: string, open: (t: TestContext, options: Partial<ChatServerOptions>) => Promise<Servers>, { skip = false as string | false } = {}): void {
  const check = (what: string, run: (servers: Servers) => Promise<void>) => {
    test(`sums, ${name}: ${what}`, { skip, timeout: 40_000 }, async (t) => run(await open(t, { limits: { messagesPerSecond: 1000 }, framesBurst: 2000, framesPerSecond: 2000 })));
  };

  check('what is given, on whichever server, with a place or without, is one sum; the same message counts once', async ({ stages: [one, two] }) => {
    const [ann, bob] = [await one.guest('ann', 'r'), await two.guest('bob', 'r')];
    const again = { ...gift(7, 1), mid: `${ann.namespace}same` };
    await ann.say('r', '', again);
    await told(bob, 7);
    assert.equal(((await ann.say('r', '', again)) as { dup?: true }).dup, true);
    await Promise.all([...Array.from({ length: 20 }, () => ann.say('r', '', gift(2, 3))), ...Array.from({ length: 20 }, () => bob.say('r', '', gift(5, 1)))]);
    await bob.say('r', '', { ...gift(30, 1), ...placeless });
    for (const probe of [ann, bob]) assert.deepEqual(names(await told(probe, 257)), [['BOB', 130], ['ANN', 127]]);
  });

  check('a goal counts until the next one, and until the host ends it', async ({ stages: [one, two] }) => {
    const [host, late] = [await one.guest('host', 'r', { role: 'host' }), await two.guest('late', 'r')];
    const goal = (c: object) => host.say('r', '', { t: 'live:goal', c: { ...c } });
    await goal({ title: 'Microphone', value: 500 });
    while (sums(late).at(-1)?.goal?.value !== 500) await late.next('b');
    await host.say('r', '', gift(1, 1));
    await goal({});
    const last = () => sums(late).at(-1)!;
    while (last().goal || last().total !== 1) await late.next('b');
  });

  check('after everything was killed they go on, though the messages they are made of are long gone', async ({ stages: [one, two], afterKill }) => {
    const [ann, bob] = [await one.guest('ann', 'r'), await two.guest('bob', 'r')];
    // More than a room keeps, and one without a place, which no history holds.
    await Promise.all(Array.from({ length: 400 }, () => ann.say('r', '', gift(1, 2))));
    await Promise.all(Array.from({ length: 400 }, () => bob.say('r', '', gift(1, 1))));
    await bob.say('r', '', { ...gift(5, 1), ...placeless });
    await ann.say('r', 'the last words');
    await told(ann, 1205);
    const late = await (await afterKill()).guest('late', 'r');
    assert.deepEqual(names(await told(late, 1205)), [['ANN', 800], ['BOB', 405]]);
    await late.say('r', '', gift(10, 1));
    assert.deepEqual(names(await told(late, 1215)), [['ANN', 800], ['BOB', 405], ['LATE', 10]]);
  });

  check('who gave the same stand in the order of their ids, wherever and whenever they gave it, also where the list ends', async ({ stages: [one, two], late, afterKill }) => {
    const ids = ['mia', 'bob', 'zoe', 'Ann', 'leo', 'kim', 'eva', 'ann', 'ben', 'tom', '😀', '｡', '李'];
    for (const [n, id] of ids.entries()) await (await (n % 2 ? one : two).guest(id, 'r', { name: id })).say('r', '', gift(5, 1));
    for (const id of ['｡｡', '😀😀', 'sue']) await (await one.guest(id, 'r', { name: id })).say('r', '', gift(9, 1));
    // By their bytes: capitals before small letters, what is beyond 16 bits last; ten are told.
    const expected = ['sue', '｡｡', '😀😀', 'Ann', 'ann', 'ben', 'bob', 'eva', 'kim', 'leo'];
    const order = async (stage: Stage) => (await told(await stage.guest('judge', 'r'), 92)).top.map(({ user }) => user.name);
    for (const stage of [one, two, await late()]) assert.deepEqual(await order(stage), expected);
    assert.deepEqual(await order(await afterKill()), expected);
  });

  check('somebody who is forgotten is named nowhere any more; the total stays', async ({ stages: [one, two] }) => {
    const [ann, bob] = [await one.guest('ann', 'r'), await two.guest('bob', 'r')];
    await ann.say('r', '', gift(10, 1));
    await bob.say('r', '', gift(4, 1));
    assert.deepEqual(names(await told(bob, 14)), [['ANN', 10], ['BOB', 4]]);
    const api = Caller.at(two.url);
    const given = async () => (await api.do('user/data/export', { userId: 'ann' }))['given'];
    assert.deepEqual(await given(), [{ room: 'r', value: 10 }]);
    await api.do('user/data/erase', { userId: 'ann' });
    assert.deepEqual(await given(), []);
    while (names(sums(bob).at(-1)!).length > 1) await bob.next('b');
    assert.deepEqual([sums(bob).at(-1)!.total, names(sums(bob).at(-1)!)], [14, [['BOB', 4]]]);
  });

  check('they end with the room', async ({ stages: [one, two] }) => {
    const ann = await one.guest('ann', 'r');
    await ann.say('r', '', gift(10, 1));
    await told(ann, 10);
    await Caller.at(two.url).do('chatroom/destroy', { chatroomId: 'r' });
    await ann.next('ctl');
    const bob = await two.guest('bob', 'r');
    await bob.say('r', '', gift(3, 1));
    assert.deepEqual(names(await told(bob, 3)), [['BOB', 3]]);
    assert.deepEqual(sums(bob).map(({ total }) => total), [3]);
  });
}
