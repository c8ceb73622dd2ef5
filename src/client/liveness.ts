import type { Environment } from './environment.js';

/** Beyond the server's own interval, this much silence is allowed, ms. */
const GRACE_MS = 10_000;
/** How often to look, ms: the longest that a wake from sleep stays unnoticed. */
const LOOK_MS = 5_000;
/** An answer to a check must come within this, ms. */
const ANSWER_MS = 5_000;

/**
 * Tells a dead connection from a silent one. A page cannot see the server's WebSocket pings, so after one quiet
 * interval it sends a ping of its own; still nothing after the grace means dead.
 *
 * Looks that come late mean that the machine has slept: then silence proves nothing, and it asks at once instead.
 */
export class Liveness {
  #quietMs = 0;
  #heardAt = 0;
  #lookedAt = 0;
  #pinged = false;
  #stopLooking: (() => void) | null = null;
  #stopWaiting: (() => void) | null = null;

  constructor(
    private readonly env: Pick<Environment, 'now' | 'after'>,
    private readonly ping: () => void,
    private readonly dead: () => void,
  ) {}

  /** @param quietMs the server's heartbeat interval. */
  start(quietMs: number): void {
    this.stop();
    this.#quietMs = quietMs;
    this.#heardAt = this.#lookedAt = this.env.now();
    this.#look();
  }

  stop(): void {
    this.#stopLooking?.();
    this.#stopWaiting?.();
    this.#stopLooking = this.#stopWaiting = null;
  }

  /** Anything has come from the server. */
  heard(): void {
    this.#heardAt = this.env.now();
    this.#pinged = false;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  /** Asks now; no answer soon means dead. */
  check(): void {
    if (!this.#stopLooking || this.#stopWaiting) return;
    this.#stopWaiting = this.env.after(ANSWER_MS, () => {
      this.#stopWaiting = null;
      this.dead();
    });
    this.ping();
  }

  #look(): void {
    const every = Math.min(LOOK_MS, this.#quietMs);
    this.#stopLooking = this.env.after(every, () => {
      const now = this.env.now();
      const late = now - this.#lookedAt - every;
      this.#lookedAt = now;
      this.#look();
      if (late > GRACE_MS || late < -GRACE_MS) {
        this.#heardAt = now;
        this.check();
        return;
      }
      const silence = now - this.#heardAt;
      if (silence >= this.#quietMs + GRACE_MS) this.dead();
      else if (silence >= this.#quietMs && !this.#pinged) {
        this.#pinged = true;
        this.ping();
      }
    });
  }
}
