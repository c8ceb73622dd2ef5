import type { ChatClient } from '../../client/contract.js';
import type { Draft, Sender } from '../../protocol/message.js';
import type { CrowdVenue } from './crowd-runner.js';

/** The part of a local client's hub that a crowd acts in; elements know no adapter. */
export interface CrowdHub {
  offline: boolean;
  say(room: string, who: Sender, draft: Draft): string;
  recall(room: string, id: string): void;
  like(room: string, count: number): void;
  crowd(room: string, count: number): void;
  cut(client: object): void;
  stall(client: object, ms: number): void;
}

/** The hub behind a client of `createLocalClient`; null for any other. */
export function hubOf(client: ChatClient | null): CrowdHub | null {
  const { hub } = (client ?? {}) as { hub?: Partial<CrowdHub> };
  return hub && [hub.say, hub.recall, hub.like, hub.crowd, hub.cut, hub.stall].every((act) => typeof act === 'function') ? (hub as CrowdHub) : null;
}

/** A hub as a venue; what breaks is the connection of `client`. */
export function hubVenue(hub: CrowdHub, client: object): CrowdVenue {
  return {
    say: (room, who, draft) => hub.say(room, who, draft),
    recall: (room, id) => hub.recall(room, id),
    like: (room, count) => hub.like(room, count),
    crowd: (room, count) => hub.crowd(room, count),
    cut: () => hub.cut(client),
    stall: (ms) => hub.stall(client, ms),
    sleep: (asleep) => (hub.offline = asleep),
  };
}
