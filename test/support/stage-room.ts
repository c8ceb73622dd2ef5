/**
 * A client and room that do nothing by themselves: tests and stories put them into any state, rare ones too, and see
 * what an element sends. Where a room has to behave, use the local client.
 */
import type { ChatClient, ChatRoom, ClientEvents, ConnectionStatus, Members, Permissions, RoomEvents, RoomStatus } from '../../src/client/contract.js';
import { DEFAULT_LIMITS, type Limits } from '../../src/protocol/limits.js';
import { toContent, type Draft, type Message, type Sender } from '../../src/protocol/message.js';

type Listeners<E> = { [K in keyof E]?: Set<(event: E[K]) => void> };

function listen<E, K extends keyof E>(listeners: Listeners<E>, name: K, listener: (event: E[K]) => void): () => void {
  const set = (listeners[name] ??= new Set());
  set.add(listener);
  return () => set.delete(listener);
}

export interface Stage {
  user?: Sender | null;
  connection?: Partial<ConnectionStatus>;
  room?: Partial<RoomStatus>;
  members?: Members;
  permissions?: Partial<Permissions>;
  limits?: Partial<Limits>;
  /** Answers `send`; without it every message is taken and stays pending. */
  onSend?: (draft: Draft, room: StageRoom) => Promise<Message>;
  /** Answers `join`. */
  onJoin?: (room: StageRoom) => Promise<ChatRoom>;
}

const unused = (name: string) => () => {
  throw new Error(`${name} is not part of this stage.`);
};

export class StageRoom implements Partial<ChatRoom> {
  readonly id = 'stage';
  messages: Message[] = [];
  members: Members;
  status: RoomStatus;
  permissions: Permissions;
  likes = 0;
  readonly sent: Draft[] = [];
  joins = 0;
  readonly connection: { status: ConnectionStatus };
  readonly client: ChatClient;
  readonly #rooms: Listeners<RoomEvents> = {};
  readonly #clients: Listeners<ClientEvents> = {};

  constructor(private readonly stage: Stage = {}) {
    this.members = stage.members ?? { count: 0, list: [] };
    this.status = { state: 'joined', reason: null, ...stage.room };
    this.permissions = { mutedUntil: 0, frozen: false, slow: 0, ...stage.permissions };
    const connection = { status: { state: 'connected', reason: null, attempt: 0, retryAt: null, ...stage.connection } as ConnectionStatus };
    this.connection = connection;
    const user = stage.user === undefined ? { id: 'me', name: 'Mei' } : stage.user;
    this.client = {
      user,
      get state() {
        return connection.status.state;
      },
      get status() {
        return connection.status;
      },
      limits: { ...DEFAULT_LIMITS, ...stage.limits },
      types: { register: unused('types.register'), get: () => undefined },
      connect: unused('connect'),
      disconnect: unused('disconnect'),
      room: () => this.handle,
      join: async () => {
        this.joins += 1;
        return stage.onJoin ? stage.onJoin(this) : this.handle;
      },
      on: (name, listener) => listen(this.#clients, name, listener),
    };
  }

  /** As the elements know it. */
  get handle(): ChatRoom {
    return this as unknown as ChatRoom;
  }

  get state(): RoomStatus['state'] {
    return this.status.state;
  }

  on<K extends keyof RoomEvents>(name: K, listener: (event: RoomEvents[K]) => void): () => void {
    return listen(this.#rooms, name, listener);
  }

  /** How many are listening: 0 after an element has gone for good. */
  get listeners(): number {
    const sets = [...Object.values(this.#rooms), ...Object.values(this.#clients)] as Set<unknown>[];
    return sets.reduce((sum, set) => sum + set.size, 0);
  }

  send(draft: Draft): Promise<Message> {
    this.sent.push(draft);
    return this.stage.onSend ? this.stage.onSend(draft, this) : Promise.resolve(this.take(draft));
  }

  /** Puts a draft into the log, as the SDK does before it is sent. */
  take(draft: Draft): Message {
    const { type, content } = toContent(draft);
    const sender = this.client.user ?? { id: 'me', name: 'Mei' };
    const message: Message = {
      ...{ id: `m${this.sent.length}`, room: this.id, type, content, sender },
      ...{ sentAt: 0, state: 'pending', origin: 'own' },
    };
    this.messages = [...this.messages, message];
    return message;
  }

  setConnection(status: Partial<ConnectionStatus>): void {
    this.connection.status = { ...this.connection.status, ...status };
    this.#clients.state?.forEach((listener) => listener(this.connection.status));
  }

  setRoom(status: Partial<RoomStatus>): void {
    this.status = { ...this.status, ...status };
    this.#rooms.state?.forEach((listener) => listener(this.status));
  }

  setPermissions(permissions: Partial<Permissions>): void {
    this.permissions = { ...this.permissions, ...permissions };
    this.#rooms.permissions?.forEach((listener) => listener(this.permissions));
  }

  setMembers(members: Members): void {
    this.members = members;
    this.#rooms.members?.forEach((listener) => listener(members));
  }
}

/** People of many scripts, some with a drawn portrait, some without. */
export const people: readonly Sender[] = [
  { id: 'host-1', name: 'Lena Fischer', role: 'host', avatar: portrait(35) },
  { id: 'mod-1', name: '陈小明', role: 'moderator', avatar: portrait(150) },
  { id: 'me', name: 'Mei' },
  { id: 'u-1', name: 'ياسمين' },
  { id: 'u-2', name: 'Søren Kierkegaard-Østergaard von und zu Hohenlohe-Langenburg', avatar: portrait(210) },
  { id: 'u-3', name: '🦊 fox' },
  { id: 'u-4', name: '山田 花子', avatar: portrait(330) },
  { id: 'u-5', name: 'O’Brien <b>bold</b>' },
  { id: 'u-6', name: 'Данило', avatar: 'data:image/png;base64,broken' },
  { id: 'u-7', name: '김서연', avatar: portrait(265) },
  { id: 'u-8', name: 'Amara Okafor' },
  { id: 'u-9', name: 'Zoë' },
];

/** A portrait without network: an abstract face on a hue. */
function portrait(hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue} 60% 78%)"/><circle cx="32" cy="26" r="12" fill="hsl(${hue} 45% 40%)"/><path d="M8 64c2-16 12-22 24-22s22 6 24 22z" fill="hsl(${hue} 55% 30%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
