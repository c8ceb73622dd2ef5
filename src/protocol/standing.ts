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

  constructor(private readonly tiers: readonly SuperchatTier[] = SUPERCHAT_TIERS) {}

  /** Takes a message in; says whether it has taken down something that others may still show. */
  add(message: WireMessage): boolean {
    const { t, c } = message;
    if (t === TYPE.pin && STAFF.has(c.user?.role)) this.#pin = message;
    if (t === TYPE.superchat && this.#until(message) > 0) this.#take(message);
    return t === TYPE.recall && this.#drop(({ i }) => i === c['id']);
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
    return pinGoes || this.#chats.length < before;
  }

  /** When a super chat's time is over, ms since 1970; 0 for what buys none. */
  #until({ c, ts }: WireMessage): number {
    const tier = superchatTier(c['amount'], this.tiers);
    return tier === 0 ? 0 : ts + this.tiers[tier - 1]!.pinMs;
  }
}
