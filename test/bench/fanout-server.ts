/** The chat server in a process of its own, which reports what it cost when asked. Started by fanout-quick.ts. */
import { join } from 'node:path';
import { createChatServer, SqliteStore } from '../../src/server/index.js';
import { APP_KEY, type Cost, SECRET } from './fanout-parties.js';

const folder = process.argv[2]!;
const chat = createChatServer({ appKey: APP_KEY, secret: SECRET, store: new SqliteStore(join(folder, 'rooms.db')), log: false });
const { port } = await chat.listen(0);

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { frames, bytes, deliveries } = chat.stats;
  const cost: Cost = { cpuUs: user + system, rss: process.memoryUsage.rss(), frames, bytes, deliveries };
  process.send!(cost);
});
process.on('disconnect', () => void chat.close({ graceMs: 100 }).then(() => process.exit(0)));
process.send!({ port });
