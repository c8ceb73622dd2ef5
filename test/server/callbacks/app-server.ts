import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** What the app server is told. */
export interface Event {
  chatRoomId: string;
  userIds: string[];
  status: number;
  type: number;
  time: number;
}

/** An app server that remembers what it is told; `answer` says how it answers each call. */
export async function appServer(t: TestContext, answer: (call: number) => number = () => 200) {
  const events: Event[] = [];
  const urls: URL[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      const status = answer(urls.length);
      urls.push(new URL(request.url!, 'http://app'));
      if (status === 200) events.push(...(body as Event[]));
      response.writeHead(status).end('ok');
      for (const wake of waiting.splice(0)) wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Waits until it was called so often. */
  const called = async (times: number) => {
    while (urls.length < times) await new Promise<void>((wake) => waiting.push(wake));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?own=1`, events, urls, called };
}
