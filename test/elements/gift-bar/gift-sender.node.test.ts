import assert from 'node:assert/strict';
import { setInterval } from 'node:timers/promises';
import { after, describe, it } from 'node:test';
import { createLocalClient, LocalHub, type LocalClient } from '../../../src/adapters/local/index.js';
import type { ChatRoom } from '../../../src/client/contract.js';
import { GiftSender } from '../../../src/elements/gift-bar/gift-sender.js';
import { TYPE, type GiftContent } from '../../../src/protocol/message.js';

const rose = { id: 'rose', name: { en: 'Rose', 'zh-CN': '玫瑰' }, icon: 'icon:rose', price: 2 };

describe('gifts sent in a row', () => {
  let hub: LocalHub;
  let ann: LocalClient;
  let room: ChatRoom;
  let bob: LocalClient;
  let seen: GiftContent[] = [];
  let arrived: (() => void) | null = null;
  let rooms = 0;

  const undo: (() => void)[] = [];
  after(() => undo.forEach((end) => end()));

  /** Fresh people, who have not sent anything this second, in a fresh room; what Bob is told of Ann's gifts comes into `seen`. */
  async function enter(): Promise<void> {
    hub = new LocalHub();
    ann = createLocalClient({ user: 'Ann', hub, latencyMs: 10 });
    bob = createLocalClient({ user: 'Bob', hub });
    const [mine, hers, place] = [ann, bob, hub];
    undo.push(() => mine.disconnect(), () => hers.disconnect(), () => place.close());
    await Promise.all([ann.connect(), bob.connect()]);
    const id = `show-${++rooms}`;
    seen = [];
    room = await ann.join(id, { create: true });
    const watched = await bob.join(id);
    watched.on('messages', (batch) => {
      for (const { type, content } of batch) if (type === TYPE.gift) seen.push(content as GiftContent);
      arrived?.();
    });
  }

  const given = () => seen.reduce((sum, { count }) => sum + count, 0);
  async function all(count: number): Promise<void> {
    while (given() < count) await new Promise<void>((resolve) => (arrived = resolve));
  }

  /** In each combo the total that was said last is what was given in it. */
  function assertExact(): void {
    for (const combo of new Set(seen.map((gift) => gift.combo))) {
      const steps = seen.filter((gift) => gift.combo === combo);
      assert.equal(Math.max(...steps.map(({ total }) => total!)), steps.reduce((sum, { count }) => sum + count, 0), `combo ${combo}`);
    }
  }

  /** Taps at a thumb's pace; `each` may make trouble. */
  async function tap(sender: GiftSender, times: number, each: (n: number) => void = () => undefined): Promise<void> {
    let n = 0;
    for await (const _ of setInterval(40)) {
      each(++n);
      sender.tap(rose, 1, room);
      if (n === times) return;
    }
  }

  it('say what they are in every language, and the exact total, in few messages', async () => {
    await enter();
    const over = new Promise<number>((resolve) => {
      void tap(new GiftSender({ refused: assert.fail, over: (_, total) => resolve(total) }), 40);
    });
    await all(40);
    assert.equal(await over, 40);
    assert.equal(seen.at(-1)!.total, 40);
    assert.deepEqual(seen[0]!.name, rose.name);
    // 40 taps take 1.6 s: one message at once, and one in each half second begun. A slow machine makes it longer, not denser.
    assert.ok(seen.length < 20, `${seen.length} messages`);
    assertExact();
  });

  it('are exact when the connection breaks again and again in the middle', async () => {
    await enter();
    await tap(new GiftSender({ refused: assert.fail, over: () => undefined }), 60, (n) => {
      if (n % 12 === 5) hub.cut(ann);
    });
    await all(60);
    assert.equal(given(), 60);
    assert.equal(new Set(seen.map((gift) => gift.combo)).size, 1);
    assert.equal(seen.at(-1)!.total, 60);
    assertExact();
  });

  it('are exact when the connection breaks between a message and its answer', async () => {
    await enter();
    const sender = new GiftSender({ refused: assert.fail, over: () => undefined });
    hub.pause();
    await tap(sender, 5);
    hub.resume();
    hub.cut(ann);
    await tap(sender, 5);
    await all(10);
    assert.equal(given(), 10);
    assertExact();
  });

  it('wait out a long break as one message', async () => {
    await enter();
    const sender = new GiftSender({ refused: assert.fail, over: () => undefined });
    hub.pause();
    await tap(sender, 30);
    hub.resume();
    await all(30);
    assert.deepEqual(seen.map(({ count, total }) => [count, total]), [[1, 1], [29, 30]]);
  });

  it('count nothing that was refused, and say what it would have cost', async () => {
    await enter();
    let back = 0;
    const sender = new GiftSender({ refused: (_, cost) => (back += cost), over: () => undefined });
    await tap(sender, 40, (n) => {
      if (n === 20) hub.refuse('muted');
    });
    await all(40 - back / rose.price);
    assert.ok(back > 0);
    assert.equal(given() * rose.price + back, 40 * rose.price);
    assertExact();
  });

  it('are paid for first, with what goes out; what the shop does not sell is not sent', async () => {
    await enter();
    const sold: string[] = [];
    const refused: unknown[] = [];
    const sender = new GiftSender({
      buy: () => (content, where) => {
        sold.push(`${String(content['count'])} ${String(content['gift'])} at ${String(content['price'])} in ${where}`);
        return sold.length === 1 ? Promise.resolve('receipt-1') : Promise.reject(new Error('no money'));
      },
      refused: (thrown, cost) => refused.push((thrown as Error).message, cost),
      over: () => undefined,
    });
    sender.tap(rose, 3, room);
    await all(3);
    assert.equal((seen[0] as GiftContent & { receipt: string }).receipt, 'receipt-1');
    sender.tap({ ...rose, id: 'crown', price: 7 }, 1, room);
    while (refused.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(sold, [`3 rose at 2 in ${room.id}`, `1 crown at 7 in ${room.id}`]);
    assert.deepEqual(refused, ['no money', 7]);
    assert.equal(given(), 3);
    sender.stop();
  });

  it('lose nothing when the page goes, and run no timer then', async () => {
    await enter();
    const sender = new GiftSender({ refused: () => undefined, over: assert.fail });
    await tap(sender, 7);
    sender.stop();
    await all(7);
    assert.equal(seen.at(-1)!.total, 7);
  });
});
