import { createLocalClient, LocalHub, type LocalClient } from '../../src/adapters/local/index.js';
import { chatClientContract } from './chat-client.contract.js';

chatClientContract('local, in the page', () => {
  const hub = new LocalHub();
  // Comes back soon: nobody wants to wait for the usual pause here.
  const environment = { random: () => Math.random() * 0.05 };
  return Promise.resolve({
    client: (user) => Promise.resolve(createLocalClient({ user, hub, environment })),
    cut: (client) => hub.cut(client as LocalClient),
    close: () => Promise.resolve(hub.close()),
  });
});
