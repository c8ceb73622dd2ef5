import { WebSocket } from 'ws';
import { SocketClient } from '../../src/client/index.js';
import { PEOPLE, WORDS } from '../samples.js';

/** Somebody in a room of a running demo, through the real server. */
export interface Person {
  speak(): Promise<unknown>;
  give(): Promise<unknown>;
  like(count: number): void;
  goHome(): void;
}

/** A dozen people, signed in at the demo and in the room. */
export async function createLocalPeople(base: string, roomId: string): Promise<Person[]> {
  return Promise.all(
    PEOPLE.map(async ({ name, avatar, role }, i) => {
      let session: string | undefined;
      const post = async (path: string, body: object) => {
        const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
        return (await answer.json()) as Record<string, string>;
      };
      const token = async () => {
        const signedIn = await post('/api/session', { name, avatar, role: role === 'host' ? 'host' : undefined, session });
        session = signedIn['session'];
        return signedIn['token']!;
      };
      const client = new SocketClient({ url: `${base.replace(/^http/, 'ws')}/chat`, token, WebSocket });
      const room = await client.join(roomId, { history: -1 });
      let said = i;
      return {
        speak: () => room.send(WORDS[(said += 5) % WORDS.length]!),
        give: async () => {
          const { receipt } = await post('/api/receipt', { session, room: roomId, gift: 'rocket', count: 1 });
          await room.send({ type: 'live:gift', content: { gift: 'rocket', name: 'Rocket', icon: 'icon:rocket', price: 1314, count: 1, combo: `c${said}`, total: 6, receipt } });
        },
        like: (count: number) => room.like(count),
        goHome: () => client.disconnect(),
      };
    }),
  );
}
