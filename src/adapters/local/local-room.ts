import { ChatError } from '../../protocol/errors.js';
import type { ClientFrameOf, RoomInfo, ServerFrame, ServerFrameOf, WireMessage } from '../../protocol/frames.js';
import { GiftSums } from '../../protocol/gift-sums.js';
import { Standing } from '../../protocol/standing.js';
import { RESUME_WINDOW } from '../../protocol/limits.js';
import { TYPE, toWireUser, type Content, type WireUser } from '../../protocol/message.js';
import type { NoteKind } from '../../protocol/note-kinds.js';
import type { Environment } from '../../client/environment.js';
import { LocalRules } from './local-rules.js';
import type { Peer } from './local-socket.js';

/** Who lost the connection may come back within this, ms, without anybody hearing of it. */
const GRACE_MS = 10_000;
/** Joins and leaves of this time make one notice, ms. */
const NOTICE_MS = 1_000;
/** What was given is told at most this often, ms. */
const SUMS_MS = 1_000;
/** People named in a notice, and in a room's information. */
const NAMED_MAX = 5;
const LISTED_MAX = 50;

const SYSTEM: WireUser = { id: 'system', name: '', role: 'system' };

/** A room of the page: one order, the newest messages, who is here. Lost with the page. */
export class LocalRoom {
  /** Shown in addition to those who are really here. */
  crowd = 0;
  likes = 0;
  readonly rules = new LocalRules();
  readonly #peers = new Set<Peer>();
  /** Latest last. */
  readonly #members = new Map<string, WireUser>();
  /** Those whose connection was lost, and how to stop waiting for them. */
  readonly #missing = new Map<string, () => void>();
  #log: (WireMessage & { o: number })[] = [];
  readonly #ids = new Map<string, number | undefined>();
  #offset = 0;
  #epoch: string;
  #joined: WireUser[] = [];
  #left: WireUser[] = [];
  #stopNotice: (() => void) | null = null;
  readonly #sums = new GiftSums();
  readonly #standing = new Standing();
  #tookDown = false;
  #sumsChanged = false;
  #stopSums: (() => void) | null = null;

  constructor(
    readonly id: string,
    private readonly env: Environment,
    private readonly systemId: () => string,
  ) {
    this.#epoch = systemId();
  }

  get count(): number {
    return this.#members.size + this.crowd;
  }

  has(peer: Peer): boolean {
    return this.#peers.has(peer);
  }

  join(peer: Peer, { id, want, ep, off }: ClientFrameOf<'join'>): ServerFrameOf<'joined'> {
    if (!this.#peers.has(peer)) {
      this.#peers.add(peer);
      this.#missing.get(peer.user.id)?.();
      this.#missing.delete(peer.user.id);
      if (!this.#members.has(peer.user.id)) this.settle(toWireUser(peer.user));
    }
    if (!this.#sums.empty || this.#standing.at(this.env.now()).length > 0) void Promise.resolve().then(() => peer.send(this.#sumsFrame(true)));
    const missed = off === undefined ? -1 : this.#offset - off;
    const whole = ep === this.#epoch && missed >= 0 && missed <= this.#log.length;
    const rec = ep === undefined ? 'none' : whole ? 'full' : 'lost';
    const h = whole ? this.#log.slice(this.#log.length - missed) : this.#page(Infinity, want).h;
    return { k: 'joined', id, room: this.id, ep: this.#epoch, off: this.#offset, rec, h, info: this.#info(peer) };
  }

  /** Somebody is here from now on; `quietly`: has been here all along. */
  settle(user: WireUser, quietly = false): void {
    this.#members.set(user.id, user);
    if (!quietly) this.#notice(this.#joined, user);
  }

  leave(peer: Peer, broken: boolean): void {
    if (!this.#peers.delete(peer)) return;
    const user = toWireUser(peer.user);
    if ([...this.#peers].some((other) => other.user.id === user.id)) return;
    const gone = () => {
      this.#missing.delete(user.id);
      this.#members.delete(user.id);
      this.#notice(this.#left, user);
    };
    if (broken) this.#missing.set(user.id, this.env.after(GRACE_MS, gone));
    else gone();
  }

  /** The acknowledgement of a message that has been here before. */
  repeated(id: number, mid: string): ServerFrame | null {
    if (!this.#ids.has(mid)) return null;
    const off = this.#ids.get(mid);
    return { k: 'ack', id, ts: this.env.now(), dup: true, ...(off === undefined ? {} : { off }) };
  }

  /** Gives a message its place and hands it to all; returns the place. Low priority has none. */
  say(message: Omit<WireMessage, 'ts' | 'o'>, { status = false, ts = this.env.now(), ack = (_: { off?: number; ts: number }) => {} } = {}): void {
    const wire: WireMessage = { ...message, ts };
    if (this.#standing.add(wire)) this.#tookDown = true;
    if (this.#sums.add(wire.t, wire.c) || this.#tookDown) void Promise.resolve().then(() => this.#tellSums(true));
    this.#remember(wire.i, status ? undefined : this.#offset + 1);
    if (status) {
      ack({ ts });
      this.#tell({ k: 'b', room: this.id, e: [wire] });
      return;
    }
    this.#log.push({ ...wire, o: ++this.#offset });
    if (this.#log.length > RESUME_WINDOW) this.#log.shift();
    ack({ off: this.#offset, ts });
    this.#tell({ k: 'b', room: this.id, s: this.#offset, m: [wire] });
  }

  recall(mid: string, operator: Peer['user']): void {
    const index = this.#log.findIndex(({ i, t }) => i === mid && t !== TYPE.recalled);
    const original = this.#log[index];
    if (!original) throw new ChatError('message-not-found');
    const mayRecallAll = operator.role === 'host' || operator.role === 'moderator';
    const { user } = original.c;
    if (!mayRecallAll && user?.id !== operator.id) throw new ChatError('recall-refused');
    const done = { operatorId: operator.id, recallTime: this.env.now() };
    this.#log[index] = { ...original, t: TYPE.recalled, c: { ...done, originalObjectName: original.t, ...(user ? { user } : {}) } };
    this.say({ i: this.systemId(), t: TYPE.recall, c: { id: mid, ...done } });
  }

  like(n: number): void {
    this.likes += n;
    this.#tell({ k: 'b', room: this.id, l: [n, this.likes] });
  }

  announce(what: NoteKind, users: readonly string[], until?: number): void {
    this.#tell({ k: 'notice', room: this.id, what, users: [...users], ...(until === undefined ? {} : { until }), at: this.env.now() });
  }

  history(before: number, n: number): { h: WireMessage[]; more: boolean } {
    return this.#page(before, n);
  }

  listed(n: number): WireUser[] {
    const rank = ({ role }: WireUser) => (role === 'host' ? 0 : role === 'moderator' ? 1 : 2);
    return [...this.#members.values()].reverse().sort((a, b) => rank(a) - rank(b)).slice(0, n);
  }

  /** As if the server had lost what it knew: positions are void. */
  forget(): void {
    this.#epoch = this.systemId();
    this.#log = [];
    this.#offset = 0;
    this.#tell({ k: 'b', room: this.id, ep: this.#epoch });
  }

  expel(userId: string, error: ChatError): void {
    for (const peer of [...this.#peers]) {
      if (peer.user.id !== userId) continue;
      peer.send({ k: 'ctl', room: this.id, op: 'kicked', code: error.code });
      this.leave(peer, false);
    }
  }

  mute(userId: string, until: number): void {
    this.rules.muted.set(userId, until);
    this.#permit();
  }

  freeze(on: boolean): void {
    this.rules.frozen = on;
    this.#permit();
  }

  /** Changes attributes: the answer to who did it, and the news for all. */
  change(peer: Peer, frame: ClientFrameOf<'attr'>): ServerFrame {
    this.rules.check(peer.user, this.env.now());
    const { set, failed } = this.rules.change(frame, peer.user.id);
    const codes = Object.values(failed);
    const [code = 0] = codes;
    if (Object.keys(set).length === 0 && new Set(codes).size === 1) throw ChatError.fromCode(code);
    this.#tell({ k: 'attributes', room: this.id, set });
    return { k: 'ok', id: frame.id, ...(codes.length > 0 ? { failed } : {}) };
  }

  tellCount(): void {
    this.#tell({ k: 'b', room: this.id, n: this.count });
  }

  stop(): void {
    this.#stopNotice?.();
    this.#stopSums?.();
    for (const stop of this.#missing.values()) stop();
    this.#missing.clear();
  }

  #info({ user }: Peer): RoomInfo {
    const info = { n: this.count, likes: this.likes, members: this.listed(LISTED_MAX) };
    const may = this.rules.permissions(user, this.env.now());
    return Object.keys(may).length > 0 ? { ...info, may } : info;
  }

  #page(before: number, n: number): { h: WireMessage[]; more: boolean } {
    const shown = this.#log.filter(({ t, o }) => t !== TYPE.recall && o < before);
    return { h: n === 0 ? [] : shown.slice(-n), more: shown.length > n };
  }

  #remember(id: string, offset: number | undefined): void {
    this.#ids.set(id, offset);
    if (this.#ids.size > RESUME_WINDOW) this.#ids.delete(this.#ids.keys().next().value!);
  }

  #notice(list: WireUser[], user: WireUser): void {
    list.push(user);
    // The first at once, those that follow together.
    if (!this.#stopNotice) this.#tellNotice();
  }

  #tellNotice(): void {
    this.#stopNotice = this.env.after(NOTICE_MS, () => {
      this.#stopNotice = null;
      if (this.#joined.length + this.#left.length > 0) this.#tellNotice();
    });
    const [joined, left] = [this.#joined, this.#left];
    this.#joined = [];
    this.#left = [];
    const c: Content = {
      ...{ user: SYSTEM, joined: joined.slice(-NAMED_MAX), joinedCount: joined.length },
      ...{ left: left.slice(-NAMED_MAX), leftCount: left.length },
    };
    const notice = { i: this.systemId(), t: TYPE.members, c, ts: this.env.now() };
    // After the newcomer has had its own answer.
    void Promise.resolve().then(() => this.#tell({ k: 'b', room: this.id, e: [notice], n: this.count }));
  }

  #tellSums(changed: boolean): void {
    this.#sumsChanged ||= changed;
    if (this.#stopSums || !this.#sumsChanged) return;
    this.#sumsChanged = false;
    this.#stopSums = this.env.after(SUMS_MS, () => {
      this.#stopSums = null;
      this.#tellSums(false);
    });
    this.#tell(this.#sumsFrame(this.#tookDown));
    this.#tookDown = false;
  }

  #sumsFrame(withStanding: boolean): ServerFrame {
    const ts = this.env.now();
    const c: Content = { ...this.#sums.content(), ...(withStanding ? { standing: this.#standing.at(ts) } : {}), user: SYSTEM };
    return { k: 'b', room: this.id, e: [{ i: this.systemId(), t: TYPE.sums, c, ts }] };
  }

  #permit(): void {
    for (const peer of this.#peers) peer.send({ k: 'may', room: this.id, ...this.rules.permissions(peer.user, this.env.now()) });
  }

  #tell(frame: ServerFrame): void {
    for (const peer of this.#peers) peer.send(frame);
  }
}
