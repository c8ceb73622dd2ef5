import type { TestContext } from 'node:test';
import type { ClientOptions } from 'ws';
import { type ChatServer, type ChatServerOptions, createChatServer, type TokenUser } from '../../src/server/index.js';
import { Probe } from './probe.js';

export const APP_KEY = 'test-app';
export const SECRET = 'a secret of more than thirty-two bytes';

/** Tests that flood a room mean something else, unless they say what it holds. */
export const AMPLE = { windowMs: 200, highOnly: 100_000, shared: 100_000 };

/** A real server on a free port, and probes that end with the test. */
export interface Stage {
  readonly chat: ChatServer;
  readonly url: string;
  /** A socket that has not said who it is. */
  socket(options?: ClientOptions): Promise<Probe>;
  /** A signed-in user. */
  user(id: string, more?: Partial<TokenUser>): Promise<Probe>;
  /** A signed-in user in a room. */
  guest(id: string, room: string, more?: Partial<TokenUser>): Promise<Probe>;
}

export async function createStage(t: TestContext, options: Partial<ChatServerOptions> = {}): Promise<Stage> {
  const chat = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, roomCapacity: AMPLE, ...options });
  const { port } = await chat.listen(0);
  const url = `ws://127.0.0.1:${port}/chat`;
  const probes: Probe[] = [];
  t.after(async () => {
    for (const probe of probes) probe.ws.terminate();
    await chat.close({ graceMs: 1000 });
  });
  const stage: Stage = {
    chat,
    url,
    async socket(socketOptions) {
      const probe = await Probe.open(url, socketOptions);
      probes.push(probe);
      return probe;
    },
    async user(id, more = {}) {
      const probe = await stage.socket();
      await probe.auth(await chat.issueToken({ id, name: id.toUpperCase(), ...more }));
      return probe;
    },
    async guest(id, room, more) {
      const probe = await stage.user(id, more);
      await probe.join(room);
      return probe;
    },
  };
  return stage;
}
