import { encode, type NoteKind } from '../../protocol/index.js';
import type { Log } from '../log.js';
import { reason } from '../log.js';
import type { Rooms } from '../rooms.js';
import type { Session } from '../session.js';
import type { SignedIn } from '../signed-in.js';
import type { AttributeNews } from './attribute-news.js';
import type { Moderation } from './moderation.js';
import type { Order, OrderOf } from './order.js';
import { rejection } from './verdicts.js';

export interface EnforcementParts {
  readonly rooms: Rooms;
  readonly signedIn: SignedIn;
  readonly moderation: Moderation;
  readonly attributeNews: AttributeNews;
  readonly log: Log;
  /** A room is there or has another name or life, and something happens in one; `mine`: it was made, by this server. */
  readonly lives: (order: OrderOf<'room'> | OrderOf<'active'>, mine: boolean) => void;
  /** An attribute has changed; `mine`: by an order given here. */
  readonly attribute: (order: OrderOf<'attribute'>, mine: boolean) => void;
  /** A room is about to go; what is in it can still be read. */
  readonly destroying: (room: string) => void;
  /** A room is gone, by an order that was given here or (not `mine`) elsewhere. */
  readonly destroyed: (order: OrderOf<'destroy'>, mine: boolean) => void;
}

/** Makes the people who are here feel an order at once: what they may do, whether they are still in, and what they are told. */
export class Enforcement {
  readonly #parts: EnforcementParts;

  constructor(parts: EnforcementParts) {
    this.#parts = parts;
  }

  enforce(order: Order, mine: boolean): void {
    const { signedIn, rooms, moderation } = this.#parts;
    switch (order.op) {
      case 'mute':
      case 'exempt':
        for (const session of signedIn.of(order.user)) tell(session, order.room);
        return;
      case 'freeze':
      case 'slow':
        for (const session of signedIn.in(order.room)) tell(session, order.room);
        return;
      case 'block':
        if (order.until === null) return;
        // A copy: who is put out leaves the list.
        for (const session of [...signedIn.of(order.user)]) {
          if (order.room === '') session.close('user-banned', null);
          else session.expel(order.room, 'kicked', 'blocked');
        }
        return;
      case 'deactivate':
        if (order.on) for (const session of [...signedIn.of(order.user)]) session.close('account-deleted', null);
        return;
      case 'forget-user':
        for (const session of [...signedIn.of(order.user)]) {
          // Not as somebody who may be back soon: their name would be listed until then.
          for (const [id, subscription] of session.subscriptions) rooms.peek(id)?.exit(subscription, order.user, 'left');
          session.subscriptions.clear();
          session.close('account-deleted', null);
        }
        return;
      case 'sign-in':
        for (const session of [...signedIn.of(order.user)]) {
          if (session.id !== order.connection) session.close('kicked-by-other-device', null);
        }
        return;
      case 'profile':
        for (const session of signedIn.of(order.user)) session.rename((user) => moderation.named(user, 0));
        return;
      case 'attribute':
        this.#parts.attributeNews.add(order);
        this.#parts.attribute(order, mine);
        return;
      case 'room':
      case 'active':
        this.#parts.lives(order, mine);
        return;
      case 'decide':
        // What was approved is said to everybody.
        if (order.verdict === 'approved') return;
        for (const session of signedIn.of(order.user)) {
          if (session.subscriptions.has(order.room)) session.connection.send(rejection(order.room, order.mid, order.by, order.at));
        }
        return;
      case 'destroy':
        this.#destroy(order, mine);
        return;
      case 'broadcast':
        if (order.to === 'rooms') {
          for (const room of rooms) if (room.memberCount > 0 && !moderation.stopped(room.id)) room.say(order.message);
        } else {
          const text = encode({ k: 'cast', m: order.message });
          for (const session of signedIn) session.connection.sendText(text);
        }
        return;
      case 'announce':
        this.#announce(order);
        return;
      default:
        // In force by being a rule; nobody who is here has to be told.
        return;
    }
  }

  #destroy(order: OrderOf<'destroy'>, mine: boolean): void {
    const { rooms, signedIn, log, destroying, destroyed } = this.#parts;
    destroying(order.room);
    for (const session of signedIn.in(order.room)) session.expel(order.room, 'destroyed', 'destroyed');
    const failed = (cause: unknown) => log('error', 'room-not-destroyed', { room: order.room, reason: reason(cause) });
    void Promise.resolve(rooms.destroy(order.room)).catch(failed);
    destroyed(order, mine);
  }

  #announce({ room, what, users, until, extra, at }: OrderOf<'announce'>): void {
    const { rooms, signedIn } = this.#parts;
    const frame = (id: string) => ({
      k: 'notice' as const,
      room: id,
      what: what satisfies NoteKind,
      users: [...users],
      ...(until === undefined ? {} : { until }),
      ...(extra === undefined ? {} : { extra }),
      at,
    });
    if (room !== '') return rooms.peek(room)?.tell(frame(room));
    for (const user of users) {
      for (const session of signedIn.of(user)) for (const id of session.subscriptions.keys()) session.connection.send(frame(id));
    }
  }
}

/** What a session may do now, in one room or (`''`) in each it is in. */
function tell(session: Session, room: string): void {
  for (const id of room === '' ? session.subscriptions.keys() : [room]) session.tellPermissions(id);
}
