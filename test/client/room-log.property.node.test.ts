import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RoomLog, type Change } from '../../src/client/room-log.js';
import { ChatError } from '../../src/protocol/errors.js';
import { TYPE, type Message } from '../../src/protocol/message.js';
import { seeded } from './fakes.js';

/** Says what a server would, and nothing else: one order, a window of it, an epoch. */
class Room {
  epoch = 1;
  log: Message[] = [];
  /** How many are kept for those who come back. */
  constructor(readonly window: number) {}

  get offset(): number {
    return this.log.length;
  }

  add(id: string, sender: string, over: Partial<Message> = {}): void {
    this.log.push({
      ...{ id, room: 'r', type: TYPE.text, content: { content: id }, sender: { id: sender, name: sender } },
      ...{ sentAt: this.offset, state: 'sent', origin: 'live', offset: this.offset + 1 },
      ...over,
    });
  }

  recall(offset: number): void {
    const original = this.log[offset - 1]!;
    if (original.type !== TYPE.text) return;
    const done = { operatorId: 'mod', recallTime: this.offset };
    this.log[offset - 1] = { ...original, type: TYPE.recalled, content: { ...done, originalObjectName: TYPE.text } };
    this.add(`order-${this.offset}`, 'mod', { type: TYPE.recall, content: { id: original.id, ...done } });
  }

  forget(): void {
    this.epoch++;
    this.log = [];
  }

  /** What everybody should see in the end. */
  get truth(): Message[] {
    return this.log.filter(({ type }) => type !== TYPE.recall);
  }
}

/** A viewer behind a bad line: a log, fed as the room of the SDK feeds it, and a reader that only follows the changes. */
class Viewer {
  readonly log: RoomLog;
  seen: Message[] = [];
  /** Failed or unnumbered ones it has removed; a failed one may have arrived all the same, and stays away. */
  readonly discarded = new Set<string>();
  /** Waiting for a moderator. */
  readonly held: string[] = [];
  #sent = 0;
  readonly #size: number;

  constructor(
    readonly name: string,
    readonly room: Room,
    readonly random: () => number,
    size = 2000,
  ) {
    this.#size = size;
    this.log = new RoomLog('r', size);
  }

  rejoin(): void {
    const { room, log } = this;
    const missed = room.offset - log.position;
    const whole = log.epoch === `e${room.epoch}` && missed >= 0 && missed <= room.window;
    const messages = whole ? room.log.slice(log.position) : room.truth.slice(-5);
    const recovery = log.epoch === null ? 'none' : whole ? 'full' : 'lost';
    this.#follow(log.enter({ epoch: `e${room.epoch}`, offset: room.offset, recovery, messages, now: 0 }));
  }

  /** A frame with the newest `count` messages gets through, twice, or not at all. */
  hear(count: number, times: number): void {
    const { room, log } = this;
    if (log.epoch !== `e${room.epoch}`) return this.rejoin();
    const first = room.offset - count + 1;
    for (let i = 0; i < times; i++) {
      const changes = log.batch(first, room.log.slice(first - 1));
      if (changes === 'hole') this.rejoin();
      else this.#follow(changes);
    }
  }

  send(fate: number): void {
    const id = `${this.name}-${++this.#sent}`;
    const mine: Message = {
      ...{ id, room: 'r', type: TYPE.text, content: { content: id }, sender: { id: this.name, name: this.name } },
      ...{ sentAt: 0, state: 'pending', origin: 'own' },
    };
    this.#follow(this.log.pass([mine]));
    if (fate < 0.1) {
      this.#follow(this.log.acked(id, 0, undefined, 'held'));
      this.held.push(id);
    } else if (fate < 0.2) this.#follow(this.log.fail(id, new ChatError('network')));
    // Neither arrived nor refused: still on its way.
    else if (fate > 0.3) {
      this.room.add(id, this.name);
      const { offset } = this.room;
      if (fate < 0.4) this.#follow(this.log.fail(id, new ChatError('timeout')));
      else if (fate < 0.8) this.#follow(this.log.acked(id, 0, offset));
      if (fate > 0.7) this.#follow(this.log.pause());
    }
  }

  /** A moderator decides about the oldest that waits. */
  decide(approved: boolean): void {
    const id = this.held.shift();
    if (id === undefined) return;
    if (approved) return this.room.add(id, this.name);
    const order = { type: TYPE.recall, content: { id, operatorId: 'mod', recallTime: 0 } };
    this.#follow(this.log.pass([{ ...order, id: `no-${id}`, room: 'r', sender: { id: 'mod', name: '' }, sentAt: 0, state: 'sent', origin: 'live' }]));
  }

  retry(): void {
    const failed = this.log.messages.find(({ state }) => state === 'failed');
    if (failed) this.#follow(this.log.retry(failed.id, 0));
  }

  whisper(id: string): void {
    const message: Message = {
      ...{ id, room: 'r', type: TYPE.info, content: {}, sender: { id: 'x', name: '' } },
      ...{ sentAt: 0, state: 'sent', origin: 'live' },
    };
    this.#follow(this.log.pass([message]));
  }

  discard(): void {
    const { messages } = this.log;
    const victim = messages[Math.floor(this.random() * messages.length)];
    if (!victim || victim.offset !== undefined || victim.type === TYPE.gap) return;
    this.discarded.add(victim.id);
    this.#follow(this.log.remove([victim.id]));
  }

  /** What a list does with the changes, knowing nothing else. */
  #follow(changes: Change[]): void {
    for (const change of changes) {
      if (change.kind === 'reordered') this.seen = [...this.log.messages];
      else if (change.kind === 'removed') this.seen = this.seen.filter(({ id }) => !change.ids.includes(id));
      else if (change.kind === 'updated') {
        for (const message of change.messages) this.seen = this.seen.map((old) => (old.id === message.id ? message : old));
      } else {
        for (const message of change.messages) {
          const pending = this.seen.findIndex(({ state }) => state === 'pending');
          const at = message.state === 'pending' || pending < 0 ? this.seen.length : pending;
          // A change told before a later `reordered` of the same turn may be in the list already.
          if (!this.seen.some(({ id }) => id === message.id)) this.seen.splice(at, 0, message);
        }
      }
    }
    this.seen = this.seen.slice(-this.#size);
  }
}

const bare = (messages: readonly Message[]) =>
  messages.filter(({ offset }) => offset !== undefined).map(({ id, offset, type }) => `${offset} ${id} ${type}`);

function play(seed: number, window: number, epochs: boolean) {
  const random = seeded(seed);
  const room = new Room(window);
  const viewers = [new Viewer('ann', room, random), new Viewer('bob', room, random)];
  for (const viewer of viewers) viewer.rejoin();
  for (let step = 0; step < 120; step++) {
    const before = room.offset;
    const dice = random();
    const one = viewers[Math.floor(random() * 2)]!;
    if (dice < 0.35) for (let i = random() * 4; i > 0; i--) room.add(`zed-${step}-${Math.ceil(i)}`, 'zed');
    else if (dice < 0.6) one.send(random());
    else if (dice < 0.66) one.retry();
    else if (dice < 0.72 && room.offset > 0) room.recall(1 + Math.floor(random() * room.offset));
    else if (dice < 0.78) one.whisper(`low-${step}`);
    else if (dice < 0.82) one.discard();
    else if (dice < 0.85 && epochs) room.forget();
    else if (dice < 0.88) one.rejoin();
    else if (dice < 0.96) one.decide(random() < 0.7);
    const news = room.offset - before;
    for (const viewer of viewers) {
      // Lost, once, or twice; sometimes with older ones in front, as after a slow patch.
      const times = Math.floor(random() * 3);
      const more = Math.floor(random() * 3);
      if (news > 0) viewer.hear(Math.min(news + more, room.offset), times);
      assert.deepEqual(viewer.seen, viewer.log.messages, `seed ${seed}, step ${step}: a reader of the changes sees another list`);
    }
  }
  for (const viewer of viewers) viewer.rejoin();
  return { room, viewers };
}

describe('two viewers behind bad lines', () => {
  it('see the same list in the end, which is the whole truth, when the server can fill every hole', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { room, viewers } = play(seed, Infinity, false);
      for (const { name, log, discarded } of viewers) {
        const truth = room.truth.filter(({ id }) => !discarded.has(id));
        assert.deepEqual(bare(log.messages), bare(truth), `seed ${seed}: ${name}`);
      }
    }
  });

  it('see nothing twice, nothing out of order and no hole without a mark when it cannot', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { room, viewers } = play(seed, 8, true);
      for (const { name, log, discarded } of viewers) {
        const truth = bare(room.truth.filter(({ id }) => !discarded.has(id)));
        const where = `seed ${seed}: ${name}`;
        const ids = log.messages.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, where);
        const afterGap = log.messages.slice(log.messages.findLastIndex(({ type }) => type === TYPE.gap) + 1);
        const shown = bare(afterGap);
        if (shown.length === 0) continue;
        // An own message that was acknowledged in an epoch that is over has kept its old number.
        const known = shown.filter((row) => truth.includes(row));
        if (known.length > 0) assert.deepEqual(known, truth.slice(truth.indexOf(known[0]!)), where);
      }
    }
  });
});
