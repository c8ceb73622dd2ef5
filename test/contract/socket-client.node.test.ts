import { WebSocket } from 'ws';
import { SocketClient } from '../../src/client/socket-client.js';
import { createChatServer, type TokenUser } from '../../src/server/index.js';
import { Caller } from '../server/api/caller.js';
import { APP_KEY, SECRET } from '../server/stage.js';
import { administeredRoomContract } from './administered-room.contract.js';
import { chatClientContract, type World } from './chat-client.contract.js';

async function openWorld(): Promise<World & { caller: Caller }> {
  const server = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
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
    caller: new Caller(`http://${host}:${port}`),
  };
}

chatClientContract('over the real server', openWorld);
administeredRoomContract('over the real server', async () => {
  const world = await openWorld();
  return {
    ...world,
    async mute(chatroomId, userId, minute) {
      if (minute) await world.caller.do('chatroom/user/gag/add', { chatroomId, userId, minute });
      else await world.caller.do('chatroom/user/gag/rollback', { chatroomId, userId });
    },
    async freeze(chatroomId, on) {
      await world.caller.do(on ? 'chatroom/ban/add' : 'chatroom/ban/rollback', { chatroomId });
    },
  };
});
