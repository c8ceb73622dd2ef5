import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { WireMessage } from '../../src/protocol/index.js';
import type { ChatServerOptions } from '../../src/server/index.js';
import { Caller } from './api/caller.js';
import type { Probe } from './probe.js';
import type { Stage } from './stage.js';
import { type Servers, sums } from './sums.contract.js';

/** An amount whose words stand for half an hour. */
const DEAR = 500;
const superchat = (content: string, amount = DEAR) => ({ t: 'live:superchat', c: { content, amount, currency: 'coin', tier: amount === DEAR ? 4 : 1 } });
const pin = (content: string) => ({ t: 'live:pin', c: { content } });

/** What a probe was told last of all that stands: words, oldest first. */
const standing = (probe: Probe) => sums(probe).findLast((each) => each.standing)?.standing?.map(({ c }: WireMessage) => c['content']);

async function stands(probe: Probe, expected: readonly string[]): Promise<void> {
  while (JSON.stringify(standing(probe) ?? []) !== JSON.stringify(expected)) await probe.next('b');
}
/** More than a room keeps of its messages, on disk or in memory. */
async function talk(probe: Probe): Promise<void> {
  await Promise.all(Array.from({ length: 1100 }, (_, n) => probe.say('r', `lol ${n}`)));
}

/** What stands in a room, wherever it is kept. */
export function testStanding(name: string, open: (t: TestContext, options: Partial<ChatServerOptions>) => Promise<Servers>, { skip = false as string | false } = {}): void {
  const check = (what: string, run: (servers: Servers) => Promise<void>) => {
    test(`what stands, ${name}: ${what}`, { skip, timeout: 60_000 }, async (t) => run(await open(t, { limits: { messagesPerSecond: 5000 }, framesBurst: 5000, framesPerSecond: 5000 })));
  };
  /** A notice and two super chats, older than all that the room keeps. */
  const stage = async (one: Stage) => {
    const [host, ann, bob] = [await one.guest('host', 'r', { role: 'host' }), await one.guest('ann', 'r'), await one.guest('bob', 'r')];
    await host.say('r', '', pin('Welcome'));
    await ann.say('r', '', { ...superchat('from Ann'), mid: `${ann.namespace}words` });
    await bob.say('r', '', superchat('from Bob'));
    await talk(ann);
    return { host, ann, bob };
  };

  check('a newcomer is told of it on whatever server, after 1100 messages more, and when everything was killed', async ({ stages: [one], late, afterKill }) => {
    await stage(one);
    const all = ['Welcome', 'from Ann', 'from Bob'];
    await stands(await (await late()).guest('carl', 'r'), all);
    await stands(await (await afterKill()).guest('dora', 'r'), all);
  });

  check('what was taken back is gone everywhere and stays so', async ({ stages: [one, two], late, afterKill }) => {
    const { host, ann, bob } = await stage(one);
    const elsewhere = await two.guest('carl', 'r');
    await stands(elsewhere, ['Welcome', 'from Ann', 'from Bob']);
    const refused = bob.id();
    bob.send({ k: 'recall', id: refused, room: 'r', mid: `${ann.namespace}words` });
    assert.equal((await bob.reply(refused)).k, 'err');
    const id = host.id();
    host.send({ k: 'recall', id, room: 'r', mid: `${ann.namespace}words` });
    assert.equal((await host.reply(id)).k, 'ok');
    for (const probe of [bob, elsewhere]) await stands(probe, ['Welcome', 'from Bob']);
    // Newer ones come after it.
    await bob.say('r', '', superchat('again'));
    await talk(bob);
    await stands(await (await late()).guest('dora', 'r'), ['Welcome', 'from Bob', 'again']);
    await stands(await (await afterKill()).guest('emil', 'r'), ['Welcome', 'from Bob', 'again']);
  });

  check('a purge and an erasure take theirs', async ({ stages: [one, two], late, afterKill }) => {
    const { bob } = await stage(one);
    const api = Caller.at(two.url);
    await api.do('message/chatroom/purge', { chatroomId: 'r', userId: 'ann', operatorId: 'host' });
    await stands(bob, ['Welcome', 'from Bob']);
    await api.do('user/data/erase', { userId: 'bob' });
    const carl = await (await late()).guest('carl', 'r');
    await stands(carl, ['Welcome']);
    await talk(carl);
    await stands(await (await afterKill()).guest('dora', 'r'), ['Welcome']);
  });

  check('nobody who was erased is named in it', async ({ stages: [one, two], late, afterKill }) => {
    await (await one.guest('ann', 'r')).say('r', 'Names are known from messages');
    const host = await one.guest('host', 'r', { role: 'host' });
    const naming = (t: string, c: object) => ({ t, c: { ...c, mentionedInfo: { type: 2, userIdList: ['ann'] } } });
    await host.say('r', '', naming('live:pin', { content: '@ANN sings' }));
    const api = Caller.at(two.url);
    await api.do('user/data/erase', { userId: 'ann' });
    await stands(await (await late()).guest('carl', 'r'), ['@… sings']);
    await host.say('r', '', naming('live:pin', { content: '@ANN sings again' }));
    await talk(host);
    await api.do('user/data/erase', { userId: 'ann' });
    await stands(await (await late()).guest('dora', 'r'), []);
    await host.say('r', '', pin('Nobody sings'));
    await stands(await (await afterKill()).guest('emil', 'r'), ['Nobody sings']);
  });

  check('it ends with the room', async ({ stages: [one, two] }) => {
    const { ann } = await stage(one);
    await Caller.at(two.url).do('chatroom/destroy', { chatroomId: 'r' });
    await ann.next('ctl');
    const carl = await two.guest('carl', 'r');
    await carl.say('r', '', superchat('first', 30));
    await stands(await two.guest('dora', 'r'), ['first']);
  });
}
