import { RESUME_WINDOW, TYPE, type WireMessage } from '../protocol/index.js';
import { Standing } from '../protocol/standing.js';
import type { SuperchatTier } from '../protocol/superchat.js';
import type { Clock } from './clock.js';
import { type Log, reason } from './log.js';
import { Pulse } from './pulse.js';
import type { RoomLog } from './room-log.js';
import type { KeptStanding } from './store/store.js';

/** Kept at most this often, ms: what comes in between is in the log, which holds twice as many as may come meanwhile. */
const KEEP_EVERY_MS = 1000;
const UNKEPT_MAX = RESUME_WINDOW / 2;
/** Of a log, what may still stand or takes something down. */
const STANDS = new RegExp(`"t":"(?:${TYPE.pin}|${TYPE.superchat}|${TYPE.recall})"`);

/** Where what stands in one room survives the process. */
export interface StandingKeep {
  /** As it was when the room was opened. */
  readonly kept: KeptStanding | null;
  /** As it is now; absent where nobody else keeps it. */
  again?(): Promise<KeptStanding | null>;
  /** A promise only where others keep it. Throws or rejects when it cannot be kept. */
  save(standing: KeptStanding): Promise<void> | void;
}

export interface RoomStandingOptions {
  readonly room: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What has a place in the room. */
  readonly messages: RoomLog;
  /** What super chats buy here; absent: the kit's table. */
  readonly tiers?: readonly SuperchatTier[] | undefined;
  readonly keep: StandingKeep;
  /** It is not what it was, and nobody has said a message about that. */
  readonly changed: () => void;
}

/** What stands in one room, however much has been said since: kept with the room, and gone on with from there. At most some 50 kB. */
export class RoomStanding {
  readonly #options: RoomStandingOptions;
  readonly #standing: Standing;
  readonly #pulse: Pulse;
  /** Messages since something has changed that is not kept yet. */
  #unkept = 0;
  /** Entries were missed: what others keep knows more. */
  #stale = false;

  constructor(options: RoomStandingOptions) {
    this.#options = options;
    this.#standing = new Standing(options.tiers);
    this.#pulse = new Pulse(options.clock, () => KEEP_EVERY_MS, () => this.#work());
    this.#begin(options.keep.kept);
  }

  /** Takes messages in; `placeless` ones are nowhere else, and kept at once. Says whether something was taken down that others may still show. */
  add(messages: readonly WireMessage[], placeless: boolean): boolean {
    const before = this.#standing.changes;
    // An order for no message: the log was written anew.
    if (messages.some(({ t, c }) => t === TYPE.recall && c['id'] === '')) this.#renew();
    let tookDown = false;
    for (const message of messages) tookDown = this.#standing.add(message) || tookDown;
    const changed = this.#standing.changes > before;
    if (!changed && this.#unkept === 0) return false;
    this.#unkept += messages.length;
    if ((changed && placeless) || this.#unkept >= UNKEPT_MAX) void this.#save();
    else this.#pulse.poke();
    return tookDown;
  }

  /** Forgets what somebody said; says whether there was anything. */
  forget(userId: string): boolean {
    if (!this.#standing.forget(userId)) return false;
    this.#unkept++;
    void this.#save();
    return true;
  }

  /** What stands, oldest first. @param now ms since 1970, server clock. */
  at(now: number): WireMessage[] {
    return this.#standing.at(now);
  }

  /** The log has a hole, or has begun anew. */
  missed(): void {
    this.#stale = true;
    this.#pulse.poke();
  }

  stop(): void {
    this.#pulse.stop();
    void this.#save();
  }

  #begin(kept: KeptStanding | null): void {
    if (kept) this.#standing.restore(kept.messages);
    // It may have been written anew since.
    this.#renew();
    const before = this.#standing.changes;
    for (const { offset, json } of this.#options.messages.entries) {
      if (offset > (kept?.offset ?? 0) && STANDS.test(json)) this.#standing.add(JSON.parse(json) as WireMessage);
    }
    if (this.#standing.changes > before) this.#unkept++;
  }

  #renew(): void {
    this.#standing.renew((id) => {
      const entry = this.#options.messages.find(id);
      return entry && (JSON.parse(entry.json) as WireMessage);
    });
  }

  #work(): Promise<void> | void {
    const { keep, changed } = this.#options;
    if (!this.#stale || !keep.again) return this.#save();
    return keep.again().then((kept) => {
      this.#stale = false;
      this.#begin(kept);
      // Under the epoch that holds now, if that is another.
      this.#unkept++;
      changed();
      return this.#save();
    }).catch((cause: unknown) => this.#failed('standing-not-known', cause));
  }

  #save(): Promise<void> | void {
    const { keep, clock, messages } = this.#options;
    if (this.#unkept === 0 || this.#stale) return;
    this.#unkept = 0;
    try {
      const done = keep.save({ offset: messages.offset, messages: this.#standing.at(clock.now()) });
      return done?.catch((cause: unknown) => this.#failed('standing-not-kept', cause));
    } catch (cause) {
      this.#failed('standing-not-kept', cause);
    }
  }

  /** It goes with the next one. */
  #failed(event: string, cause: unknown): void {
    const { log, room } = this.#options;
    log('warn', event, { room, reason: reason(cause) });
    this.#unkept++;
    this.#pulse.poke();
  }
}
