/** Socket.IO as its guide shows it: one room, `io.to(room).emit`. Started by contenders.ts. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectFolder } from '../../support/folders.js';
import { ROOM } from './ways-in.js';

interface Socket {
  join(room: string): void;
  on(event: string, listener: (message: unknown) => void): void;
}
interface Io {
  on(event: 'connection', listener: (socket: Socket) => void): void;
  to(room: string): { emit(event: string, message: unknown): void };
}
const load = createRequire(join(projectFolder, 'test/bench/peers/fanout/package.json'));
const { Server } = load('socket.io') as { Server: new (http: unknown, options: object) => Io };

const http = createServer();
// Subscribers of the benchmark do not answer pings.
const io = new Server(http, { transports: ['websocket'], pingInterval: 600_000, serveClient: false });
io.on('connection', (socket) => {
  socket.join(ROOM);
  socket.on('message', (message) => io.to(ROOM).emit('message', message));
});
http.listen(0, '127.0.0.1', () => process.send!({ port: (http.address() as AddressInfo).port, token: '' }));
