import type { NoteKind, WireMessage } from '../../protocol/index.js';
import type { Verdict } from '../store/held.js';
import type { TalkRules } from './talk-rules.js';

/** How long a room lives: until nothing has happened in it for so long, or so long after it was made. */
export interface RoomLife {
  readonly type: 'idle' | 'fixed';
  readonly minutes: number;
}

/**
 * A decision about one person, room or word: plain JSON, complete in itself, with absolute times (ms since 1970). Carrying it out twice
 * is the same as once, so that it can be handed to any number of servers. `room: ''` means everywhere; `on: false` lifts.
 */
export type Order = {
  /** When it was given. */
  readonly at: number;
} & (
  | { readonly op: 'mute' | 'block'; readonly room: string; readonly user: string; /** null lifts it. */ readonly until: number | null }
  /** freeze: only staff and exempt people may write. stop: messages are taken and reach nobody. keep: never destroyed by itself. */
  | { readonly op: 'freeze' | 'stop' | 'keep'; readonly room: string; readonly on: boolean }
  /** Slow mode: so long from one message of a person to the next, ms; null ends it. */
  | { readonly op: 'slow'; readonly room: string; readonly everyMs: number | null }
  /** What talk has to be like; null: as everywhere. */
  | { readonly op: 'talk'; readonly room: string; readonly rules: TalkRules | null }
  /** exempt: from freezing. allow-user: from being shed under load. */
  | { readonly op: 'exempt' | 'allow-user'; readonly room: string; readonly user: string; readonly on: boolean }
  | { readonly op: 'allow-type' | 'low-type'; readonly type: string; readonly on: boolean }
  /** `replacement: null` refuses the message; with `hold` it waits for a moderator. */
  | { readonly op: 'word'; readonly word: string; readonly replacement: string | null; readonly hold?: true; readonly on: boolean }
  /** A moderator has decided about a message that waited; its author can hear of it until then, ms since 1970. */
  | { readonly op: 'decide'; readonly room: string; readonly mid: string; readonly user: string; readonly verdict: Verdict; readonly by: string; readonly until: number }
  /** A room was made, or its name or life has changed. `life: null`: as the server's settings say. */
  | { readonly op: 'room'; readonly room: string; readonly name: string; readonly madeAt: number; readonly life: RoomLife | null }
  /** Something has happened in the room: it does not count as idle. */
  | { readonly op: 'active'; readonly room: string }
  | { readonly op: 'destroy'; readonly room: string; readonly by: 'call' | 'time' }
  | {
      readonly op: 'attribute';
      readonly room: string;
      readonly key: string;
      /** null takes it away. */
      readonly value: string | null;
      /** Whose it is. */
      readonly user: string;
      /** Taken away when that user leaves. */
      readonly auto: boolean;
      /** Grows with every change of the key, for compare-and-set. */
      readonly version: number;
    }
  /** Versions up to this one have been given: said before an attribute goes, which knows its own no more. */
  | { readonly op: 'last-version'; readonly version: number }
  /** Tokens made before `before` do not open connections any more. */
  | { readonly op: 'expire-tokens'; readonly user: string; readonly before: number }
  | { readonly op: 'deactivate'; readonly user: string; readonly on: boolean }
  /** All that was decided about a user is void, and who they are is not known any more. */
  | { readonly op: 'forget-user'; readonly user: string }
  /** A receipt of the shop is used up by a message; the first one counts. It expires then, ms since 1970. */
  | { readonly op: 'receipt'; readonly id: string; readonly room: string; readonly mid: string; readonly until: number }
  /** Another name than the user's older tokens say. */
  | { readonly op: 'profile'; readonly user: string; readonly name: string; readonly avatar: string }
  /** Facts an app keeps about its users with us. */
  | { readonly op: 'tags'; readonly user: string; readonly tags: readonly string[] }
  | { readonly op: 'blacklist'; readonly user: string; readonly other: string; readonly on: boolean }
  /** The log of an hour (YYYYMMDDHH) is not to be handed out any more. */
  | { readonly op: 'forget-hour'; readonly hour: string }
  /** Where only one device is allowed: all other connections of the user end. */
  | { readonly op: 'sign-in'; readonly user: string; readonly connection: string }
  /** For everybody who is in a room now, or (`online`) for every connection; stored nowhere. */
  | { readonly op: 'broadcast'; readonly to: 'rooms' | 'online'; readonly message: WireMessage }
  /** Tells a room what was decided; for `room: ''` those concerned, wherever they are. */
  | {
      readonly op: 'announce';
      readonly room: string;
      readonly what: NoteKind;
      readonly users: readonly string[];
      readonly until?: number;
      /** In words of the app's own. */
      readonly extra?: string;
    }
);

export type OrderOf<Op extends Order['op']> = Order & { readonly op: Op };

/** A later order with the same key makes this one void. Undefined for those that are over once carried out. */
export function keyOf(order: Order): string | undefined {
  switch (order.op) {
    case 'mute':
    case 'block':
    case 'exempt':
    case 'allow-user':
      return JSON.stringify([order.op, order.room, order.user]);
    case 'freeze':
    case 'stop':
    case 'keep':
    case 'slow':
    case 'talk':
    case 'room':
    case 'active':
    case 'destroy':
      return JSON.stringify([order.op, order.room]);
    case 'allow-type':
    case 'low-type':
      return JSON.stringify([order.op, order.type]);
    case 'word':
      return JSON.stringify([order.op, order.word]);
    case 'attribute':
      return JSON.stringify([order.op, order.room, order.key]);
    case 'expire-tokens':
    case 'deactivate':
    case 'forget-user':
    case 'profile':
    case 'tags':
      return JSON.stringify([order.op, order.user]);
    case 'blacklist':
      return JSON.stringify([order.op, order.user, order.other]);
    case 'decide':
      return JSON.stringify([order.op, order.room, order.mid]);
    case 'forget-hour':
      return JSON.stringify([order.op, order.hour]);
    case 'last-version':
      return order.op;
    // Kept for newcomers as long as the bus keeps such orders: a later one must not take the place of the first.
    case 'receipt':
    case 'sign-in':
    case 'broadcast':
    case 'announce':
      return undefined;
  }
}
