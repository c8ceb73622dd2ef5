import { isId } from '../../protocol/codec.js';
import { ChatError, type ErrorName } from '../../protocol/errors.js';
import { PROTOCOL_VERSION, type ClientFrame, type ClientFrameOf, type ServerFrame } from '../../protocol/frames.js';
import { DEFAULT_LIMITS } from '../../protocol/limits.js';
import { DEFAULT_MEDIA_LIMITS } from '../../protocol/media.js';
import { toContent, toWireUser, type Draft, type Sender } from '../../protocol/message.js';
import type { NoteKind } from '../../protocol/note-kinds.js';
import { defaultEnvironment, type Environment } from '../../client/environment.js';
import { LocalRoom } from './local-room.js';
import { makeDoor, type Door, type Host, type Peer } from './local-socket.js';

/** A person: a full sender, or a name that serves as the id too. */
export type Person = Sender | string;

/** Something that was said before anybody came, oldest first. */
export type SeedMessage = string | (Draft & object & { readonly user?: Person; /** How long ago, ms. */ readonly ago?: number });

/** What a room holds when it is first entered. */
export interface RoomSeed {
  readonly messages?: readonly SeedMessage[];
  /** People who are here and do nothing. */
  readonly members?: readonly Person[];
  /** People in all, when there are more than are named. */
  readonly count?: number;
  readonly likes?: number;
}

const HEARTBEAT_MS = 25_000;

/**
 * The other end of local clients: all in the page that name the same hub meet here. It speaks the server's frames,
 * keeps nothing beyond the page, and can be made to misbehave, for stories and tests.
 */
export class LocalHub implements Host {
  /** The next messages of anybody fail with these. */
  #refusals: ErrorName[] = [];
  #offline = false;
  #held: (() => void)[] | null = null;
  #ids = 0;
  readonly #env: Environment;
  readonly #rooms = new Map<string, LocalRoom>();
  readonly #doors = new Map<object, Door>();
  readonly #namespaces = new Map<string, string>();
  readonly #sent = new Map<string, number[]>();

  constructor(environment: Partial<Environment> = {}) {
    this.#env = { ...defaultEnvironment, ...environment };
  }

  /** Nobody can reach it; who is connected is cut off. */
  get offline(): boolean {
    return this.#offline;
  }

  set offline(offline: boolean) {
    this.#offline = offline;
    if (offline) for (const door of this.#doors.values()) door.cut();
  }

  /** Drops a client's connection; it comes back by itself. */
  cut(client: object): void {
    this.#doors.get(client)?.cut();
  }

  /**
   * Nothing gets through to a client or from it for so long, ms; then everything at once. That is what packets that are
   * lost and sent again look like on a connection that keeps the order.
   */
  stall(client: object, ms: number): void {
    this.#doors.get(client)?.stall(ms);
  }

  /** Lets the next messages fail, whoever sends them. */
  refuse(error: ErrorName, times = 1): void {
    this.#refusals = Array<ErrorName>(times).fill(error);
  }

  /** Holds messages back, unanswered … */
  pause(): void {
    this.#held ??= [];
  }

  /** … and lets them through. */
  resume(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const run of held) run();
  }

  /** Prepares a room; one that exists already stays as it is. */
  seed(id: string, { messages = [], members = [], count = 0, likes = 0 }: RoomSeed): void {
    if (this.#rooms.has(id)) return;
    const room = this.#open(id);
    room.likes = likes;
    for (const person of members) room.settle(toWireUser(toPerson(person)), true);
    room.crowd = Math.max(0, count - members.length);
    messages.forEach((message, index) => {
      const { user, ago = (messages.length - index) * 10_000 } = typeof message === 'string' ? {} : message;
      this.#say(room, user ?? members[index % members.length] ?? 'Guest', message, this.#env.now() - ago);
    });
  }

  /** Somebody who has no client here says something; returns the message's id. */
  say(room: string, user: Person, draft: Draft): string {
    return this.#say(this.#open(room), user, draft, this.#env.now());
  }

  /** A moderator without a client takes a message back; one that is gone already stays so. */
  recall(room: string, id: string): void {
    try {
      this.#open(room).recall(id, { id: 'moderator', name: '', role: 'moderator' });
    } catch (error) {
      if (ChatError.from(error).name !== 'message-not-found') throw error;
    }
  }

  /** Likes from elsewhere. */
  like(room: string, count: number): void {
    this.#open(room).like(count);
  }

  /** Sets how many people are in a room, named ones included. */
  crowd(room: string, count: number): void {
    const found = this.#open(room);
    found.crowd = Math.max(0, count - (found.count - found.crowd));
    found.tellCount();
  }

  /** Puts somebody out of a room. */
  expel(room: string, userId: string, error: ErrorName = 'kicked-from-room'): void {
    this.#rooms.get(room)?.expel(userId, new ChatError(error));
  }

  /** Lets somebody only read for so long, ms; 0 lifts it. */
  mute(room: string, userId: string, ms: number): void {
    this.#open(room).mute(userId, this.#env.now() + ms);
  }

  /** Lets only hosts and moderators write, or everybody again. */
  freeze(room: string, on = true): void {
    this.#open(room).freeze(on);
  }

  /** Tells a room what was decided, as the Server API does where it is asked to; alone it changes nothing. */
  announce(room: string, what: NoteKind, users: readonly string[] = [], until?: number): void {
    this.#open(room).announce(what, users, until);
  }

  /** As if the server had lost a room's past: a new epoch. */
  forget(room: string): void {
    this.#rooms.get(room)?.forget();
  }

  /** Ends all: connections, rooms, timers. */
  close(): void {
    this.offline = true;
    for (const room of this.#rooms.values()) room.stop();
    this.#rooms.clear();
    this.#doors.clear();
  }

  /** @internal */
  door(user: Sender, latencyMs: number): Door {
    return makeDoor(user, this, this.#env, latencyMs);
  }

  /** @internal */
  adopt(client: object, door: Door): void {
    this.#doors.set(client, door);
  }

  /** @internal */
  opened(): void {}

  /** @internal */
  closed(peer: Peer): void {
    for (const room of this.#rooms.values()) room.leave(peer, true);
  }

  /** @internal */
  received(peer: Peer, frame: ClientFrame): void {
    if (frame.k === 'msg' && this.#held) {
      this.#held.push(() => this.received(peer, frame));
      return;
    }
    try {
      const reply = this.#answer(peer, frame);
      if (reply) peer.send(reply);
    } catch (error) {
      const { code, detail } = ChatError.from(error);
      if ('id' in frame) peer.send({ k: 'err', id: frame.id, code, msg: detail.message, in: detail.retryInMs });
    }
  }

  #answer(peer: Peer, frame: ClientFrame): ServerFrame | null {
    switch (frame.k) {
      case 'auth': {
        const greeting = { v: PROTOCOL_VERSION, now: this.#env.now(), user: toWireUser(peer.user), ns: this.#namespace(peer) };
        return { k: 'hi', id: frame.id, ...greeting, hb: HEARTBEAT_MS, limits: { ...DEFAULT_LIMITS, media: { url: '', ...DEFAULT_MEDIA_LIMITS } } };
      }
      case 'ping':
        return { k: 'pong', id: frame.id };
      case 'join':
        if (!frame.create && !this.#rooms.has(frame.room)) throw new ChatError('room-not-found');
        return this.#open(frame.room).join(peer, frame);
      case 'leave':
        this.#rooms.get(frame.room)?.leave(peer, false);
        return { k: 'ok', id: frame.id };
      case 'msg':
        return this.#accept(peer, frame);
      case 'like':
        this.#roomOf(peer, frame.room).like(frame.n);
        return null;
      case 'recall':
        this.#roomOf(peer, frame.room).recall(frame.mid, peer.user);
        return { k: 'ok', id: frame.id };
      case 'ask': {
        const room = this.#roomOf(peer, frame.room);
        if (frame.what === 'attributes') return { k: 'ok', id: frame.id, attrs: Object.fromEntries(room.rules.attributes) };
        if (frame.what === 'history') return { k: 'ok', id: frame.id, ...room.history(frame.before, frame.n) };
        return { k: 'ok', id: frame.id, members: room.listed(frame.n), n: room.count };
      }
      case 'attr':
        return this.#roomOf(peer, frame.room).change(peer, frame);
    }
  }

  /** The acknowledgement goes out before the message comes back to its sender. */
  #accept(peer: Peer, { id, room: name, mid, t, c, p }: ClientFrameOf<'msg'>): ServerFrame | null {
    const room = this.#roomOf(peer, name);
    const refusal = this.#refusals.pop();
    if (refusal) throw new ChatError(refusal);
    const repeated = room.repeated(id, mid);
    if (repeated) return repeated;
    if (!mid.startsWith(this.#namespace(peer))) throw new ChatError('bad-parameter', { message: 'the message id is not yours' });
    room.rules.check(peer.user, this.#env.now());
    this.#limit(peer.user.id);
    if (c.user && c.user.id !== peer.user.id) throw new ChatError('sender-mismatch');
    const ack = (place: { off?: number; ts: number }) => peer.send({ k: 'ack', id, ...place });
    room.say({ i: mid, t, c: { ...c, user: toWireUser(peer.user) } }, { status: p === 16, ack });
    return null;
  }

  /** @throws {ChatError} rate-limited */
  #limit(userId: string): void {
    const now = this.#env.now();
    const recent = (this.#sent.get(userId) ?? []).filter((at) => now - at < 1_000);
    if (recent.length >= DEFAULT_LIMITS.messagesPerSecond) {
      throw new ChatError('rate-limited', { retryInMs: recent[0]! + 1_000 - now });
    }
    this.#sent.set(userId, [...recent, now]);
  }

  #say(room: LocalRoom, person: Person, draft: Draft, ts: number): string {
    const { type, content } = toContent(draft);
    const id = this.#newId();
    room.say({ i: id, t: type, c: { ...content, user: toWireUser(toPerson(person)) } }, { ts });
    return id;
  }

  #open(id: string): LocalRoom {
    const room = this.#rooms.get(id) ?? new LocalRoom(id, this.#env, () => this.#newId());
    this.#rooms.set(id, room);
    return room;
  }

  #roomOf(peer: Peer, id: string): LocalRoom {
    const room = this.#rooms.get(id);
    if (!room?.has(peer)) throw new ChatError('not-in-room');
    return room;
  }

  #namespace({ user }: Peer): string {
    const namespace = this.#namespaces.get(user.id) ?? `u${this.#namespaces.size + 1}.`;
    this.#namespaces.set(user.id, namespace);
    return namespace;
  }

  #newId(): string {
    return `hub-${++this.#ids}`;
  }
}

/** @throws {TypeError} an id or name that cannot be one. */
export function toPerson(person: Person): Sender {
  const sender = typeof person === 'string' ? { id: person, name: person } : person;
  if (typeof sender?.id !== 'string' || !isId(sender.id) || typeof sender.name !== 'string') {
    throw new TypeError('A user is { id, name, avatar?, role? } or a name of 1 to 64 bytes that is its id too.');
  }
  return sender;
}
