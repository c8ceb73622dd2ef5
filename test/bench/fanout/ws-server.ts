/** The chat server that everybody writes first: each message to each socket. Started by contenders.ts. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString());
    const text = JSON.stringify(message);
    for (const client of server.clients) client.send(text);
  });
});
server.on('listening', () => process.send!({ port: (server.address() as AddressInfo).port, token: '' }));
