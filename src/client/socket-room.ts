import { ChatError } from '../protocol/errors.js';
import type { ServerFrame, ServerFrameOf, WireMessage, WirePermissions } from '../protocol/frames.js';
import { HISTORY_DEFAULT, HISTORY_MAX } from '../protocol/limits.js';
import { TYPE, toContent, toWireUser, type Draft, type Message } from '../protocol/message.js';
import {
  ROOM_LOG_SIZE,
  type ChatClient,
  type ChatRoom,
  type JoinOptions,
  type Members,
  type Notice,
  type Permissions,
  type RoomAttributes,
  type RoomEvents,
  type RoomState,
  type RoomStatus,
} from './contract.js';
import { deferred, type Deferred } from './deferred.js';
import { Emitter } from './emitter.js';
import { LikeMerger } from './like-merger.js';
import { MembersStore } from './members-store.js';
import { Membership } from './membership.js';
import { prepare, type Outgoing } from './outgoing.js';
import { RoomLog, type Change } from './room-log.js';
import { RoomNews } from './room-news.js';
import type { RoomLink } from './room-link.js';
import { fromWire, SYSTEM } from './wire-message.js';

/** Messages missed during a break that are older than this, ms, are told as history: they do not fly by as if said now. */
const FRESH_MS = 10_000;

const FREE: Permissions = { mutedUntil: 0, frozen: false, slow: 0 };

/** A room of a `SocketClient`: brings together who is in, what was said, and what is on its way. */
export class SocketRoom implements ChatRoom {
  readonly #link: RoomLink;
  readonly #log: RoomLog;
  readonly #emitter: Emitter<RoomEvents>;
  readonly #news: RoomNews;
  readonly #membership: Membership;
  readonly #members: MembersStore;
  readonly #taps: LikeMerger;
  readonly #pending = new Map<string, Deferred<Message>>();
  /** Own messages that are not sent yet, as they go over the wire: pending and failed ones. */
  readonly #unsent = new Map<string, Outgoing>();
  #likes = 0;
  #permissions = FREE;
  #inserted = 0;

  /** Made by `client.room(id)`. */
  constructor(
    readonly id: string,
    readonly client: ChatClient,
    link: RoomLink,
  ) {
    this.#link = link;
    this.#log = new RoomLog(id);
    this.#emitter = new Emitter(link.env.report);
    this.#news = new RoomNews(this.#emitter, () => this.#log.messages);
    this.#members = new MembersStore(link.env, (members) => this.#emitter.emit('members', members));
    this.#taps = new LikeMerger(link.env, (n) => this.#membership.following && link.connection.send({ k: 'like', room: id, n }));
    this.#membership = new Membership(id, link, {
      position: () => (this.#log.epoch === null ? null : { ep: this.#log.epoch, off: this.#log.position }),
      entered: (frame) => this.#entered(frame),
      status: (status) => this.#status(status),
    });
  }

  get state(): RoomState {
    return this.#membership.status.state;
  }

  get status(): RoomStatus {
    return this.#membership.status;
  }

  get messages(): readonly Message[] {
    return this.#log.messages;
  }

  get members(): Members {
    return this.#members.members;
  }

  get likes(): number {
    return this.#likes;
  }

  get permissions(): Permissions {
    return this.#permissions;
  }

  attributes(): Promise<RoomAttributes> {
    return import('./attributes.js').then((module) => module.attributesOf(this, (request) => this.#ask(request), ChatError));
  }

  on<K extends keyof RoomEvents>(name: K, listener: (event: RoomEvents[K]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  send(draft: Draft, /** @internal Own messages that it takes the place of. */ instead: readonly string[] = []): Promise<Message> {
    const { user, namespace, types, limits } = this.#link;
    let outgoing: Outgoing;
    try {
      outgoing = prepare(draft, types, limits);
    } catch (error) {
      if (error instanceof ChatError) return refusal(error);
      throw error;
    }
    this.remove(instead);
    const { type, content } = outgoing;
    // Before the first connection nobody knows how our ids begin: such a message can only fail; `retry` makes a new one.
    const id = namespace === null ? `local:${++this.#inserted}` : this.#link.nextId(namespace);
    const sender = user ?? { id: '', name: '' };
    const message: Message = {
      id,
      room: this.id,
      type,
      content: types.decode(type, { ...content, user: toWireUser(sender) }),
      sender,
      sentAt: this.#link.serverNow(),
      state: 'pending',
      origin: 'own',
    };
    const promise = this.#expect(id);
    this.#unsent.set(id, outgoing);
    if (this.#unsent.size > ROOM_LOG_SIZE) this.#unsent.delete(this.#unsent.keys().next().value!);
    this.#apply(this.#log.pass([message]));
    this.#dispatch(id, outgoing);
    return promise;
  }

  retry(id: string): Promise<Message> {
    const message = this.#log.get(id);
    if (!message) return refusal(new ChatError('message-not-found'));
    if (message.state === 'sent' || message.state === 'held') return Promise.resolve(message);
    const pending = this.#pending.get(id);
    if (pending) return pending.promise;
    const { namespace } = this.#link;
    if (namespace === null) return refusal(this.#away());
    const outgoing = this.#unsent.get(id);
    if (!outgoing || !id.startsWith(namespace)) {
      // Never sent, or by another user: under this id the server would not take it from us.
      const { user: _, ...content } = message.content;
      return this.send({ type: message.type, content }, [id]);
    }
    const promise = this.#expect(id);
    this.#apply(this.#log.retry(id, this.#link.serverNow()));
    this.#dispatch(id, outgoing);
    return promise;
  }

  like(count = 1): void {
    this.#taps.tap(count);
    // Who is not in the room, and will not be by itself, likes nothing in it.
    if (this.state === 'left') this.#taps.clear();
  }

  insert(message: Draft & object & Partial<Message>): Message {
    const { type, content } = toContent(message);
    const { id = `local:${++this.#inserted}`, sender = this.#link.user ?? SYSTEM, state = 'sent', error } = message;
    if (this.#log.get(id)) throw new TypeError(`A message with id ${id} is shown already.`);
    const sentAt = message.sentAt ?? this.#link.serverNow();
    const inserted: Message = {
      ...{ id, room: this.id, type, content, sender, sentAt, state, origin: 'local' },
      ...(error ? { error } : {}),
    };
    this.#apply(this.#log.pass([inserted]));
    return inserted;
  }

  remove(ids: string | readonly string[]): void {
    const list = typeof ids === 'string' ? [ids] : ids;
    for (const id of list) {
      this.#link.outbox.drop(id);
      this.#pending.get(id)?.reject(new ChatError('message-not-found', { message: 'not sent yet' }));
      this.#pending.delete(id);
      this.#unsent.delete(id);
    }
    this.#apply(this.#log.remove(list));
  }

  async recall(id: string): Promise<void> {
    const known = this.#log.get(id);
    if (known && known.state !== 'sent') throw new ChatError('message-not-found', { message: 'not sent yet' });
    await this.#ask({ k: 'recall', room: this.id, mid: id });
  }

  async loadHistory(count = HISTORY_DEFAULT): Promise<readonly Message[]> {
    if (!Number.isInteger(count) || count < 1 || count > HISTORY_MAX) {
      throw new TypeError(`loadHistory takes 1 to ${HISTORY_MAX}; got ${String(count)}.`);
    }
    const epoch = this.#log.epoch;
    const reply = await this.#ask({ k: 'ask', room: this.id, what: 'history', before: this.#log.oldest, n: count });
    // The room was made anew while we asked: these have no place in it.
    if (reply.k !== 'ok' || epoch !== this.#log.epoch) return [];
    const { added, changes } = this.#log.prepend((reply.h ?? []).map((wire) => this.#read(wire, 'history', wire.o)));
    this.#apply(changes);
    return added;
  }

  leave(): Promise<void> {
    return this.#membership.leave();
  }

  // What the client calls.

  /** @internal */
  enter(options: JoinOptions): Promise<void> {
    return this.#membership.join(options);
  }

  /** @internal Whether messages can be sent now. */
  get ready(): boolean {
    return this.#link.online && this.#membership.following;
  }

  /** @internal */
  online(): void {
    this.#membership.online();
  }

  /** @internal */
  offline(reason: ChatError, final: boolean): void {
    this.#taps.lost();
    if (final) this.#membership.stopped(reason);
    else this.#membership.offline();
    this.#apply(this.#log.pause());
  }

  /** @internal */
  acked(id: string, sentAt: number, offset?: number, state?: 'held'): void {
    this.#apply(this.#log.acked(id, sentAt, offset, state));
  }

  /** @internal */
  failed(id: string, error: ChatError): void {
    this.#apply(this.#log.fail(id, error));
  }

  /** @internal The server has lost us. */
  mend(): void {
    this.#membership.mend();
  }

  /** @internal */
  receive(frame: Extract<ServerFrame, { room: string }>): void {
    if (this.state !== 'joined') return;
    if (frame.k === 'ctl') this.#membership.expelled(ChatError.fromCode(frame.code));
    else if (frame.k === 'b') this.#batch(frame);
    else if (frame.k === 'may') this.#permit(frame);
    else if (frame.k !== 'gap') this.#emitter.emit(frame.k as 'notice', frame as Notice);
    else if (frame.to > this.#log.position) this.#membership.mend();
  }

  #batch({ s, m, e, x, l, n, ep }: ServerFrameOf<'b'>): void {
    if (ep !== undefined && ep !== this.#log.epoch) this.#membership.mend();
    else if (m && s !== undefined && this.#membership.following) {
      const changes = this.#log.batch(s, m.map((wire, index) => this.#read(wire, 'live', s + index)));
      if (changes === 'hole') this.#membership.mend();
      else this.#apply(changes);
    }
    if (e) {
      for (const wire of e) if (wire.t === TYPE.members) this.#members.notice(wire.c);
      this.#apply(this.#log.pass(e.map((wire) => this.#read(wire, 'live'))));
    }
    if (n !== undefined) this.#members.count(n);
    if (l) this.#liked(l[0], l[1]);
    if (x) this.#emitter.emit('shed', x);
  }

  #entered({ ep, off, rec, h, info }: ServerFrameOf<'joined'>): void {
    const now = this.#link.serverNow();
    const messages = h.map((wire) => {
      const missedJustNow = rec === 'full' && wire.ts >= now - FRESH_MS;
      return this.#read(wire, missedJustNow ? 'live' : 'history', wire.o);
    });
    this.#permit(info.may);
    this.#members.reset(info);
    this.#apply(this.#log.enter({ epoch: ep, offset: off, recovery: rec, messages, now }));
    if (info.likes !== this.#likes) this.#liked(0, info.likes);
    this.#taps.flush();
    this.#link.outbox.advance();
  }

  #permit({ muted = 0, frozen, slow = 0 }: WirePermissions = {}): void {
    const mutedUntil = muted && muted + this.#link.env.now() - this.#link.serverNow();
    this.#emitter.emit('permissions', (this.#permissions = { mutedUntil, frozen: !!frozen, slow }));
  }

  #liked(delta: number, total: number): void {
    this.#likes = total;
    this.#emitter.emit('likes', { delta, own: this.#taps.own(delta), total });
  }

  #status(status: RoomStatus): void {
    if (status.state === 'left') {
      this.#taps.clear();
      this.#members.clear();
      this.#link.outbox.fail(status.reason ?? new ChatError('not-in-room'), this.id);
    }
    this.#emitter.emit('state', status);
  }

  #dispatch(id: string, outgoing: Outgoing): void {
    const error = this.#notReady();
    if (error) this.failed(id, error);
    else this.#link.outbox.post({ id, room: this.id, ...outgoing });
  }

  /** Why a message cannot even wait; null when it can. */
  #notReady(): ChatError | null {
    if (this.state !== 'left' && this.#link.namespace !== null) return null;
    if (this.#link.online) return this.status.reason ?? new ChatError('not-in-room');
    return this.#away();
  }

  #away(): ChatError {
    return new ChatError('not-connected', { cause: this.#link.connection.status.reason });
  }

  #expect(id: string): Promise<Message> {
    const pending = deferred<Message>();
    this.#pending.set(id, pending);
    return pending.promise;
  }

  #ask(request: Parameters<RoomLink['request']>[0]): Promise<Exclude<Parameters<Parameters<RoomLink['request']>[1]>[0], ChatError>> {
    if (!this.#link.online) return Promise.reject(this.#away());
    return new Promise((resolve, reject) => {
      this.#link.request(request, (reply) => (reply instanceof ChatError ? reject(reply) : resolve(reply)));
    });
  }

  #read(wire: WireMessage, origin: Message['origin'], offset?: number): Message {
    return fromWire(wire, this.id, origin, offset, this.#link.types);
  }

  #apply(changes: readonly Change[]): void {
    this.#news.tell(changes);
    for (const change of changes) {
      if (change.kind !== 'updated') continue;
      for (const message of change.messages) this.#conclude(message);
    }
  }

  #conclude(message: Message): void {
    if (message.state === 'pending') return;
    if (message.state === 'sent') this.#unsent.delete(message.id);
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(message.error);
    else pending?.resolve(message);
  }
}

function refusal(error: ChatError): Promise<Message> {
  const { promise, reject } = deferred<Message>();
  reject(error);
  return promise;
}
