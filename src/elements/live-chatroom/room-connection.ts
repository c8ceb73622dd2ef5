import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatClient, ChatRoom, JoinOptions } from '../../client/contract.js';
import { ChatError } from '../../protocol/errors.js';

/** Where a room comes from: a client of the page's own, or a server and a token to make one from. */
export interface RoomSource {
  readonly client?: ChatClient;
  readonly server?: string;
  readonly token?: string | ((why: string) => Promise<string>);
  readonly room: string;
  readonly join: JoinOptions;
}

export interface RoomConnectionEvents {
  /** The handles to provide have changed. */
  changed(client: ChatClient | undefined, room: ChatRoom | undefined): void;
  joined(room: ChatRoom): void;
  failed(error: ChatError): void;
}

/**
 * Connects and joins for one element: what it is told to `use` is joined, what it used before is left.
 * A client that it made itself is also disconnected by itself; a client of the page is only borrowed.
 */
export class RoomConnection implements ReactiveController {
  client: ChatClient | undefined;
  room: ChatRoom | undefined;
  /** Why the room could not be entered; null while trying or inside. */
  error: ChatError | null = null;
  #own: ChatClient | undefined;
  #ownKey = '';
  #run = 0;
  #source: RoomSource | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly events: RoomConnectionEvents,
  ) {
    host.addController(this);
  }

  /** Joins what the source says; the same source again does nothing. */
  use(source: RoomSource): void {
    const former = this.#source;
    if (former && former.client === source.client && former.server === source.server && former.token === source.token && former.room === source.room) return;
    this.#source = source;
    void this.#enter(source);
  }

  /** Tries again after a failure. */
  retry(): void {
    if (this.#source) void this.#enter(this.#source);
  }

  /** Leaves the room; a client of ours is disconnected. */
  close(): void {
    this.#run++;
    this.#source = undefined;
    void this.#leave();
    this.#own?.disconnect();
    this.#own = undefined;
    this.#ownKey = '';
    this.#provide(undefined, undefined);
  }

  hostConnected(): void {}

  async #enter(source: RoomSource): Promise<void> {
    const run = ++this.#run;
    this.error = null;
    this.host.requestUpdate();
    try {
      const client = await this.#clientFor(source);
      if (run !== this.#run || !client) return;
      const room = source.room === '' ? undefined : client.room(source.room);
      if (room !== this.room) await this.#leave();
      if (run !== this.#run) return;
      this.#provide(client, room);
      if (!room) return;
      await client.join(room.id, source.join);
      if (run === this.#run) this.events.joined(room);
    } catch (thrown) {
      if (run !== this.#run) return;
      this.error = ChatError.from(thrown);
      this.events.failed(this.error);
    }
    this.host.requestUpdate();
  }

  async #clientFor({ client, server, token }: RoomSource): Promise<ChatClient | undefined> {
    if (client) return client;
    if (!server || !token) return undefined;
    const key = `${server} ${typeof token === 'string' ? token : 'provider'}`;
    if (this.#own && this.#ownKey === key) return this.#own;
    this.#own?.disconnect();
    // Only here, so that pages with a client of their own never load another.
    const [{ SocketClient }, { WebSocketOrHttp }] = await Promise.all([import('../../client/index.js'), import('../../client/socket-or-http.js')]);
    this.#own = new SocketClient({ url: server, token, WebSocket: WebSocketOrHttp });
    this.#ownKey = key;
    return this.#own;
  }

  async #leave(): Promise<void> {
    const { room } = this;
    this.room = undefined;
    if (!room || room.state === 'left') return;
    try {
      await room.leave();
    } catch {
      // The connection is gone, and with it the membership: there is nothing left to leave.
    }
  }

  #provide(client: ChatClient | undefined, room: ChatRoom | undefined): void {
    this.client = client;
    this.room = room;
    this.events.changed(client, room);
  }
}
