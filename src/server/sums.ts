import type { Sums } from '../protocol/gift-sums.js';
import { encode, TYPE, type WireMessage } from '../protocol/index.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import { type Log, reason } from './log.js';
import { Pulse } from './pulse.js';
import { RoomStanding, type RoomStandingOptions } from './room-standing.js';
import { SYSTEM } from './server-message.js';

/** Sums are told and kept at most this often, ms: a storm of gifts is one message and one write a second more. */
const TELL_EVERY_MS = 1000;
const NOTHING: Sums = { top: [], total: 0 };

/** Who adds up what is given in one room. */
export interface SumsSource {
  /** What was given, as far as is known here; null: nothing. */
  readonly content: Sums | null;
  /** Hears of messages that have got their places; `placeless` ones are nowhere else. Says whether they give anything. */
  add(messages: readonly WireMessage[], placeless: boolean): boolean;
  /** To be done before it is told. A promise only where others add up. */
  refresh(): Promise<void> | void;
  /** Forgets who one of those was that gave; says whether that changes anything here. */
  forget(userId: string): boolean;
  stop(): void;
}

export interface RoomSumsOptions extends Omit<RoomStandingOptions, 'changed'> {
  readonly room: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly source: SumsSource;
  readonly systemId: () => string;
  /** Hands a message without a place to everybody here. */
  readonly say: (message: WireMessage) => void;
}

/** What was given in one room, told to who is here when it changes and to each newcomer, who is told of what stands as well. */
export class RoomSums {
  readonly #options: RoomSumsOptions;
  readonly #standing: RoomStanding;
  readonly #pulse: Pulse;
  /** Something that stood was taken down, and they do not know yet. */
  #tookDown = false;
  /** They have been told of something given. */
  #told = false;
  #stopped = false;

  constructor(options: RoomSumsOptions) {
    this.#options = options;
    this.#standing = new RoomStanding({ ...options, changed: () => this.#restood() });
    this.#pulse = new Pulse(options.clock, () => TELL_EVERY_MS, () => this.#refresh());
  }

  add(messages: readonly WireMessage[], placeless: boolean): void {
    this.#tookDown = this.#standing.add(messages, placeless) || this.#tookDown;
    if (this.#options.source.add(messages, placeless) || this.#tookDown) this.#pulse.poke();
  }

  /** Others have changed it. */
  changed(): void {
    this.#pulse.poke();
  }

  /** Entries were missed, or the log has begun anew. */
  missed(): void {
    this.#standing.missed();
  }

  /** What stands now, oldest first. */
  get standing(): readonly WireMessage[] {
    return this.#standing.at(this.#options.clock.now());
  }

  /** Tells one connection where things stand. */
  greet(connection: Pick<Connection, 'sendText'>): void {
    const { source, clock, room } = this.#options;
    if (!source.content && this.#standing.at(clock.now()).length === 0) return;
    this.#told ||= source.content !== null;
    connection.sendText(encode({ k: 'b', room, e: [this.#message(true)] }));
  }

  /** Forgets who one of those was that gave, and what they said. */
  forget(userId: string): void {
    if (this.#standing.forget(userId)) this.#tookDown = true;
    if (this.#options.source.forget(userId) || this.#tookDown) this.#pulse.poke();
  }

  stop(): void {
    this.#stopped = true;
    this.#options.source.stop();
    this.#standing.stop();
    this.#pulse.stop();
  }

  #restood(): void {
    this.#tookDown = true;
    this.#pulse.poke();
  }

  #refresh(): Promise<void> | void {
    const { source, log, room } = this.#options;
    const refreshed = source.refresh();
    if (!refreshed) return this.#tell();
    return refreshed.then(() => this.#tell(), (cause: unknown) => {
      log('warn', 'sums-not-known', { room, reason: reason(cause) });
      // What was told stays true until then.
      if (!this.#stopped) this.#pulse.poke();
    });
  }

  #tell(): void {
    const { source } = this.#options;
    // That there is nothing any more is worth a word only to those who have heard of something.
    if (this.#stopped || !(source.content || this.#tookDown || this.#told)) return;
    this.#told = source.content !== null;
    this.#options.say(this.#message(this.#tookDown));
    this.#tookDown = false;
  }

  #message(withStanding: boolean): WireMessage {
    const { source, clock, systemId } = this.#options;
    const now = clock.now();
    const standing = withStanding ? { standing: this.#standing.at(now) } : {};
    return { i: systemId(), t: TYPE.sums, c: { ...(source.content ?? NOTHING), ...standing, user: SYSTEM }, ts: now };
  }
}
