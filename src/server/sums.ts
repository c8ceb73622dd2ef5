import { GiftSums } from '../protocol/gift-sums.js';
import { encode, TYPE, type WireMessage, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import { Pulse } from './pulse.js';

/** Sums are told at most this often, ms: a storm of gifts is one message a second more. */
const TELL_EVERY_MS = 1000;
const SYSTEM: WireUser = { id: 'system', name: '', role: 'system' };

export interface RoomSumsOptions {
  readonly room: string;
  readonly clock: Clock;
  /** Messages the store has kept, oldest first, as JSON. */
  readonly kept: readonly { readonly json: string }[];
  readonly systemId: () => string;
  /** Hands a message without a place to everybody here. */
  readonly say: (message: WireMessage) => void;
}

/**
 * What was given in one room, told to who is here when it changes and to each newcomer.
 * Lives in memory: after a restart it holds what the kept messages add up to, at most `RESUME_WINDOW` of them.
 */
export class RoomSums {
  readonly #options: RoomSumsOptions;
  readonly #sums = new GiftSums();
  readonly #pulse: Pulse;

  constructor(options: RoomSumsOptions) {
    this.#options = options;
    for (const { json } of options.kept) {
      const { t, c } = JSON.parse(json) as WireMessage;
      this.#sums.add(t, c);
    }
    this.#pulse = new Pulse(options.clock, () => TELL_EVERY_MS, () => options.say(this.#message()));
  }

  /** Counts messages that have got their places. */
  add(messages: readonly WireMessage[]): void {
    let changed = false;
    for (const { t, c } of messages) changed = this.#sums.add(t, c) || changed;
    if (changed) this.#pulse.poke();
  }

  /** Tells one connection where things stand. */
  greet(connection: Pick<Connection, 'sendText'>): void {
    if (this.#sums.empty) return;
    connection.sendText(encode({ k: 'b', room: this.#options.room, e: [this.#message()] }));
  }

  stop(): void {
    this.#pulse.stop();
  }

  #message(): WireMessage {
    const { clock, systemId } = this.#options;
    return { i: systemId(), t: TYPE.sums, c: { ...this.#sums.content(), user: SYSTEM }, ts: clock.now() };
  }
}
