import { WebSocket } from 'ws';
import type { SocketConstructor } from '../../src/client/environment.js';
import { HttpSocket } from '../../src/client/http-socket.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { createChatServer, MemoryStore, type TokenUser } from '../../src/server/index.js';
import { Caller } from '../server/api/caller.js';
import { APP_KEY, SECRET } from '../server/stage.js';
import { administeredRoomContract } from './administered-room.contract.js';
import { chatClientContract, type World } from './chat-client.contract.js';

/** Has a full disk now and then. */
class FaultyStore extends MemoryStore {
  faults = 0;

  override append(...message: Parameters<MemoryStore['append']>): void {
    if (this.faults-- > 0) throw new Error('the disk is full');
    super.append(...message);
  }
}

type Cuttable = { close(): void };

/** @param transport Makes the class a client opens its sockets with; those that are open now are in `open`. */
async function openWorld(transport: (open: Set<Cuttable>) => SocketConstructor): Promise<World & { caller: Caller }> {
  const store = new FaultyStore();
  const server = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, store });
  const { port, host } = await server.listen(0);
  const sockets = new Map<unknown, Set<Cuttable>>();
  // Comes back soon: nobody wants to wait for the usual pause here.
  const environment = { random: () => Math.random() * 0.05 };
  return {
    client(user) {
      const open = new Set<Cuttable>();
      const token = () => server.issueToken(user as TokenUser);
      const client = new SocketClient({ url: `http://${host}:${port}/chat`, token, WebSocket: transport(open), environment });
      sockets.set(client, open);
      return Promise.resolve(client);
    },
    cut(client) {
      for (const socket of sockets.get(client) ?? []) socket.close();
    },
    falter: (times) => void (store.faults = times),
    close: () => server.close({ graceMs: 1000 }),
    caller: new Caller(`http://${host}:${port}`),
  };
}

const overWebSocket = () =>
  openWorld((open) =>
    class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        const cut = { close: () => this.terminate() };
        open.add(cut);
        this.once('close', () => open.delete(cut));
      }
    });
const overHttp = () =>
  openWorld((open) =>
    class extends HttpSocket {
      constructor(url: string) {
        super(url);
        open.add(this);
        this.addEventListener('close', () => open.delete(this));
      }
    });

chatClientContract('over the real server', overWebSocket);
chatClientContract('over the real server, where WebSockets are blocked', overHttp);
administeredRoomContract('over the real server', async () => {
  const world = await overWebSocket();
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
