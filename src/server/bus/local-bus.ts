import { randomBytes } from 'node:crypto';
import { ChatError, type WireMessage } from '../../protocol/index.js';
import { reason } from '../log.js';
import { RoomLog, toEntry } from '../room-log.js';
import type { RoomRecord, Store } from '../store/store.js';
import type { Accepted, Bus, BusParts, Channel, Ctl, Heard, Keeping, News, Order, Outcome } from './bus.js';

/** How often rooms that nothing ever happened in are looked for, ms. */
const SWEEP_EVERY_MS = 10 * 60 * 1000;

export interface LocalBusParts extends BusParts {
  readonly store: Store;
}

/** The bus of a server that is alone: places come from memory, rooms survive in the store, and everything happens at once. */
export class LocalBus implements Bus {
  readonly slotMs = null;
  readonly healthy = true;
  readonly ready = Promise.resolve();
  readonly ctl: Ctl = new LocalCtl((room) => this.#destroy(room));
  readonly #parts: LocalBusParts;
  readonly #open = new Map<string, LocalChannel>();
  /** Rooms with likes that are not saved yet. */
  readonly #unsaved = new Set<LocalChannel>();
  #cancelSave: (() => void) | null = null;
  #cancelSweep: () => void;

  constructor(parts: LocalBusParts) {
    this.#parts = parts;
    this.#cancelSweep = parts.clock.after(SWEEP_EVERY_MS, this.#sweep);
  }

  open(room: string, create: boolean): Channel | null {
    const { store, clock } = this.#parts;
    const open = this.#open.get(room);
    if (open) return open;
    let record = store.load(room);
    if (!record) {
      if (!create) return null;
      const epoch = randomBytes(6).toString('base64url');
      store.create(room, epoch, clock.now());
      record = { epoch, offset: 0, likes: 0, entries: [] };
    }
    const channel = new LocalChannel(room, record, this.#parts, {
      liked: () => this.#likesChanged(channel),
      closed: () => this.#closed(channel),
    });
    this.#open.set(room, channel);
    return channel;
  }

  close(): void {
    this.#cancelSweep();
    this.#saveLikes();
    this.#cancelSave?.();
    this.#open.clear();
  }

  #destroy(room: string): void {
    const channel = this.#open.get(room);
    if (channel) this.#unsaved.delete(channel);
    this.#open.delete(room);
    this.#parts.store.remove(room);
  }

  #closed(channel: LocalChannel): void {
    if (this.#unsaved.has(channel)) this.#saveLikes();
    // Likes that could not be saved keep the room in memory, where the next one to open it finds them.
    if (!this.#unsaved.has(channel)) this.#open.delete(channel.room);
  }

  #likesChanged(channel: LocalChannel): void {
    this.#unsaved.add(channel);
    this.#cancelSave ??= this.#parts.clock.after(this.#parts.settings.likesSavedEveryMs, () => this.#saveLikes());
  }

  #saveLikes(): void {
    this.#cancelSave?.();
    this.#cancelSave = null;
    if (this.#unsaved.size === 0) return;
    const { store, counters, log } = this.#parts;
    try {
      store.saveLikes(new Map([...this.#unsaved].map(({ room, likes }) => [room, likes])));
      this.#unsaved.clear();
    } catch (cause) {
      // They stay unsaved and go with the next ones.
      counters.storeFailures++;
      log('error', 'likes-not-saved', { rooms: this.#unsaved.size, reason: reason(cause) });
    }
  }

  readonly #sweep = (): void => {
    const { store, clock, log, settings } = this.#parts;
    try {
      store.sweep(clock.now() - settings.emptyRoomLifeMs, new Set(this.#open.keys()));
    } catch (cause) {
      log('error', 'sweep-failed', { reason: reason(cause) });
    }
    this.#cancelSweep = clock.after(SWEEP_EVERY_MS, this.#sweep);
  };
}

class LocalChannel implements Channel {
  readonly room: string;
  readonly log: RoomLog;
  likes: number;
  readonly #parts: LocalBusParts;
  readonly #hooks: { liked: () => void; closed: () => void };
  #hear: (news: News) => void = () => {};

  constructor(room: string, record: RoomRecord, parts: LocalBusParts, hooks: { liked: () => void; closed: () => void }) {
    this.room = room;
    this.log = new RoomLog(record);
    this.likes = record.likes;
    this.#parts = parts;
    this.#hooks = hooks;
  }

  follow(hear: (news: News) => void): void {
    this.#hear = hear;
  }

  /** Stored first, known second: a message that has its place survives the process. */
  publish(slot: readonly Accepted[]): readonly Outcome[] {
    const first = this.log.offset + 1;
    const added = slot.map(({ message, hidden }, index) => toEntry(first + index, message, hidden));
    const replaced = slot.flatMap(({ replaces }) =>
      replaces ? [toEntry(replaces.entry.offset, replaces.message, replaces.entry.hidden)] : [],
    );
    try {
      this.#parts.store.append(this.room, added, replaced);
    } catch (cause) {
      this.#parts.counters.storeFailures++;
      this.#parts.log('error', 'store-failed', { room: this.room, messages: slot.length, reason: reason(cause) });
      return slot.map(() => new ChatError('unavailable', { retryInMs: 1000 }));
    }
    this.log.take(added, replaced);
    this.#hear({ entries: added });
    return added.map(({ offset, ts }) => ({ offset, ts, dup: false }));
  }

  pass(extras: readonly WireMessage[], shed: number): void {
    this.#hear({ extras, shed });
  }

  like(count: number): void {
    this.likes += count;
    this.#hooks.liked();
    this.#hear({ likes: [count, this.likes] });
  }

  here(): void {}

  close(): void {
    this.#hear = () => {};
    this.#hooks.closed();
  }
}

/** One node: an order has reached everybody when it has been heard here. Who wants to keep it does so on hearing it. */
class LocalCtl implements Ctl {
  readonly #listeners = new Set<(order: Order, heard: Heard) => void>();
  readonly #destroy: (room: string) => void;

  constructor(destroy: (room: string) => void) {
    this.#destroy = destroy;
  }

  // Async, so that a failure is a rejection and never thrown; everybody is told before the first await all the same.
  // What an order rests on always holds: it was judged in the same turn.
  async publish(order: Order, { forMs, ends }: Keeping = {}): Promise<boolean> {
    const heard = { own: true, ...(forMs === undefined ? {} : { leftMs: forMs }) };
    const failures: unknown[] = [];
    for (const hear of this.#listeners) {
      try {
        hear(order, heard);
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length) throw failures[0];
    // Last: those who were in the room have had their answers, and have left it.
    if (ends !== undefined) this.#destroy(ends);
    return true;
  }

  subscribe(hear: (order: Order, heard: Heard) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }
}
