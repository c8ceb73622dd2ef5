import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Names this run of the machine's operating system: another value means it has restarted in between. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // No Linux: the minute of the start. A clock set in between looks like a restart, which errs on the safe side.
    return `started ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}
