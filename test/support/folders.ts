import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top folder, wherever a command was started from. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** For things that cost time to make and may be deleted at any moment. */
export const cacheFolder = join(projectFolder, 'node_modules/.cache/live-chatroom');
