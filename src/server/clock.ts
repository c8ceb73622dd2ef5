/** Everything that decides by time or chance gets it from here, so that tests can own both. */
export interface Clock {
  /** Wall clock, ms since 1970: what goes into messages. May jump when the machine's clock is set. */
  now(): number;
  /** Steady clock, ms since any moment: what intervals are measured with. */
  elapsed(): number;
  /** Calls `act` once after `ms`; returns the undo. Does not keep the process alive. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** 0 ≤ value < 1. */
export type Random = () => number;
