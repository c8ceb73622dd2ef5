import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';
import { type Log, reason } from './log.js';
import { Room, type RoomShare } from './room.js';
import type { Store } from './store/store.js';

/** How often rooms that nothing ever happened in are looked for, ms. */
const SWEEP_EVERY_MS = 10 * 60 * 1000;

/** The rooms in memory: loaded when somebody comes, let go some time after the last one went; and what they save in common. */
export class Rooms {
  readonly #share: RoomShare;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #open = new Map<string, Room>();
  /** Likes not saved yet. */
  readonly #unsaved = new Set<Room>();
  #cancelSave: (() => void) | null = null;
  #cancelSweep: () => void;

  constructor(share: Omit<RoomShare, 'systemId' | 'likesChanged' | 'emptied'>) {
    this.#share = {
      ...share,
      systemId: () => `sys.${randomBytes(9).toString('base64url')}`,
      likesChanged: (room) => this.#likesChanged(room),
      emptied: (room) => this.#closeLater(room),
    };
    this.#store = share.store;
    this.#clock = share.clock;
    this.#log = share.log;
    this.#cancelSweep = this.#clock.after(SWEEP_EVERY_MS, this.#sweep);
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

  /** The room, from memory or the store, or made when `create`. @throws what the store throws. */
  open(id: string, create: boolean): Room | null {
    const open = this.#open.get(id);
    if (open) return open;
    let record = this.#store.load(id);
    if (!record) {
      if (!create) return null;
      const epoch = randomBytes(6).toString('base64url');
      this.#store.create(id, epoch, this.#clock.now());
      record = { epoch, offset: 0, likes: 0, entries: [] };
    }
    const room = new Room(id, record, this.#share);
    this.#open.set(id, room);
    return room;
  }

  /** Brings everything into the store; no room is open afterwards. */
  close(): void {
    this.#cancelSweep();
    for (const room of this.#open.values()) room.close();
    this.#saveLikes();
    this.#open.clear();
  }

  #likesChanged(room: Room): void {
    this.#unsaved.add(room);
    this.#cancelSave ??= this.#clock.after(this.#share.settings.likesSavedEveryMs, () => this.#saveLikes());
  }

  #saveLikes(): void {
    this.#cancelSave?.();
    this.#cancelSave = null;
    if (this.#unsaved.size === 0) return;
    try {
      this.#store.saveLikes(new Map([...this.#unsaved].map((room) => [room.id, room.likes])));
      this.#unsaved.clear();
    } catch (cause) {
      // They stay unsaved and go with the next ones.
      this.#share.counters.storeFailures++;
      this.#log('error', 'likes-not-saved', { rooms: this.#unsaved.size, reason: reason(cause) });
    }
  }

  #closeLater(room: Room): void {
    this.#clock.after(this.#share.settings.roomIdleMs, () => {
      if (!room.idle || this.#open.get(room.id) !== room) return;
      if (this.#unsaved.has(room)) this.#saveLikes();
      // Likes that could not be saved keep the room: the next one to leave it tries again.
      if (this.#unsaved.has(room)) return;
      room.close();
      this.#open.delete(room.id);
    });
  }

  readonly #sweep = (): void => {
    try {
      this.#store.sweep(this.#clock.now() - this.#share.settings.emptyRoomLifeMs, new Set(this.#open.keys()));
    } catch (cause) {
      this.#log('error', 'sweep-failed', { reason: reason(cause) });
    }
    this.#cancelSweep = this.#clock.after(SWEEP_EVERY_MS, this.#sweep);
  };
}
