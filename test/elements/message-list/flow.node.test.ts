import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Flow } from '../../../src/elements/message-list/flow.js';
import { LoadMeter } from '../../../src/elements/message-list/load-meter.js';
import type { FlowRules } from '../../../src/elements/message-list/row-flow.js';
import { toMessage, type Message, type Role } from '../../../src/protocol/message.js';
import { random } from './random.js';

const me = { id: 'me', name: 'Mei' };
const rules: FlowRules = { self: me, paidFrom: 1, withoutFolding: false, isHidden: () => false };
let ids = 0;
const says = (text: string, sender: { id: string; name?: string; role?: Role } = { id: `p${ids}` }): Message =>
  toMessage({ id: `f${++ids}`, text, sender: { name: sender.id, ...sender } });
const many = (count: number) => Array.from({ length: count }, (_, i) => says(`line ${ids} ${i}`));

/** Feeds packets every 100 ms; returns all that got a row and what another row counts, in order. */
function run(flow: Flow, packets: Message[][], over = rules): { rows: Message[]; waiting: Message[] } {
  const rows: Message[] = [];
  let waiting: Message[] = [];
  packets.forEach((packet, step) => {
    waiting.push(...packet);
    flow.arrived(packet.length, step * 100);
    const plan = flow.plan(waiting, step * 100, over);
    rows.push(...plan.rows);
    waiting = waiting.slice(plan.count);
  });
  return { rows, waiting };
}

describe('Flow', () => {
  it('never leaves out own, addressed, host, moderator, paid or system messages', () => {
    const next = random(11);
    const special: (() => Message)[] = [
      () => ({ ...says('mine'), origin: 'own' }),
      () => says('hello', me),
      () => says('@Mei look'),
      () => toMessage({ id: `f${++ids}`, type: 'RC:TxtMsg', content: { content: 'x', mentionedInfo: { userIdList: ['me'] } }, sender: { id: 'x', name: 'x' } }),
      () => says('welcome', { id: 'h', role: 'host' }),
      () => says('be kind', { id: 'm', role: 'moderator' }),
      () => says('a notice', { id: 's', role: 'system' }),
      () => toMessage({ id: `f${++ids}`, type: 'live:gift', content: { gift: `g${ids}`, name: 'Rose', price: 1, count: 1 }, sender: { id: 'y', name: 'y' } }),
      () => toMessage({ id: `f${++ids}`, type: 'live:superchat', content: { content: 'x', amount: 5 }, sender: { id: 'z', name: 'z' } }),
    ];
    for (let round = 0; round < 60; round++) {
      const flow = new Flow(60, new LoadMeter());
      flow.rate = Math.floor(next() * 30) + 1;
      const must: Message[] = [];
      const packets = Array.from({ length: 30 }, () => {
        const packet = many(Math.floor(next() * 100));
        for (let i = Math.floor(next() * 6); i > 0; i--) {
          const one = special[Math.floor(next() * special.length)]!();
          must.push(one);
          packet.splice(Math.floor(next() * packet.length), 0, one);
        }
        return packet;
      });
      const { rows } = run(flow, [...packets, ...Array<Message[]>(15).fill([])]);
      const shown = new Set(rows);
      assert.deepEqual(must.filter((message) => !shown.has(message) && !flow.isFolded(message)), []);
      const { kinds } = flow.meter;
      for (const kind of ['own', 'mention', 'host', 'moderator', 'paid', 'system'] as const) assert.equal(kinds[kind].shown, kinds[kind].received);
      // Order is never changed.
      assert.deepEqual(rows.map(({ id }) => Number(id.slice(1))), [...rows].map(({ id }) => Number(id.slice(1))).sort((a, b) => rank(packets, a) - rank(packets, b)));
    }
  });

  it('accounts for every message: shown, in another row, or left out', () => {
    const flow = new Flow(60, new LoadMeter());
    flow.rate = 30;
    const packets = Array.from({ length: 50 }, () => many(40));
    const { rows, waiting } = run(flow, packets);
    assert.equal(rows.length + flow.shaped + flow.folded + waiting.length, 2000);
    assert.ok(flow.meter.oneIn(4900) >= 10 && flow.meter.oneIn(4900) <= 14, `one in ${flow.meter.oneIn(4900)}`);
    assert.equal(flow.meter.oneIn(60_000), 1);
  });

  it('ends a flood with its last words', () => {
    const flow = new Flow(60, new LoadMeter());
    flow.rate = 5;
    const packets = Array.from({ length: 20 }, () => many(50));
    const { rows, waiting } = run(flow, [...packets, ...Array<Message[]>(30).fill([])]);
    assert.equal(rows.at(-1), packets.at(-1)!.at(-1));
    assert.equal(waiting.length, 0);
  });

  it('shows a packet of a hundred over a second, and all of it where there is no limit', () => {
    const flow = new Flow(60, new LoadMeter());
    const steps = [many(100), ...Array<Message[]>(10).fill([])];
    const perStep: number[] = [];
    let waiting: Message[] = [];
    steps.forEach((packet, step) => {
      waiting.push(...packet);
      if (packet.length > 0) flow.arrived(packet.length, 0);
      const plan = flow.plan(waiting, step * 100, rules);
      perStep.push(plan.rows.length);
      waiting = waiting.slice(plan.count);
    });
    assert.deepEqual(perStep, [0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
  });

  it('shows own words at once, with what stands before them', () => {
    const flow = new Flow(60, new LoadMeter());
    const packet = many(50);
    flow.arrived(50, 0);
    const own: Message = { ...says('mine', me), origin: 'own', state: 'pending' };
    const plan = flow.plan([...packet, own], 10, rules);
    assert.equal(plan.rows.at(-1), own);
    assert.equal(plan.count, 51);
  });

  it('catches up in one step: what must be seen, then the newest, and no more rows than fit', () => {
    const flow = new Flow(60, new LoadMeter());
    flow.rate = 30;
    const packet = many(10_000);
    packet[17] = says('welcome', { id: 'h', role: 'host' });
    flow.arrived(packet.length, 5000);
    const { rows, count } = flow.plan(packet, 5000, rules);
    assert.equal(count, 10_000);
    assert.equal(rows.length, 60);
    assert.equal(rows[0], packet[17]);
    assert.deepEqual(rows.slice(1), packet.slice(-59));
    assert.equal(flow.meter.oneIn(5000), 1, 'a catch-up is no load');
  });

  it('neither shows nor counts people who are hidden, and takes the page\'s own reasons', () => {
    const flow = new Flow(60, new LoadMeter());
    flow.rate = 1;
    const packet = Array.from({ length: 20 }, (_, i) => says(`x ${i}`, { id: i % 2 ? 'odd' : 'even' }));
    const plan = flow.plan(packet, 0, { ...rules, isHidden: ({ sender }) => sender.id === 'odd', protect: (message) => message === packet[4] });
    assert.ok(plan.rows.includes(packet[4]!));
    assert.ok(plan.rows.every(({ sender }) => sender.id === 'even'));
    assert.equal(flow.meter.kinds.other.received <= 10, true);
  });
});

/** Place of a message in what was fed. */
function rank(packets: Message[][], id: number): number {
  let before = 0;
  for (const packet of packets) {
    const at = packet.findIndex((message) => message.id === `f${id}`);
    if (at >= 0) return before + at;
    before += packet.length;
  }
  return -1;
}
