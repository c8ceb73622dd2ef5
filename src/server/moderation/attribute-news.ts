import type { WireAttribute } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import { Pulse } from '../pulse.js';
import type { Rooms } from '../rooms.js';
import type { OrderOf } from './order.js';

/** Changes of attributes are told at most this often, ms: the last value of each key, in one frame a room. */
const TELL_EVERY_MS = 100;

/** Tells rooms which of their attributes have changed. */
export class AttributeNews {
  readonly #rooms: Rooms;
  readonly #pulse: Pulse;
  #changed = new Map<string, Record<string, WireAttribute | null>>();

  constructor(rooms: Rooms, clock: Clock) {
    this.#rooms = rooms;
    this.#pulse = new Pulse(clock, () => TELL_EVERY_MS, () => this.#tell());
  }

  add({ room, key, value, user, version }: OrderOf<'attribute'>): void {
    if (!this.#rooms.peek(room)) return;
    const changes = this.#changed.get(room) ?? {};
    changes[key] = value === null ? null : [value, user, version];
    // After this turn, because keys that were set together come one by one.
    if (this.#changed.size === 0) queueMicrotask(() => this.#pulse.poke());
    this.#changed.set(room, changes);
  }

  stop(): void {
    this.#pulse.stop();
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = new Map();
    for (const [room, set] of changed) this.#rooms.peek(room)?.tell({ k: 'attributes', room, set });
  }
}
