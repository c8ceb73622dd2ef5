import type { WireMessage } from './frames.js';
import { TYPE } from './message.js';
import { SUPERCHAT_TIERS, superchatTier, type SuperchatTier } from './superchat.js';

/** Super chats told to a newcomer, about 20 kB; of more, the cheapest goes. As many as a ticker shows. */
export const STANDING_MAX = 50;

/** Who may pin. */
const STAFF: ReadonlySet<unknown> = new Set(['host', 'moderator', 'system']);

/**
 * What is still to be seen by whoever comes now, however much has been said since: the room's notice, and super chats whose time
 * runs. Kept by whoever gives messages their places.
 */
export class Standing {
  #pin: WireMessage | null = null;
  #chats: WireMessage[] = [];
  #changes = 0;

  constructor(private readonly tiers: readonly SuperchatTier[] = SUPERCHAT_TIERS) {}

  /** Grows with every change. */
  get changes(): number {
    return this.#changes;
  }

  /** Begins with what stood before, oldest first. */
  restore(messages: readonly WireMessage[]): void {
    this.#pin = null;
    this.#chats = [];
    for (const message of messages) this.add(message);
  }

  /** Takes a message in; says whether it has taken down something that others may still show. */
  add(message: WireMessage): boolean {
    const { t, c } = message;
    if (t === TYPE.pin && STAFF.has(c.user?.role)) {
      this.#pin = message;
      this.#changes++;
    }
    if (t === TYPE.superchat && this.#until(message) > 0) this.#take(message);
    return t === TYPE.recall && this.#drop(({ i }) => i === c['id']);
  }

  /** Takes over what was written anew; `current`: a message as it is now, undefined where that is not known. */
  renew(current: (id: string) => WireMessage | undefined): void {
    const renewed = (message: WireMessage): WireMessage => {
      const now = current(message.i);
      return now?.t === message.t ? now : message;
    };
    this.#pin &&= renewed(this.#pin);
    this.#chats = this.#chats.map(renewed);
    this.#changes++;
  }

  /** Forgets what somebody said; says whether there was anything. */
  forget(userId: string): boolean {
    return this.#drop(({ c }) => c.user?.id === userId);
  }

  /** What stands, oldest first. @param now ms since 1970, server clock. */
  at(now: number): WireMessage[] {
    this.#chats = this.#chats.filter((chat) => this.#until(chat) > now);
    return [...(this.#pin ? [this.#pin] : []), ...this.#chats];
  }

  #take(message: WireMessage): void {
    this.#changes++;
    this.#chats = [...this.at(message.ts).filter(({ i, t }) => t !== TYPE.pin && i !== message.i), message];
    if (this.#chats.length <= STANDING_MAX) return;
    const least = Math.min(...this.#chats.map(({ c }) => c['amount'] as number));
    this.#chats.splice(this.#chats.findIndex(({ c }) => c['amount'] === least), 1);
  }

  #drop(meant: (message: WireMessage) => boolean): boolean {
    const before = this.#chats.length;
    this.#chats = this.#chats.filter((chat) => !meant(chat));
    const pinGoes = this.#pin !== null && meant(this.#pin);
    if (pinGoes) this.#pin = null;
    const gone = pinGoes || this.#chats.length < before;
    if (gone) this.#changes++;
    return gone;
  }

  /** When a super chat's time is over, ms since 1970; 0 for what buys none. */
  #until({ c, ts }: WireMessage): number {
    const tier = superchatTier(c['amount'], this.tiers);
    return tier === 0 ? 0 : ts + this.tiers[tier - 1]!.pinMs;
  }
}
