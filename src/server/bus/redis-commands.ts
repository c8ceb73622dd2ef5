import type { Script } from './redis-scripts.js';

/** Redis as the parts of the bus speak to it: in its own words, so that the driver is known to one file. Everything rejects while Redis is away. */
export interface Commands {
  /** A script, in one indivisible step. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}
