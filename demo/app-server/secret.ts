import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SECRET_BYTES } from '../../src/server/index.js';

export interface Secret {
  readonly value: string;
  /** Where it comes from, for the one who starts the demo. */
  readonly from: string;
}

/**
 * The secret that tokens are signed with: from the environment, or made at the first start and kept in the data folder,
 * readable by its owner only.
 * @throws {Error} the file cannot be read or written, or holds something too short.
 */
export function findSecret(fromEnvironment: string | undefined, dataFolder: string): Secret {
  if (fromEnvironment) return { value: fromEnvironment, from: 'LIVE_CHATROOM_APP_SECRET' };
  const file = resolve(dataFolder, 'app-secret');
  const known = readIfThere(file);
  if (known !== null) {
    if (Buffer.byteLength(known) < SECRET_BYTES) throw new Error(`${file} holds less than ${SECRET_BYTES} bytes. Delete it to get a new secret.`);
    return { value: known, from: file };
  }
  const value = randomBytes(48).toString('base64url');
  mkdirSync(dataFolder, { recursive: true });
  // Exclusive: of two first starts at once, the second one must fail here, not run with a secret of its own.
  writeFileSync(file, `${value}\n`, { mode: 0o600, flag: 'wx' });
  return { value, from: file };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
