import { GiftSums, SUPPORTERS_KEPT, worthOf } from '../protocol/gift-sums.js';
import { Standing } from '../protocol/standing.js';
import type { SuperchatTier } from '../protocol/superchat.js';
import { encode, RESUME_WINDOW, TYPE, type WireMessage, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import { type Log, reason } from './log.js';
import { Pulse } from './pulse.js';
import type { RoomLog } from './room-log.js';
import type { KeptSums, Store } from './store/store.js';

/** Sums are told and kept at most this often, ms: a storm of gifts is one message and one write a second more. */
const TELL_EVERY_MS = 1000;
/** Entries that may be counted without being kept: they are counted again from the log after a restart, which holds twice as many. */
const UNKEPT_MAX = RESUME_WINDOW / 2;
/** Of a log, what may still stand. */
const STANDS = new RegExp(`"t":"(?:${TYPE.pin}|${TYPE.superchat}|${TYPE.recall})"`);
const SYSTEM: WireUser = { id: 'system', name: '', role: 'system' };

export interface RoomSumsOptions {
  readonly room: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What has a place in the room. */
  readonly messages: RoomLog;
  /** Where sums survive the process; absent where the store does not know of every message. */
  readonly store?: SumsStore | undefined;
  /** What super chats buy here; absent: the kit's table. */
  readonly tiers?: readonly SuperchatTier[] | undefined;
  readonly systemId: () => string;
  /** Hands a message without a place to everybody here. */
  readonly say: (message: WireMessage) => void;
}

export type SumsStore = Pick<Store, 'sums' | 'saveSums'>;

/**
 * What was given in one room, told to who is here when it changes and to each newcomer, who is told of what stands as well. Survives the process with the messages: what the
 * store has is added to by the entries after it. Without a store, it is what the kept messages add up to, at most `RESUME_WINDOW` of them.
 */
export class RoomSums {
  readonly #options: RoomSumsOptions;
  readonly #sums = new GiftSums();
  readonly #standing: Standing;
  readonly #pulse: Pulse;
  /** Something that stood was taken down, and they do not know yet. */
  #tookDown = false;
  /** Who has given since it was kept. */
  readonly #changed = new Set<string>();
  #unkept = 0;

  constructor(options: RoomSumsOptions) {
    this.#options = options;
    this.#standing = new Standing(options.tiers);
    for (const { json } of options.messages.entries) if (STANDS.test(json)) this.#standing.add(JSON.parse(json) as WireMessage);
    const kept = options.store?.sums(options.room, SUPPORTERS_KEPT);
    if (kept) this.#sums.restore(kept);
    const later = options.messages.entries.filter(({ offset }) => offset > (kept?.offset ?? 0));
    this.#count(later.map(({ json }) => JSON.parse(json) as WireMessage));
    this.#pulse = new Pulse(options.clock, () => TELL_EVERY_MS, () => {
      this.#keep();
      options.say(this.#message(this.#tookDown));
      this.#tookDown = false;
    });
  }

  /** Counts messages that have got their places; `placeless` ones are nowhere else, and kept at once. */
  add(messages: readonly WireMessage[], placeless: boolean): void {
    for (const message of messages) this.#tookDown = this.#standing.add(message) || this.#tookDown;
    if (!this.#count(messages)) {
      if (this.#tookDown) this.#pulse.poke();
      return;
    }
    if (placeless || this.#unkept >= UNKEPT_MAX) this.#keep();
    this.#pulse.poke();
  }

  /** Tells one connection where things stand. */
  greet(connection: Pick<Connection, 'sendText'>): void {
    if (this.#sums.empty && this.#standing.at(this.#options.clock.now()).length === 0) return;
    connection.sendText(encode({ k: 'b', room: this.#options.room, e: [this.#message(true)] }));
  }

  /** Forgets who one of those was that gave, and what they said. */
  forget(userId: string): void {
    this.#changed.delete(userId);
    if (this.#standing.forget(userId)) this.#tookDown = true;
    if (this.#sums.forget(userId) || this.#tookDown) this.#pulse.poke();
  }

  stop(): void {
    this.#keep();
    this.#pulse.stop();
  }

  #count(messages: readonly WireMessage[]): boolean {
    let changed = false;
    for (const { t, c } of messages) {
      if (!this.#sums.add(t, c)) continue;
      changed = true;
      if (c.user && worthOf(t, c) > 0) this.#changed.add(c.user.id);
    }
    if (changed) this.#unkept += messages.length;
    return changed;
  }

  #keep(): void {
    const { store, room, messages, log } = this.#options;
    if (!store || this.#unkept === 0) return;
    const { total, goal = null } = this.#sums.content();
    const supporters = [...this.#changed].flatMap((id) => this.#sums.supporter(id) ?? []);
    const sums: KeptSums = { offset: messages.offset, total, goal, supporters };
    try {
      store.saveSums(room, sums);
      this.#unkept = 0;
      this.#changed.clear();
    } catch (cause) {
      // They stay unkept and go with the next ones.
      log('error', 'sums-not-kept', { room, reason: reason(cause) });
    }
  }

  #message(withStanding: boolean): WireMessage {
    const { clock, systemId } = this.#options;
    const now = clock.now();
    return { i: systemId(), t: TYPE.sums, c: { ...this.#sums.content(), ...(withStanding ? { standing: this.#standing.at(now) } : {}), user: SYSTEM }, ts: now };
  }
}
