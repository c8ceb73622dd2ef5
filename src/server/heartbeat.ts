import type { Clock } from './clock.js';
import type { Connection } from './connection.js';

/** Steps of the wheel: each pings its share, so that pings never come in one burst. */
const STEPS = 25;

/** Pings every connection once per interval, spread evenly over it, and ends those silent for two. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #wheel = Array.from({ length: STEPS }, () => new Set<Connection>());
  #step = 0;
  #next = 0;
  #cancel: () => void;

  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#cancel = this.#later();
  }

  /** Watches a connection; returns the undo. */
  add(connection: Connection): () => void {
    const slot = this.#wheel[this.#next++ % STEPS];
    slot?.add(connection);
    return () => slot?.delete(connection);
  }

  stop(): void {
    this.#cancel();
  }

  #later(): () => void {
    return this.#clock.after(this.#intervalMs / STEPS, () => {
      this.#turn();
      this.#cancel = this.#later();
    });
  }

  #turn(): void {
    const now = this.#clock.elapsed();
    for (const connection of this.#wheel[this.#step++ % STEPS] ?? []) {
      if (now - connection.heardAt >= 2 * this.#intervalMs) connection.terminate();
      else connection.ping();
    }
  }
}
