import { isId } from '../protocol/codec.js';
import { ChatError } from '../protocol/errors.js';
import type { ServerFrame, ServerFrameOf } from '../protocol/frames.js';
import { DEFAULT_LIMITS, ID_BYTES, type Limits } from '../protocol/limits.js';
import { toSender, type Sender } from '../protocol/message.js';
import { AUTH_ID, Connection } from './connection.js';
import type { ChatClient, ChatRoom, ClientEvents, ConnectionState, ConnectionStatus, FileDoor, JoinOptions, MessageTypes } from './contract.js';
import { deferred, type Deferred } from './deferred.js';
import { Emitter } from './emitter.js';
import { defaultEnvironment, pageSocket, type Environment, type SocketConstructor } from './environment.js';
import { MessageIds } from './message-id.js';
import { TypeRegistry } from './message-types.js';
import { Outbox, type Parcel } from './outbox.js';
import { Pacer } from './pacer.js';
import { ACK_MS, ANSWER_MS, Requests, type Answer } from './requests.js';
import type { Request, RoomLink } from './room-link.js';
import { SocketRoom } from './socket-room.js';
import { socketUrl } from './socket-url.js';
import { fromWire } from './wire-message.js';
import { TokenSource, type TokenProvider } from './token-source.js';

export interface SocketClientOptions {
  /** Address of the chat server: `wss://…/chat`, or relative to the page. */
  url: string;
  /** A token from your app server, or a function that fetches one; asked again once when it is refused. */
  token: string | TokenProvider;
  /** The WebSocket class; needed where there is no global one (Node 20: `WebSocket` of package `ws`). */
  WebSocket?: SocketConstructor;
  /** Clock, timers, random and signs of the network, for tests and unusual places. */
  environment?: Partial<Environment>;
}

/** The client for this project's chat server. One socket, any number of rooms; comes back by itself after every loss. */
export class SocketClient implements ChatClient {
  readonly files: FileDoor;
  readonly #emitter: Emitter<ClientEvents>;
  readonly #connection: Connection;
  readonly #requests: Requests;
  readonly #outbox: Outbox;
  readonly #rooms = new Map<string, SocketRoom>();
  readonly #link: { -readonly [K in keyof RoomLink]: RoomLink[K] };
  /** Server clock minus ours, ms. */
  #clockAhead = 0;
  #connecting: Deferred<Sender> | null = null;

  /** @throws {TypeError} an address or token that cannot be one, or no WebSocket. */
  constructor(options: SocketClientOptions) {
    const Socket = options.WebSocket ?? pageSocket();
    if (!Socket) {
      throw new TypeError('No global WebSocket: pass that of package ws.');
    }
    const env = { ...defaultEnvironment, ...options.environment };
    this.#emitter = new Emitter(env.report);
    this.#requests = new Requests(env, AUTH_ID + 1);
    const [address, tokens] = [socketUrl(options.url), new TokenSource(options.token)];
    this.files = { address, tokens };
    this.#connection = new Connection(address, Socket, tokens, env, {
      hi: (frame) => this.#welcomed(frame),
      frame: (frame) => this.#receive(frame),
      down: (reason, final) => this.#down(reason, final),
      status: (status) => this.#told(status),
    });
    this.#outbox = new Outbox(env, new Pacer(() => this.#link.limits.messagesPerSecond), {
      ready: (room) => this.#rooms.get(room)?.ready ?? false,
      transmit: (parcel) => this.#transmit(parcel),
      failed: ({ room, id }, error) => this.#rooms.get(room)?.failed(id, error),
    });
    this.#link = this.#makeLink(env);
  }

  get user(): Sender | null {
    return this.#link.user;
  }

  get state(): ConnectionState {
    return this.#connection.status.state;
  }

  get status(): ConnectionStatus {
    return this.#connection.status;
  }

  get limits(): Readonly<Limits> {
    return this.#link.limits;
  }

  get types(): MessageTypes {
    return this.#link.types;
  }

  connect(): Promise<Sender> {
    if (this.state === 'connected' && this.#link.user) return Promise.resolve(this.#link.user);
    const { promise } = (this.#connecting ??= deferred());
    this.#connection.connect();
    return promise;
  }

  disconnect(): void {
    this.#connection.disconnect();
  }

  room(id: string): ChatRoom {
    return this.#roomOf(id);
  }

  join(id: string, options: JoinOptions = {}): Promise<ChatRoom> {
    const room = this.#roomOf(id);
    const joined = room.enter(options).then(() => room);
    joined.catch(() => {});
    return joined;
  }

  on<K extends keyof ClientEvents>(name: K, listener: (event: ClientEvents[K]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  #roomOf(id: string): SocketRoom {
    if (typeof id !== 'string' || !isId(id)) {
      throw new TypeError(`A room id is 1 to ${ID_BYTES} bytes without control characters or outer spaces; got ${JSON.stringify(id)}.`);
    }
    const room = this.#rooms.get(id) ?? new SocketRoom(id, this, this.#link);
    this.#rooms.set(id, room);
    return room;
  }

  #welcomed(hi: ServerFrameOf<'hi'>): void {
    this.#link.user = Object.freeze(toSender(hi.user));
    this.#link.limits = Object.freeze({ ...DEFAULT_LIMITS, ...hi.limits });
    this.#link.namespace = hi.ns;
    this.#clockAhead = hi.now - this.#link.env.now();
  }

  #told(status: ConnectionStatus): void {
    this.#emitter.emit('state', status);
    // A listener may have disconnected.
    if (this.state !== 'connected' || !this.#link.user) return;
    this.#connecting?.resolve(this.#link.user);
    this.#connecting = null;
    for (const room of [...this.#rooms.values()]) room.online();
  }

  #down(reason: ChatError, final: boolean): void {
    this.#requests.fail(new ChatError('network', { message: 'the connection was closed', cause: reason }));
    for (const room of [...this.#rooms.values()]) room.offline(reason, final);
    if (!final) return;
    this.#connecting?.reject(reason);
    this.#connecting = null;
  }

  #receive(frame: ServerFrame): void {
    switch (frame.k) {
      case 'joined':
      case 'ack':
      case 'ok':
      case 'err':
        return this.#requests.settle(frame);
      case 'cast':
        return this.#emitter.emit('broadcast', fromWire(frame.m, '', 'live', undefined, this.#link.types));
      default:
        // What is about no room has done its work by arriving, or is of a newer server.
        if ('room' in frame) this.#rooms.get(frame.room)?.receive(frame);
    }
  }

  #request(request: Request, answer: Answer): void {
    const id = this.#requests.open(answer, request.k === 'msg' ? ACK_MS : ANSWER_MS);
    // Not sent: the connection has gone, or is about to, which fails all requests.
    this.#connection.send({ ...request, id });
  }

  #transmit({ id, room, type, content, persistence }: Parcel): void {
    this.#request({ k: 'msg', room, mid: id, t: type, c: content, p: persistence }, (reply) => {
      if (!(reply instanceof ChatError)) {
        this.#outbox.arrived(id);
        if (reply.k === 'ack') this.#rooms.get(room)?.acked(id, reply.ts, reply.off, reply.state);
        return;
      }
      if (reply.name === 'timeout') this.#connection.check();
      if (reply.name === 'not-in-room') this.#rooms.get(room)?.mend();
      this.#outbox.refused(id, reply);
    });
  }

  #makeLink(env: Environment): RoomLink {
    const ids = new MessageIds(env);
    const connection = this.#connection;
    return {
      env,
      types: new TypeRegistry(),
      connection,
      outbox: this.#outbox,
      get online() {
        return connection.status.state === 'connected';
      },
      user: null,
      limits: DEFAULT_LIMITS,
      namespace: null,
      serverNow: () => env.now() + this.#clockAhead,
      nextId: (namespace) => ids.next(namespace),
      connect: () => {
        // Not while it waits for its next attempt: joining is no reason to hurry a server that is down.
        if (this.state === 'disconnected') void this.connect();
      },
      request: (request, answer) => this.#request(request, answer),
    };
  }
}
