/**
 * The whole demo on one port: pages, live picture, the app's own API, and the chat server.
 * `npm start` runs this.
 */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join, resolve } from 'node:path';
import { createChatServer, DiskMedia, SqliteStore } from '../src/server/index.js';
import { createApi } from './app-server/api.js';
import { createPages } from './app-server/pages.js';
import { findSecret } from './app-server/secret.js';
import { receiptKey } from './app-server/shop.js';
import { createRollingHls } from './stream/rolling-hls.js';

const { env } = process;
const port = Number(env['PORT'] || 8787);
const host = env['HOST'] || '127.0.0.1';
const data = resolve(env['LIVE_CHATROOM_DATA'] || '.data');
const appKey = env['LIVE_CHATROOM_APP_KEY'] || 'live-chatroom-demo';

async function main(): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Failure(`PORT must be a whole number from 0 to 65535; got ${env['PORT']}.`);
  let serve: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('The demo is starting.');
  };
  const server = createServer((request, response) => serve(request, response));
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    throw (cause as NodeJS.ErrnoException).code === 'EADDRINUSE'
      ? new Failure(`Port ${port} is in use. Choose another one: PORT=${port + 1} npm start`)
      : cause;
  });
  const secret = findSecret(env['LIVE_CHATROOM_APP_SECRET'], data);
  console.log(`data folder: ${data}\napp secret:  ${secret.from}`);
  const chat = createChatServer({
    appKey,
    secret: secret.value,
    store: new SqliteStore(join(data, 'rooms.db')),
    media: new DiskMedia(join(data, 'media')),
    // Gifts count with a receipt of the shop only; `no` takes them from whoever gives them, for trying out other clients.
    receiptKeys: env['LIVE_CHATROOM_RECEIPTS'] === 'no' ? [] : [receiptKey(secret.value)],
  });
  const api = createApi({ chat, secret: secret.value, appKey });
  const stream = createRollingHls();
  const pages = await createPages(server, { hot: env['LIVE_CHATROOM_HOT'] === 'yes' });
  serve = (request, response) => {
    if (!api(request, response) && !stream(request, response)) pages.middlewares(request, response);
  };
  chat.attach(server);

  let closing = false;
  const close = async () => {
    // A second signal means: now.
    if (closing) process.exit(1);
    closing = true;
    server.close();
    await chat.close();
    server.closeAllConnections();
    await pages.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close());

  const at = server.address();
  console.log(`live-chatroom ready: http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${typeof at === 'object' && at ? at.port : port}`);
}

/** Something the one who started it can mend: told without a stack. */
class Failure extends Error {}

main().catch((error: unknown) => {
  console.error(error instanceof Failure ? `live-chatroom: ${error.message}` : error);
  process.exit(1);
});
