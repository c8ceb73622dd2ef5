import { WebSocket } from 'ws';
import { SocketClient } from '../../src/client/socket-client.js';
import { createChatServer, type TokenUser } from '../../src/server/index.js';
import { chatClientContract } from './chat-client.contract.js';

chatClientContract('over the real server', async () => {
  const server = createChatServer({ appKey: 'contract', secret: 'a secret of at least thirty-two bytes', log: false });
  const { port, host } = await server.listen(0);
  const sockets = new Map<unknown, Set<WebSocket>>();
  // Comes back soon: nobody wants to wait for the usual pause here.
  const environment = { random: () => Math.random() * 0.05 };
  return {
    client(user) {
      const open = new Set<WebSocket>();
      class Observed extends WebSocket {
        constructor(url: string, protocol: string) {
          super(url, protocol);
          open.add(this);
          this.once('close', () => open.delete(this));
        }
      }
      const token = () => server.issueToken(user as TokenUser);
      const client = new SocketClient({ url: `http://${host}:${port}/chat`, token, WebSocket: Observed, environment });
      sockets.set(client, open);
      return Promise.resolve(client);
    },
    cut(client) {
      for (const socket of sockets.get(client) ?? []) socket.terminate();
    },
    close: () => server.close({ graceMs: 1000 }),
  };
});
