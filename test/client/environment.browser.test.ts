import { expect } from '@open-wc/testing';
import { defaultEnvironment, type Sign } from '../../src/client/environment.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { socketUrl } from '../../src/client/socket-url.js';

describe('the SDK in a page', () => {
  it('heeds the signs that a browser gives, until it is told to stop', () => {
    const signs: Sign[] = [];
    const stop = defaultEnvironment.watch((sign) => signs.push(sign));
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    stop();
    window.dispatchEvent(new Event('online'));
    expect(signs.slice(0, 2)).to.deep.equal(['offline', 'online']);
    expect(signs.slice(2)).to.deep.equal(document.visibilityState === 'visible' ? ['awake'] : []);
  });

  it('finds the server by an address relative to the page', () => {
    expect(socketUrl('/chat')).to.equal(`ws://${location.host}/chat`);
  });

  it('takes the page\'s WebSocket, and goes on trying where there is no server', async () => {
    // No browser connects to this port, so the answer comes at once.
    const client = new SocketClient({ url: 'ws://127.0.0.1:1/chat', token: 'none' });
    const failed = new Promise<string>((resolve) => {
      client.on('state', ({ reason }) => {
        if (reason) resolve(reason.name);
      });
    });
    client.connect().catch(() => {});
    expect(await failed).to.equal('network');
    expect(client.state).to.equal('connecting');
    client.disconnect();
    expect(client.state).to.equal('disconnected');
  });
});
