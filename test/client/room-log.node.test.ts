import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RoomLog, type Change, type Entry } from '../../src/client/room-log.js';
import { ChatError } from '../../src/protocol/errors.js';
import { TYPE, type Message } from '../../src/protocol/message.js';

const message = (id: string, over: Partial<Message> = {}): Message => ({
  ...{ id, room: 'r', type: TYPE.text, content: { content: id }, sender: { id: 'bob', name: 'Bob' } },
  ...{ sentAt: 0, state: 'sent', origin: 'live' },
  ...over,
});
const mine = (id: string) => message(id, { state: 'pending', origin: 'own', sender: { id: 'ann', name: 'Ann' } });
const live = (...ids: string[]) => ids.map((id) => message(id));
const past = (...places: [string, number][]) => places.map(([id, offset]) => message(id, { offset, origin: 'history' }));
const recall = (id: string) => message(`recall-${id}`, { type: TYPE.recall, content: { id, operatorId: 'mod', recallTime: 9 } });
const entry = (over: Partial<Entry>): Entry => ({ epoch: 'e1', offset: 0, recovery: 'none', messages: [], now: 0, ...over });

const show = (log: RoomLog) =>
  log.messages.map(({ id, state, type, content }) => {
    if (type === TYPE.gap) return `gap ${String(content['missed'])}`;
    if (type === TYPE.recalled) return `${id} taken back`;
    return state === 'sent' ? id : `${id} ${state}`;
  });
const kinds = (changes: Change[] | 'hole') => (changes === 'hole' ? changes : changes.map(({ kind }) => kind));

function joined(...places: [string, number][]): RoomLog {
  const log = new RoomLog('r');
  log.enter(entry({ offset: places.at(-1)?.[1] ?? 0, messages: past(...places) }));
  return log;
}

describe('the log of a room', () => {
  it('begins with the history', () => {
    assert.deepEqual(show(joined(['a', 4], ['b', 5])), ['a', 'b']);
  });

  it('shows as taken back what was recalled in a stretch that is lost', () => {
    const log = joined(['a', 1], ['b', 2]);
    const content = { operatorId: 'mod', recallTime: 9, originalObjectName: TYPE.text };
    const changes = log.enter(
      entry({ offset: 4, recovery: 'lost', messages: [message('b', { offset: 2, type: TYPE.recalled, content }), ...past(['c', 4])] }),
    );
    assert.deepEqual(show(log), ['a', 'b taken back', 'c']);
    assert.ok(kinds(changes).includes('updated'));
  });

  it('takes what follows and skips what it has', () => {
    const log = joined(['a', 4]);
    log.batch(5, live('b', 'c'));
    assert.deepEqual(kinds(log.batch(5, live('b', 'c'))), []);
    log.batch(6, live('c', 'd'));
    assert.deepEqual(show(log), ['a', 'b', 'c', 'd']);
    assert.deepEqual(log.messages.map(({ offset }) => offset), [4, 5, 6, 7]);
    assert.equal(log.position, 7);
  });

  it('refuses what does not follow, whole', () => {
    const log = joined(['a', 4]);
    assert.equal(log.batch(6, live('c', 'd')), 'hole');
    assert.deepEqual(show(log), ['a']);
    assert.equal(log.position, 4);
  });

  it('takes nothing before it has entered', () => {
    assert.deepEqual(new RoomLog('r').batch(1, live('a')), []);
  });

  it('resumes without a gap', () => {
    const log = joined(['a', 4]);
    log.enter(entry({ offset: 6, recovery: 'full', messages: past(['b', 5], ['c', 6]) }));
    assert.deepEqual(show(log), ['a', 'b', 'c']);
  });

  it('shows where messages are missing, and how many', () => {
    const log = joined(['a', 4]);
    const changes = log.enter(entry({ offset: 12, recovery: 'lost', messages: past(['x', 11], ['y', 12]) }));
    assert.deepEqual(show(log), ['a', 'gap 6', 'x', 'y']);
    assert.deepEqual(kinds(changes), ['added']);
  });

  it('shows no gap where the new history meets the old', () => {
    const log = joined(['a', 4], ['b', 5]);
    log.enter(entry({ offset: 6, recovery: 'lost', messages: past(['b', 5], ['c', 6]) }));
    assert.deepEqual(show(log), ['a', 'b', 'c']);
  });

  it('shows a gap also where no history was wanted', () => {
    const log = joined(['a', 4]);
    log.enter(entry({ offset: 9, recovery: 'none' }));
    assert.deepEqual(show(log), ['a', 'gap 5']);
  });

  it('shows nothing where nothing was missed', () => {
    const log = joined(['a', 4]);
    log.enter(entry({ offset: 4, recovery: 'lost', messages: past(['a', 4]) }));
    assert.deepEqual(show(log), ['a']);
  });

  it('does not compare positions of different epochs', () => {
    const log = joined(['a', 400]);
    log.enter(entry({ epoch: 'e2', offset: 2, recovery: 'lost', messages: past(['x', 1], ['y', 2]) }));
    log.batch(3, live('z'));
    assert.deepEqual(show(log), ['a', 'gap null', 'x', 'y', 'z']);
  });

  it('recognizes messages that have come into a new epoch', () => {
    const log = joined(['a', 1], ['b', 2]);
    log.enter(entry({ epoch: 'e2', offset: 12, recovery: 'lost', messages: past(['b', 11], ['c', 12]) }));
    assert.deepEqual(show(log), ['a', 'b', 'c']);
    assert.equal(log.oldest, 11);
  });

  it('shows no gap in a new epoch of a room in which nothing had been said', () => {
    const log = joined();
    log.enter(entry({ epoch: 'e2', offset: 1, recovery: 'lost', messages: past(['x', 1]) }));
    assert.deepEqual(show(log), ['x']);
  });

  it('replaces a message that is taken back, and shows no order to do so', () => {
    const log = joined(['a', 1]);
    const changes = log.batch(2, [...live('b'), recall('a'), ...live('c')]);
    assert.deepEqual(show(log), ['a taken back', 'b', 'c']);
    assert.deepEqual(kinds(changes), ['added', 'updated', 'added']);
    const [taken] = log.messages;
    assert.deepEqual(taken!.content, { operatorId: 'mod', recallTime: 9, originalObjectName: 'RC:TxtMsg' });
    assert.equal(log.position, 4);
  });

  it('never changes a message or a list that it has handed out', () => {
    const log = joined(['a', 1]);
    const before = log.messages;
    const [a] = before;
    log.batch(2, [recall('a')]);
    assert.equal(before[0], a);
    assert.equal(a!.type, TYPE.text);
    assert.notEqual(log.messages, before);
    assert.equal(log.messages, log.messages);
  });

  it('puts low-priority messages where they arrive, once', () => {
    const log = joined(['a', 1]);
    log.pass(live('e'));
    log.batch(2, live('b'));
    log.pass(live('e', 'f'));
    assert.deepEqual(show(log), ['a', 'e', 'b', 'f']);
  });
});

describe('own messages in the log', () => {
  it('wait at the end until the stream brings them, and take their place there', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.batch(2, live('b'));
    assert.deepEqual(show(log), ['a', 'b', 'm pending']);
    log.acked('m', 50, 4);
    assert.deepEqual(show(log), ['a', 'b', 'm pending']);
    const changes = log.batch(3, live('c', 'm', 'd'));
    assert.deepEqual(show(log), ['a', 'b', 'c', 'm', 'd']);
    assert.deepEqual(kinds(changes), ['added', 'updated', 'added']);
    assert.equal(log.get('m')!.origin, 'own');
    assert.equal(log.get('m')!.offset, 4);
  });

  it('show what the server has made of them', () => {
    const log = joined();
    log.pass([mine('m')]);
    log.batch(1, [message('m', { content: { content: '***' }, sentAt: 7 })]);
    assert.deepEqual(log.get('m')!.content, { content: '***' });
    assert.equal(log.get('m')!.sentAt, 7);
  });

  it('without a place are sent as soon as they are acknowledged', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.acked('m', 50);
    log.batch(2, live('b'));
    assert.deepEqual(show(log), ['a', 'm', 'b']);
  });

  it('are sent when the acknowledgement comes after the message itself', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.batch(2, live('m', 'b'));
    assert.deepEqual(kinds(log.acked('m', 50, 2)), []);
    assert.deepEqual(show(log), ['a', 'm', 'b']);
  });

  it('are told as reordered when they overtake one another', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m1')]);
    log.pass([mine('m2')]);
    const changes = log.batch(2, live('m2', 'b'));
    assert.deepEqual(show(log), ['a', 'm2', 'b', 'm1 pending']);
    assert.deepEqual(kinds(changes), ['updated', 'reordered', 'added']);
  });

  it('stay where they failed, with the reason', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.batch(2, live('b'));
    log.fail('m', new ChatError('muted'));
    log.batch(3, live('c'));
    assert.deepEqual(show(log), ['a', 'b', 'm failed', 'c']);
    assert.equal(log.get('m')!.error!.name, 'muted');
  });

  it('go to the end when retried, under the same id and without the reason', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.fail('m', new ChatError('muted'));
    log.batch(2, live('b'));
    assert.deepEqual(kinds(log.retry('m', 5)), ['updated', 'reordered']);
    assert.deepEqual(show(log), ['a', 'b', 'm pending']);
    assert.equal(log.get('m')!.error, undefined);
  });

  it('that had failed take their place when they turn out to have arrived', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.fail('m', new ChatError('network'));
    log.enter(entry({ offset: 4, recovery: 'full', messages: past(['b', 2], ['m', 3], ['c', 4]) }));
    assert.deepEqual(show(log), ['a', 'b', 'm', 'c']);
    assert.equal(log.get('m')!.error, undefined);
  });

  it('that are held stay where they were said, and take their place when they are let in', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.pass([mine('n')]);
    assert.deepEqual(kinds(log.acked('m', 50, undefined, 'held')), ['updated']);
    log.batch(2, live('b'));
    assert.deepEqual(show(log), ['a', 'm held', 'b', 'n pending']);
    log.acked('n', 50, undefined, 'held');
    log.batch(3, live('c'));
    assert.deepEqual(show(log), ['a', 'm held', 'b', 'n held', 'c']);
    assert.deepEqual(kinds(log.batch(4, live('m', 'd'))), ['updated', 'reordered', 'added']);
    assert.deepEqual(show(log), ['a', 'b', 'n held', 'c', 'm', 'd']);
    assert.deepEqual([log.get('m')!.origin, log.get('m')!.offset], ['own', 4]);
  });

  it('that are held and not let in have failed, with their words', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.acked('m', 50, undefined, 'held');
    assert.deepEqual(kinds(log.pass([recall('m')])), ['updated']);
    assert.deepEqual(show(log), ['a', 'm failed']);
    assert.deepEqual([log.get('m')!.error!.name, log.get('m')!.content], ['rejected', { content: 'm' }]);
    assert.deepEqual(kinds(log.pass([recall('m')])), []);
    assert.deepEqual(log.get('m')!.content, { content: 'm' });
  });

  it('that are acknowledged count as sent when the stream stops, and what came before them is still put before them', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.acked('m', 50, 3);
    log.pause();
    assert.deepEqual(show(log), ['a', 'm']);
    const changes = log.enter(entry({ offset: 4, recovery: 'full', messages: past(['b', 2], ['m', 3], ['c', 4]) }));
    assert.deepEqual(show(log), ['a', 'b', 'm', 'c']);
    assert.deepEqual(kinds(changes), ['added', 'reordered', 'added']);
  });

  it('that were acknowledged but fall into a gap are sent all the same', () => {
    const log = joined(['a', 1]);
    log.pass([mine('m')]);
    log.acked('m', 50, 3);
    log.enter(entry({ offset: 900, recovery: 'lost', messages: past(['z', 900]) }));
    assert.equal(log.get('m')!.state, 'sent');
    assert.deepEqual(show(log).filter((row) => row !== 'm'), ['a', 'gap 897', 'z']);
  });
});

describe('what is kept', () => {
  it('are the newest, and the oldest go first', () => {
    const log = new RoomLog('r', 3);
    log.enter(entry({}));
    log.batch(1, live('a', 'b', 'c', 'd'));
    log.pass([mine('m')]);
    assert.deepEqual(show(log), ['c', 'd', 'm pending']);
    assert.equal(log.get('a'), undefined);
  });

  it('removed messages are gone, and history does not bring them back', () => {
    const log = joined(['a', 1], ['b', 2]);
    assert.deepEqual(log.remove(['a', 'nobody']), [{ kind: 'removed', ids: ['a'] }]);
    log.enter(entry({ offset: 2, recovery: 'lost', messages: past(['a', 1], ['b', 2]) }));
    assert.deepEqual(show(log), ['b']);
    assert.deepEqual(log.remove(['nobody']), []);
  });

  it('older messages are put in front, each once, as many as there is room for', () => {
    const log = new RoomLog('r', 5);
    log.pass([message('welcome', { origin: 'local' })]);
    log.enter(entry({ offset: 9, messages: past(['i', 9]) }));
    const { added, changes } = log.prepend([...past(['e', 5], ['f', 6], ['g', 7], ['h', 8], ['i', 9])]);
    assert.deepEqual(added.map(({ id }) => id), ['f', 'g', 'h']);
    assert.deepEqual(show(log), ['welcome', 'f', 'g', 'h', 'i']);
    assert.deepEqual(kinds(changes), ['reordered']);
    assert.deepEqual(log.prepend(past(['f', 6])).added, []);
    assert.equal(log.oldest, 6);
  });
});
