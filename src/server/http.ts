import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Refuses an upgrade in plain HTTP, before any work. */
export function refuseUpgrade(socket: Duplex, status: string, ...headers: string[]): void {
  socket.end([`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', ...headers, '', ''].join('\r\n'));
}

/** Answers `/healthz` for load balancers: 200 while clients are taken, 503 while the server is closing; 404 elsewhere. */
export function healthz(request: IncomingMessage, response: ServerResponse, facts: { closing: boolean; connections: number; rooms: number }): void {
  const { closing, connections, rooms } = facts;
  const known = pathOf(request) === '/healthz';
  response.writeHead(!known ? 404 : closing ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(known ? { status: closing ? 'closing' : 'ok', connections, rooms } : { error: 'not-found' }));
}

/** Lets `serve` look at each request before whatever listens on the server by now; what it returns false for goes there. Returns the undo. */
export function serveFirst(server: Server, serve: (request: IncomingMessage, response: ServerResponse) => boolean): () => void {
  const others = server.listeners('request') as RequestListener[];
  const listener: RequestListener = (request, response) => {
    if (serve(request, response as ServerResponse)) return;
    for (const other of others) other.call(server, request, response);
  };
  server.removeAllListeners('request');
  server.on('request', listener);
  return () => {
    if (!server.listeners('request').includes(listener)) return;
    server.off('request', listener);
    for (const other of others) server.on('request', other);
  };
}
