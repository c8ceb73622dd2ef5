import type { ChatClient } from '../../src/client/contract.js';
import type { Sender } from '../../src/protocol/message.js';
import { createLocalClient, LocalHub, type LocalClient } from '../../src/adapters/local/index.js';
import { administeredRoomContract } from './administered-room.contract.js';
import { chatClientContract } from './chat-client.contract.js';

function openWorld() {
  const hub = new LocalHub();
  // Comes back soon: nobody wants to wait for the usual pause here.
  const environment = { random: () => Math.random() * 0.05 };
  return Promise.resolve({
    client: (user: Sender) => Promise.resolve(createLocalClient({ user, hub, environment })),
    cut: (client: ChatClient) => hub.cut(client as LocalClient),
    falter: (times: number) => hub.refuse('unavailable', times),
    mute: (room: string, userId: string, minutes: number) => Promise.resolve(hub.mute(room, userId, minutes * 60_000)),
    freeze: (room: string, on: boolean) => Promise.resolve(hub.freeze(room, on)),
    close: () => Promise.resolve(hub.close()),
  });
}

chatClientContract('local, in the page', openWorld);
administeredRoomContract('local, in the page', openWorld);
