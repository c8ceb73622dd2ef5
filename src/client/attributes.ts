import { ATTRIBUTE, isAttributeKey } from '../protocol/attributes.js';
import type { ChatError } from '../protocol/errors.js';
import type { ServerFrame, WireAttribute } from '../protocol/frames.js';
import type { Attribute, AttributeOptions, ChatRoom, RoomAttributes } from './contract.js';
import type { Request } from './room-link.js';

type Ask = (request: Request) => Promise<ServerFrame>;

/**
 * Attributes of a room, kept up to date once they were asked for. Loaded at first need, because few pages use them; it is handed what it
 * needs of the SDK, so that bundlers do not cut the SDK in two for it.
 */
class SocketAttributes implements RoomAttributes {
  readonly #room: ChatRoom;
  readonly #ask: Ask;
  readonly #Failure: typeof ChatError;
  readonly #known = new Map<string, Attribute>();
  readonly #listeners = new Set<(changed: readonly string[]) => void>();

  constructor(room: ChatRoom, ask: Ask, Failure: typeof ChatError) {
    this.#room = room;
    this.#ask = ask;
    this.#Failure = Failure;
    room.on('attributes', ({ set }) => this.#take(set));
    room.on('state', ({ state }) => {
      // What changed while we were away was told to others. A failure leads to the next join.
      if (state === 'joined') this.load().catch(() => {});
    });
  }

  /** Asks for all of them. */
  async load(): Promise<void> {
    const reply = await this.#ask({ k: 'ask', room: this.#room.id, what: 'attributes' });
    if (reply.k !== 'ok' || !reply.attrs) return;
    const gone = [...this.#known.keys()].filter((key) => !reply.attrs?.[key]);
    this.#take({ ...Object.fromEntries(gone.map((key) => [key, null])), ...reply.attrs });
  }

  get all(): ReadonlyMap<string, Attribute> {
    return this.#known;
  }

  get(key: string): Attribute | undefined {
    return this.#known.get(key);
  }

  set(entries: Readonly<Record<string, string | null>>, { force, auto, was, note }: AttributeOptions = {}): Promise<void> {
    for (const [key, value] of Object.entries(entries)) check(key, value);
    const request: Request = {
      k: 'attr',
      room: this.#room.id,
      set: { ...entries },
      ...(force ? { force } : {}),
      ...(auto ? { auto } : {}),
      ...(was ? { was: { ...was } } : {}),
      ...(note === undefined ? {} : { note }),
    };
    return this.#ask(request).then((reply) => {
      if (reply.k !== 'ok' || !reply.failed) return;
      const failed = Object.entries(reply.failed).map(([key, code]) => `${key}: ${this.#Failure.fromCode(code).name}`);
      throw new this.#Failure('attribute-partly', { message: failed.join(', ') });
    });
  }

  on(listener: (changed: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** News may overtake an answer that was asked for before: the newer version counts. */
  #take(set: Readonly<Record<string, WireAttribute | null>>): void {
    const changed: string[] = [];
    for (const [key, wire] of Object.entries(set)) {
      const known = this.#known.get(key);
      if (!wire) {
        if (!this.#known.delete(key)) continue;
      } else {
        if (known && known.version >= wire[2]) continue;
        this.#known.set(key, { value: wire[0], user: wire[1], version: wire[2] });
      }
      changed.push(key);
    }
    if (changed.length) for (const listener of [...this.#listeners]) listener(changed);
  }
}

const opened = new WeakMap<ChatRoom, SocketAttributes>();

/** The attributes of a room, up to date. Rejects with why they cannot be had. */
export async function attributesOf(room: ChatRoom, ask: Ask, Failure: typeof ChatError): Promise<RoomAttributes> {
  const attributes = opened.get(room) ?? new SocketAttributes(room, ask, Failure);
  opened.set(room, attributes);
  await attributes.load();
  return attributes;
}

function check(key: string, value: string | null): void {
  const { keyLength, valueLength } = ATTRIBUTE;
  if (!isAttributeKey(key)) throw new TypeError(`An attribute key is 1 to ${keyLength} of A-Z a-z 0-9 + = - _; got ${JSON.stringify(key)}.`);
  if (value !== null && (typeof value !== 'string' || value.length > valueLength)) {
    throw new TypeError(`The value of ${key} must be a text of at most ${valueLength} characters, or null to take it away.`);
  }
}
