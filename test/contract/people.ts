import { after, before } from 'node:test';
import type { ChatClient } from '../../src/client/contract.js';
import { ChatError, type ErrorName } from '../../src/protocol/errors.js';
import type { Sender } from '../../src/protocol/message.js';

/** A place where clients of one kind can meet, and be disturbed. */
export interface Place {
  client(user: Sender): Promise<ChatClient>;
  /** Breaks a client's connection without a word. It comes back by itself. */
  cut(client: ChatClient): void;
  close(): Promise<void>;
}

export const named = (name: ErrorName) => (error: unknown) => error instanceof ChatError && error.name === name;

/** Opens a place for the tests of a suite, and people and rooms in it; closes all behind them. */
export function inPlace<P extends Place>(open: () => Promise<P>) {
  let place: P;
  let rooms = 0;
  const clients: ChatClient[] = [];
  before(async () => {
    place = await open();
  });
  after(async () => {
    for (const client of clients) client.disconnect();
    await place.close();
  });

  const connected = async (user: Sender) => {
    const client = await place.client(user);
    clients.push(client);
    return client;
  };
  /** Each test has people of its own, so that none is held back for what another test sent. */
  const person = (id: string, over: Partial<Sender> = {}) => connected({ id: `${id}-${rooms}`, name: id, ...over });
  return {
    place: () => place,
    /** From here on people are others, and nobody is in a room. */
    begin: () => `room ${++rooms}`,
    person,
    /** The same person in another place. */
    device: (client: ChatClient) => connected(client.user!),
    /** Ann and Bob in a new room. */
    async meeting() {
      const id = `room ${++rooms}`;
      const [ann, bob] = [await person('Ann'), await person('Bob', { avatar: 'bob.svg' })];
      return { id, ann, bob, annsRoom: await ann.join(id), bobsRoom: await bob.join(id) };
    },
  };
}
