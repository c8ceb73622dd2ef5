import { randomBytes } from 'node:crypto';
import { ChatError } from '../protocol/index.js';
import type { Bus } from './bus/bus.js';
import type { Clock } from './clock.js';
import { type Log, reason } from './log.js';
import { Room, type RoomShare } from './room.js';

/** The rooms of this node: opened on the bus when somebody comes, let go some time after the last one went. */
export class Rooms {
  readonly #share: RoomShare;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #open = new Map<string, Room>();
  /** Rooms the bus is asked for, so that a crowd at the door costs it one question. */
  readonly #opening = new Map<string, Promise<Room | null>>();
  /** Rooms that are over and still answer; a new one of the same name waits for that. */
  readonly #ending = new Map<string, Promise<void>>();

  constructor(share: Omit<RoomShare, 'systemId' | 'emptied' | 'slotMs' | 'report'> & { readonly bus: Bus; readonly log: Log }) {
    this.#share = {
      ...share,
      slotMs: share.bus.slotMs,
      report: share.log,
      systemId: () => `sys.${randomBytes(9).toString('base64url')}`,
      emptied: (room) => this.#closeLater(room),
    };
    this.#bus = share.bus;
    this.#clock = share.clock;
    this.#log = share.log;
  }

  get size(): number {
    return this.#open.size;
  }

  [Symbol.iterator](): IterableIterator<Room> {
    return this.#open.values();
  }

  /** A room that is in memory, without loading it. */
  peek(id: string): Room | undefined {
    return this.#open.get(id);
  }

  /** The room, from memory or the bus, or made when `create`. A promise only when the bus needs time. @throws what the bus throws. */
  load(id: string, create: boolean): Room | null | Promise<Room | null> {
    const open = this.#open.get(id);
    if (open) return open;
    const opening = this.#opening.get(id);
    // Who may make the room asks again when somebody who may not found none.
    if (opening) return create ? opening.then((room) => room ?? this.load(id, true)) : opening;
    const ending = this.#ending.get(id);
    const channel = ending ? ending.then(() => this.#bus.open(id, create)) : this.#bus.open(id, create);
    if (!(channel instanceof Promise)) return channel && this.#enroll(new Room(id, channel, this.#share));
    const promised = channel
      .then((found) => found && this.#enroll(new Room(id, found, this.#share)))
      .finally(() => this.#opening.delete(id));
    this.#opening.set(id, promised);
    return promised;
  }

  /** The same where the bus answers at once. @throws {ChatError} unavailable where it does not. */
  open(id: string, create: boolean): Room | null {
    const room = this.load(id, create);
    if (!(room instanceof Promise)) return room;
    // It goes on loading, and whoever asks again will find it.
    room.catch((cause: unknown) => this.#log('warn', 'room-not-opened', { room: id, reason: reason(cause) }));
    throw new ChatError('unavailable', { retryInMs: 200 });
  }

  /** Ends a room on this node: what waits in it is still answered. The order that ends it takes it from the bus. */
  destroy(id: string): void | Promise<void> {
    const room = this.#open.get(id);
    this.#open.delete(id);
    const ending = room?.end();
    if (ending) this.#ending.set(id, ending.finally(() => this.#ending.delete(id)));
    return ending;
  }

  /** Publishes and acknowledges everything; no room is open afterwards. */
  async close(): Promise<void> {
    const rooms = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(rooms.map(async (room) => room.close()));
  }

  #enroll(room: Room): Room {
    this.#open.set(room.id, room);
    // Some are opened for a message or a look, and nobody comes.
    this.#closeLater(room);
    return room;
  }

  #closeLater(room: Room): void {
    this.#clock.after(this.#share.settings.roomIdleMs, () => {
      if (!room.idle || this.#open.get(room.id) !== room) return;
      this.#open.delete(room.id);
      void room.close();
    });
  }
}
