import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import type { TokenProvider } from '../../src/client/token-source.js';
import { ChatError, ERRORS, type ErrorName } from '../../src/protocol/errors.js';
import { TYPE } from '../../src/protocol/message.js';
import { FakeEnvironment, FakeServer, settle } from './fakes.js';

export const named = (name: ErrorName) => (error: unknown) => error instanceof ChatError && error.name === name;

/** A client, and the test as its server. */
export function make(token: string | TokenProvider = 'good') {
  const env = new FakeEnvironment();
  const server = new FakeServer(env);
  const client = new SocketClient({ url: 'ws://test/chat', token, WebSocket: server.Socket, environment: env });
  const states: string[] = [];
  client.on('state', ({ state, reason, attempt }) => states.push(`${state} ${reason?.name ?? '-'} ${attempt}`));
  return { env, server, client, states };
}

/** … connected. */
export async function online() {
  const world = make();
  const { client, server, env } = world;
  void client.connect();
  await server.welcome();
  const refuse = async (kind: 'join' | 'msg' | 'recall' | 'ask', name: ErrorName, ms?: number) => {
    server.socket.say({ k: 'err', id: server.socket.last(kind).id, code: ERRORS[name].code, in: ms });
    await settle();
  };
  const reconnect = async () => {
    server.socket.drop();
    await env.pass(20_000);
    return server.welcome();
  };
  return { ...world, refuse, reconnect };
}

/** … and in an empty room, with what the room tells, a line for each event. */
export async function inRoom() {
  const world = await online();
  const joining = world.client.join('r');
  await world.server.joined();
  const room = await joining;
  const told: string[] = [];
  room.on('messages', (batch) => told.push(`+${batch.origin} ${batch.map(({ id }) => id).join(',')} ${batch.left}`));
  room.on('updated', (messages) => told.push(`~${messages.map(({ id, state }) => `${id} ${state}`).join(',')}`));
  room.on('removed', (ids) => told.push(`-${ids.join(',')}`));
  room.on('reordered', () => told.push('reordered'));
  return { ...world, room, told };
}

/** The list in short: ids of what was sent, the state of the rest, gaps with their size. */
export const show = ({ messages }: ChatRoom) =>
  messages.map(({ id, type, state, content }) => (type === TYPE.gap ? `gap ${String(content['missed'])}` : state === 'sent' ? id : state));
