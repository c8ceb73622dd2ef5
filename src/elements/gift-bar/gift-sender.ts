import type { ChatRoom } from '../../client/contract.js';
import { TYPE, type GiftContent } from '../../protocol/message.js';
import type { Gift } from '../events.js';
import type { Buy } from '../shared/buy.js';
import { Combo, type ComboStep } from './combo.js';

export interface GiftSenderEvents {
  /** The app's shop, where there is one. */
  buy?(): Buy | undefined;
  /** A message was refused, and what it would have cost. */
  refused(thrown: unknown, cost: number): void;
  /** A combo is over: what was given, and how many of it. */
  over(gift: Gift, total: number): void;
}

/**
 * Sends gifts as messages, merged by `Combo`, each to the room in which it was tapped.
 *
 * The next message of a combo waits for the answer to the one before, however long the network is gone: so totals
 * count only what was taken, and a break makes one message of all that was tapped meanwhile.
 */
export class GiftSender {
  readonly #combo = new Combo(newId);
  #gift: Gift | null = null;
  #room: ChatRoom | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Messages without an answer yet. */
  #onTheWay = 0;
  #stopped = false;

  constructor(private readonly events: GiftSenderEvents) {}

  /** Id of the gift that is being repeated; empty for none. */
  get repeated(): string {
    return this.#combo.gift(performance.now());
  }

  /** How many of it so far. */
  get total(): number {
    return this.#combo.total;
  }

  tap(gift: Gift, count: number, room: ChatRoom | null): void {
    // What still waits of the former one goes out before, as what it is.
    if (gift.id !== this.#gift?.id || room !== this.#room) this.flush();
    this.#gift = gift;
    this.#room = room;
    this.#stopped = false;
    for (const step of this.#combo.tap(gift.id, count, performance.now())) this.#send(step);
    this.#advance();
  }

  /** Sends what waits, at once. */
  readonly flush = (): void => {
    for (const step of this.#combo.flush(performance.now())) this.#send(step);
  };

  /** Sends what waits, and runs no timer any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.flush();
  }

  #send({ count, combo, total }: ComboStep): void {
    if (!this.#room || !this.#gift) return;
    const { id: gift, name, icon, price } = this.#gift;
    const content: GiftContent = { gift, name, icon, price, count, combo, total };
    this.#onTheWay++;
    void this.#answer(this.#room, content);
  }

  async #answer(room: ChatRoom, content: GiftContent): Promise<void> {
    try {
      const buy = this.events.buy?.();
      // Without a shop it goes out at once: the page may be about to close.
      await room.send({ type: TYPE.gift, content: buy ? { ...content, receipt: await buy(content, room.id) } : content });
    } catch (thrown) {
      this.#combo.broke(content.combo!);
      this.events.refused(thrown, content.price * content.count);
    } finally {
      this.#onTheWay--;
      this.#advance();
    }
  }

  /** Sends what is due, and comes back when more is. */
  readonly #advance = (): void => {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#onTheWay > 0) return;
    for (const step of this.#combo.due(performance.now())) this.#send(step);
    if (this.#onTheWay > 0) return;
    const at = this.#combo.dueAt ?? this.#combo.until;
    const rest = at - performance.now();
    if (rest > 0) this.#timer = setTimeout(this.#advance, rest);
    else if (this.#combo.dueAt !== null) this.#advance();
    else if (this.#gift && this.#combo.total > 0) this.#end(this.#gift);
  };

  #end(gift: Gift): void {
    this.#gift = null;
    this.events.over(gift, this.#combo.total);
  }
}

/** Two combos of one person must differ; `randomUUID` is missing on pages without TLS. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
}
