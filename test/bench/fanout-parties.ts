/** What the three processes of the fan-out benchmark say to each other. */
export const APP_KEY = 'bench';
export const SECRET = 'the secret of a benchmark, which nobody needs to keep';
export const ROOM = 'hall';
/** Type of the last message: who has it has had all. */
export const DONE = 'bench:done';

/** Of the server so far. */
export interface Cost {
  cpuUs: number;
  rss: number;
  /** Batches written to sockets, their bytes, and the messages in them. */
  frames: number;
  bytes: number;
  deliveries: number;
}

/** What the crowd saw, recounted by the crowd itself. */
export interface Crowd {
  seen: number;
  /** Different orders among all viewers; 1 is right. */
  orders: number;
  /** Holes in somebody's sequence, and lost connections. */
  faults: number;
  /** From send to arrival, ms. */
  p50: number;
  p99: number;
  max: number;
}
