import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ENTRIES_MAX, Ticker, timeLeft } from '../../../src/elements/super-chat/ticker.js';
import { toMessage, type Message } from '../../../src/protocol/message.js';
import { SUPERCHAT_TIERS } from '../../../src/protocol/superchat.js';

let ids = 0;
function paid(amount: unknown, sentAt: number, more: object = {}): Message {
  const content = { content: 'hi', amount, currency: 'coin', tier: 1, ...more };
  return toMessage({ id: `s${++ids}`, type: 'live:superchat', content, sentAt, sender: { id: 'a', name: 'Ann' } });
}
const amounts = (ticker: Ticker, now: number) => ticker.current(now).map(({ amount }) => amount);
const MINUTE = 60_000;

describe('the ticker', () => {
  it('shows each for as long as its amount buys, from the server’s stamp', () => {
    const ticker = new Ticker();
    ticker.add([paid(30, 0), paid(100, 1000)], SUPERCHAT_TIERS);
    assert.deepEqual(amounts(ticker, 2000), [100, 30]);
    assert.deepEqual(amounts(ticker, MINUTE), [100]);
    assert.deepEqual(amounts(ticker, 1000 + 5 * MINUTE), []);
  });

  it('has the same ones after a reload, with what is left of their time', () => {
    const history = [paid(50, 0), paid(30, 0)];
    const reloaded = new Ticker();
    reloaded.add(history, SUPERCHAT_TIERS);
    const [entry] = reloaded.current(90_000);
    assert.deepEqual([amounts(reloaded, 90_000), entry!.until], [[50], 120_000]);
  });

  it('reads what it is worth from its amount, whatever tier it claims', () => {
    const ticker = new Ticker();
    ticker.add([paid(30, 0, { tier: 5 }), paid(1000, 0, { tier: 1 })], SUPERCHAT_TIERS);
    assert.deepEqual(ticker.current(0).map(({ tier }) => tier).sort(), [1, 5]);
  });

  it('leaves out what was not paid for, what failed, and what is none', () => {
    const ticker = new Ticker();
    const failed = { ...paid(30, 0), state: 'failed' as const };
    const added = ticker.add([paid(-30, 0), paid('30', 0), paid(29, 0), paid(30, NaN), failed, toMessage('a text')], SUPERCHAT_TIERS);
    assert.deepEqual([added, amounts(ticker, 0)], [false, []]);
  });

  it('gives nobody more time than they bought, whatever the stamp says', () => {
    const ticker = new Ticker();
    ticker.add([paid(30, 10 * MINUTE)], SUPERCHAT_TIERS);
    assert.equal(ticker.current(0)[0]!.until, MINUTE);
    assert.deepEqual(amounts(ticker, MINUTE + 1), []);
  });

  it('keeps fifty, the dearest, and one entry for a message that comes twice', () => {
    const ticker = new Ticker();
    const twice = paid(5000, 0);
    ticker.add([twice, twice], SUPERCHAT_TIERS);
    ticker.add(Array.from({ length: 100 }, (_, n) => paid(1000 + n, n)), SUPERCHAT_TIERS);
    assert.equal(ticker.current(0).length, ENTRIES_MAX);
    assert.equal(Math.min(...amounts(ticker, 0)), 1051);
    ticker.remove(twice.id);
    assert.equal(amounts(ticker, 0).includes(5000), false);
  });

  it('says how long in minutes, and in seconds at the end', () => {
    const say = (ms: number) => timeLeft(ms, (key, { n }) => `${n} ${key.slice('superchat.'.length)}`);
    assert.deepEqual([59_001, 60_000, 61_000, 120_000, 121_000, 1, 0, -5].map(say), [
      ...['60 seconds', '60 seconds', '2 minutes', '2 minutes', '3 minutes', '1 seconds', '0 seconds', '0 seconds'],
    ]);
  });
});
