import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { peopleOf } from '../../../src/elements/message-list/chants.js';
import { Folding } from '../../../src/elements/message-list/folding.js';
import { toMessage, type Message } from '../../../src/protocol/message.js';

let ids = 0;
const says = (text: string, who: string): Message => toMessage({ id: `c${++ids}`, text, sender: { id: who, name: who } });
const system = { id: 'system', name: '', role: 'system' as const };
const joins = (...names: string[]) =>
  toMessage({ id: `j${++ids}`, type: 'live:members', content: { joined: names.map((name) => ({ id: name, name })), joinedCount: names.length, left: [], leftCount: 0 }, sender: system });
const gives = (count: number, extra: object = {}, who = 'ann') =>
  toMessage({ id: `g${++ids}`, type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count, ...extra }, sender: { id: who, name: who } });

describe('chants', () => {
  it('begin with the fifth of the same from three people, and count all of them', () => {
    const folding = new Folding();
    const lines = ['a', 'b', 'c', 'a', 'd', 'e', 'f'].map((who) => says('GG', who));
    assert.deepEqual(lines.map((line, i) => folding.take(line, false, i * 100)), ['alone', 'alone', 'alone', 'alone', 'opened', 'joined', 'joined']);
    assert.deepEqual(folding.takeChanged(), [lines[4]!.id]);
    const { content } = folding.shown(lines[4]!);
    assert.deepEqual([content['content'], content['count']], ['GG', 7]);
    assert.deepEqual(peopleOf(folding.chantOf(lines[4]!.id)!).map(({ name }) => name), ['f', 'e', 'd', 'a', 'c', 'b']);
  });

  it('take the same letters only: case and spaces do not count, everything else does', () => {
    const folding = new Folding();
    for (const who of ['a', 'b', 'c', 'd', 'e']) folding.take(says(' gg ', who), false, 0);
    assert.equal(folding.take(says('GG', 'f'), false, 0), 'joined');
    assert.equal(folding.take(says('GG!', 'f'), false, 0), 'alone');
    assert.equal(folding.take(says('ＧＧ', 'f'), false, 0), 'alone');
    assert.equal(folding.take(says('GGG', 'f'), false, 0), 'alone');
  });

  it('need several people, short words and one moment', () => {
    const folding = new Folding();
    for (let i = 0; i < 20; i++) assert.equal(folding.take(says('buy now', 'spammer'), false, i), 'alone');
    for (const who of 'abcdefgh') assert.equal(folding.take(says('a sentence that is an opinion', who), false, 0), 'alone');
    for (const [i, who] of [...'abcdefgh'].entries()) assert.equal(folding.take(says('late', who), false, i * 6000), 'alone');
  });

  it('leave alone what must be seen by itself', () => {
    const folding = new Folding();
    for (const who of ['a', 'b', 'c', 'd', 'e', 'f']) folding.take(says('GG', who), false, 0);
    assert.equal(folding.take(says('GG', 'host'), true, 0), 'alone');
  });

  it('go on in a new row with the same count when the old row has gone out of sight', () => {
    const folding = new Folding();
    for (const who of ['a', 'b', 'c', 'd', 'e', 'f']) folding.take(says('666', who), false, 0);
    folding.added(16);
    const next = says('666', 'g');
    assert.equal(folding.take(next, false, 100), 'opened');
    assert.equal(folding.shown(next).content['count'], 7);
  });

  it('count one less when one of them is taken back', () => {
    const folding = new Folding();
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((who) => says('666', who));
    lines.forEach((line) => folding.take(line, false, 0));
    folding.takeChanged();
    folding.drop(lines[1]!.id);
    assert.deepEqual(folding.takeChanged(), [lines[4]!.id]);
    assert.equal(folding.shown(lines[4]!).content['count'], 5);
  });
});

describe('counting rows', () => {
  it('one for the repeats of a gift, by sender and gift, with the total that the combo says', () => {
    const folding = new Folding();
    const [first, second, third] = [gives(1, { combo: 'x', total: 1 }), gives(5, { combo: 'x', total: 6 }), gives(2, { combo: 'x', total: 4 })];
    assert.deepEqual([first, second, third].map((gift) => folding.take(gift, true, 0)), ['opened', 'joined', 'joined']);
    assert.equal(folding.shown(first).content['total'], 6);
    assert.equal(folding.take(gives(1, {}, 'bob'), true, 0), 'opened');
    assert.equal(folding.take(gives(1, { gift: 'rocket' }), true, 0), 'opened');
  });

  it('sums gifts that say no total', () => {
    const folding = new Folding();
    const first = gives(2);
    folding.take(first, true, 0);
    folding.take(gives(3), true, 900);
    assert.equal(folding.shown(first).content['count'], 5);
    assert.equal(folding.take(gives(1), true, 20_000), 'opened', 'long after the others');
  });

  it('keeps a gift that is still on its way in a row of its own', () => {
    const folding = new Folding();
    folding.take(gives(1), true, 0);
    assert.equal(folding.take({ ...gives(1), state: 'pending' }, true, 0), 'alone');
  });

  it('merges notices of who came, without changing the names that stand there', () => {
    const folding = new Folding();
    const first = joins('Ann', '小明');
    folding.take(first, true, 0);
    folding.take(joins('Zoë'), true, 2000);
    const { joined, joinedCount } = folding.shown(first).content as { joined: { name: string }[]; joinedCount: number };
    assert.deepEqual([joined.slice(0, 2).map(({ name }) => name), joinedCount], [['Ann', '小明'], 3]);
  });
});
