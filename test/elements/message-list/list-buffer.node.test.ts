import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ListBuffer } from '../../../src/elements/message-list/list-buffer.js';
import { toMessage } from '../../../src/protocol/message.js';

const messages = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => toMessage({ text: `m${from + i}`, id: `m${from + i}` }));
const none = () => false;
const ids = (buffer: ListBuffer, from = 0, to = buffer.length) => buffer.slice(from, to).map((m) => m.id);

describe('ListBuffer', () => {
  it('keeps each id once', () => {
    const buffer = new ListBuffer(100);
    assert.equal(buffer.push(messages(0, 3)).length, 3);
    assert.equal(buffer.push(messages(1, 5)).length, 2);
    assert.deepEqual(ids(buffer), ['m0', 'm1', 'm2', 'm3', 'm4']);
  });

  it('lets own pending messages stand last until they have their place', () => {
    const buffer = new ListBuffer(100);
    buffer.push(messages(0, 2));
    buffer.push([toMessage({ text: 'own', id: 'own', state: 'pending' })]);
    buffer.show(0, 3);
    buffer.push(messages(2, 4));
    assert.deepEqual(ids(buffer), ['m0', 'm1', 'm2', 'm3', 'own']);
    assert.equal(buffer.to, 2);
    buffer.push([toMessage({ text: 'own too', id: 'own2', state: 'pending' })]);
    assert.deepEqual(ids(buffer).slice(-2), ['own', 'own2']);
    buffer.replace(toMessage({ text: 'own', id: 'own' }));
    buffer.replace(toMessage({ text: 'own too', id: 'own2' }));
    buffer.push(messages(4, 5));
    assert.deepEqual(ids(buffer).slice(-3), ['own', 'own2', 'm4']);
  });

  it('takes 100,000 messages and stays within capacity and a quarter', () => {
    const buffer = new ListBuffer(2000);
    for (let i = 0; i < 100_000; i += 500) {
      buffer.push(messages(i, i + 500));
      buffer.show(Math.max(0, buffer.length - 60), buffer.length);
      buffer.trim(false, none);
      assert.ok(buffer.length <= 2500);
    }
    assert.equal(buffer.at(buffer.length - 1)?.id, 'm99999');
    assert.equal(buffer.dropped + buffer.length, 100_000);
  });

  it('takes ten times the argument limit of a call in one push', () => {
    const buffer = new ListBuffer(2000);
    buffer.push(messages(0, 1_200_00));
    assert.equal(buffer.length, 120_000);
  });

  it('keeps what has a row when it makes room', () => {
    const buffer = new ListBuffer(8);
    buffer.push(messages(0, 8));
    buffer.show(1, 8);
    buffer.push(messages(8, 30));
    const withRow = new Set(['m2', 'm6']);
    buffer.trim(false, (id) => withRow.has(id));
    assert.deepEqual(ids(buffer), ['m2', 'm6', 'm22', 'm23', 'm24', 'm25', 'm26', 'm27', 'm28', 'm29']);
    assert.deepEqual([buffer.from, buffer.to, buffer.dropped], [0, 2, 20]);
    assert.equal(buffer.has('m2') && !buffer.has('m3'), true);
  });

  it('never takes a row from under a reader: unread messages make room and are counted', () => {
    const buffer = new ListBuffer(8);
    buffer.push(messages(0, 6));
    buffer.show(2, 6);
    buffer.push(messages(6, 20));
    buffer.trim(true, none);
    assert.deepEqual(ids(buffer, buffer.from, buffer.to), ['m2', 'm3', 'm4', 'm5']);
    const gap = buffer.at(buffer.to)!;
    assert.equal(gap.type, 'live:gap');
    const shown = ids(buffer, buffer.to + 1);
    assert.equal(Number(gap.content['missed']) + shown.length, 14);
    assert.equal(shown.at(-1), 'm19');

    // Again and again: still one gap, and the sum still adds up.
    for (let i = 20; i < 200; i += 5) {
      buffer.push(messages(i, i + 5));
      buffer.trim(true, none);
    }
    const gaps = buffer.slice(0, buffer.length).filter((m) => m.type === 'live:gap');
    assert.equal(gaps.length, 1);
    const after = ids(buffer, buffer.to + 1).length;
    assert.equal(Number(gaps[0]!.content['missed']) + after, 194);
    assert.ok(buffer.length <= 11);
  });

  it('keeps the rows stretch right through prepend and removal', () => {
    const buffer = new ListBuffer(100);
    buffer.push(messages(10, 20));
    buffer.show(4, 8);
    assert.equal(buffer.prepend(messages(5, 12)), 5);
    assert.deepEqual(ids(buffer, buffer.from, buffer.to), ['m14', 'm15', 'm16', 'm17']);
    buffer.remove('m6');
    buffer.remove('m15');
    buffer.remove('m19');
    buffer.remove('nobody');
    assert.deepEqual(ids(buffer, buffer.from, buffer.to), ['m14', 'm16', 'm17']);
    assert.equal(buffer.unread, 1);
  });
});
