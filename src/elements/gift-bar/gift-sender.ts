import type { ChatRoom } from '../../client/contract.js';
import { TYPE, type GiftContent } from '../../protocol/message.js';
import type { Gift } from '../events.js';
import { Combo, type ComboStep } from './combo.js';

/** Sends gifts as messages, merged by `Combo`, each to the room in which it was tapped. */
export class GiftSender {
  readonly #combo = new Combo(newId);
  #gift: Gift | null = null;
  #name = '';
  #room: ChatRoom | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onRefusal A message was refused.
   * @param onOver A combo is over: what was given, and how many of it.
   */
  constructor(
    private readonly onRefusal: (thrown: unknown) => void,
    private readonly onOver: (name: string, total: number) => void,
  ) {}

  /** Id of the gift that is being repeated; empty for none. */
  get repeated(): string {
    return this.#combo.gift(performance.now());
  }

  /** How many of it so far. */
  get total(): number {
    return this.#combo.total;
  }

  /** @param name As others will read it. */
  tap(gift: Gift, name: string, count: number, room: ChatRoom | null): void {
    // What still waits of the former one goes out before, under its own name.
    if (gift.id !== this.#gift?.id || room !== this.#room) this.flush();
    this.#gift = gift;
    this.#name = name;
    this.#room = room;
    for (const step of this.#combo.tap(gift.id, count, performance.now())) this.#send(step);
    this.#schedule();
  }

  /** Sends what waits, at once. */
  readonly flush = (): void => {
    for (const step of this.#combo.flush(performance.now())) this.#send(step);
  };

  /** Sends what waits, and runs no timer any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.flush();
  }

  #send({ count, combo, total }: ComboStep): void {
    if (!this.#room || !this.#gift) return;
    const { id: gift, icon, price } = this.#gift;
    const content: GiftContent = { gift, name: this.#name, icon, price, count, combo, total };
    this.#room.send({ type: TYPE.gift, content }).catch(this.onRefusal);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const at = this.#combo.dueAt ?? this.#combo.until;
    this.#timer = setTimeout(this.#onTime, Math.max(0, at - performance.now()));
  }

  readonly #onTime = (): void => {
    for (const step of this.#combo.due(performance.now())) this.#send(step);
    if (this.#combo.dueAt !== null || performance.now() < this.#combo.until) this.#schedule();
    else this.onOver(this.#name, this.#combo.total);
  };
}

/** Two combos of one person must differ; `randomUUID` is missing on pages without TLS. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
}
