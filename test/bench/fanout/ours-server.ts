/** The chat server as it is shipped, except that one publisher may say as much as it likes. Started by contenders.ts. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChatServer, SqliteStore } from '../../../src/server/index.js';
import { APP_KEY, SECRET } from '../fanout-parties.js';

const chat = createChatServer({
  appKey: APP_KEY,
  secret: SECRET,
  store: new SqliteStore(join(mkdtempSync(join(tmpdir(), 'live-chatroom-bench-')), 'rooms.db')),
  log: false,
  limits: { messagesPerSecond: 100_000 },
  framesPerSecond: 100_000,
  roomCapacity: { windowMs: 200, highOnly: 100_000, shared: 0 },
});
const { port } = await chat.listen(0);
process.send!({ port, token: await chat.issueToken({ id: 'bench', name: 'Bench' }) });
