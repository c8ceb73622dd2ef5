import { ChatError, type Content, type Sender, TYPE, type WirePermissions } from '../../protocol/index.js';
import type { Ctl, Heard } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import { type Log, reason } from '../log.js';
import type { HoldReason } from '../store/held.js';
import type { Rule, RuleStore } from '../store/rules.js';
import { Attributes } from './attributes.js';
import { keepingOf } from './keeping.js';
import type { Order, OrderOf } from './order.js';
import { changeOf } from './order-rules.js';
import { Rules } from './rules.js';
import { SlowMode } from './slow-mode.js';
import { hasLink, isStaff, type Standing, Talk } from './talk-rules.js';
import { WordFilter } from './word-filter.js';

export interface ModerationParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: RuleStore;
  readonly ctl: Ctl;
}

/** Types whose `content` is what a person wrote. @see S56 */
const WRITTEN: ReadonlySet<string> = new Set([TYPE.text, TYPE.superchat]);
const NOTHING_NOTED = { version: 0, done: Promise.resolve() };
/** Rules whose time is over leave the store at this interval, ms. */
const SWEEP_EVERY_MS = 10 * 60 * 1000;

/**
 * What has been decided about people, rooms and words, and what follows from it for a message or a newcomer.
 * Decisions come as orders, over the bus, to every server; each keeps them in its own store.
 */
export class Moderation {
  readonly rules: Rules;
  readonly slowMode: SlowMode;
  readonly attributes = new Attributes(this);
  readonly #talk: Talk;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #ctl: Ctl;
  readonly #unsubscribe: () => void;
  #filter: WordFilter | null = null;
  /** The last version that was said to be given. */
  #noting: { readonly version: number; readonly done: Promise<unknown> } = NOTHING_NOTED;
  #enforce: (order: Order, mine: boolean) => void = () => {};
  #cancelSweep: () => void;

  constructor({ clock, log, store, ctl }: ModerationParts) {
    this.#clock = clock;
    this.#log = log;
    this.#ctl = ctl;
    this.rules = new Rules(store, clock);
    this.slowMode = new SlowMode(clock);
    this.#talk = new Talk(clock);
    this.#unsubscribe = ctl.subscribe((order, heard) => this.applyOrder(order as Order, heard));
    this.#cancelSweep = clock.after(SWEEP_EVERY_MS, this.#sweep);
  }

  /**
   * The only way in which rules change. Resolves once the order is kept and in force here. An attribute may have been changed elsewhere since it
   * was judged: then nothing is done, and the answer is false.
   */
  async publishOrder(order: Order): Promise<boolean> {
    // Sent one after the other, so that orders stay in the order in which they are given.
    const noted = order.op === 'attribute' && order.value === null ? this.#noteVersion(order) : null;
    const [done] = await Promise.all([this.#ctl.publish(order, keepingOf(order, this.rules)), noted]);
    return done;
  }

  /** Carries out an order, whoever gave it. @throws what the store throws; then nothing has changed. */
  applyOrder(order: Order, { own, leftMs }: Heard = { own: true }): void {
    if (order.op === 'destroy' && this.#madeAfter(order.room, order.at)) return;
    const { put, removed } = changeOf(order, this.rules);
    // Of two servers that make or end a room at the same time the first has done it: orders come to all in the same order.
    const known = (order.op === 'room' || order.op === 'destroy') && this.rules.has('room', order.room);
    const mine = own && known === (order.op === 'destroy');
    this.rules.save(leftMs === undefined ? put : put.map((rule) => this.#timed(rule, leftMs)), removed);
    if (order.op === 'word') this.#filter = null;
    if (order.op === 'destroy' || (order.op === 'slow' && order.everyMs === null)) this.slowMode.forget(order.room);
    if (order.op === 'destroy' || order.op === 'talk') this.#talk.forget(order.room);
    this.#enforce(order, mine);
  }

  /** Hears of every order once its rules are in force; `mine`: by this server; for a room also that it was made or ended by it, and not by an order before. */
  enforceWith(enforce: (order: Order, mine: boolean) => void): void {
    this.#enforce = enforce;
  }

  close(): void {
    this.#unsubscribe();
    this.#cancelSweep();
  }

  /** Whether somebody may connect. @throws {ChatError} user-banned, account-deleted, token-expired */
  checkConnect(userId: string, issuedAt: number): void {
    if (this.rules.has('deactivated', '', userId)) throw new ChatError('account-deleted');
    if (this.rules.has('block', '', userId)) throw new ChatError('user-banned', this.#until('block', '', userId));
    const before = this.rules.get('tokens-before', '', userId)?.before ?? 0;
    if (issuedAt < before) throw new ChatError('token-expired');
  }

  /** Whether somebody may join. @throws {ChatError} kicked-from-room */
  checkJoin(userId: string, room: string): void {
    if (this.rules.has('block', room, userId)) throw new ChatError('kicked-from-room', this.#until('block', room, userId));
  }

  /** Whether somebody may write; returns what still holds for them. @throws {ChatError} muted */
  checkWrite(user: Sender, room: string): WirePermissions {
    const permissions = this.permissions(user, room);
    const { muted, frozen } = permissions;
    if (muted) throw new ChatError('muted', { retryInMs: muted - this.#clock.now() });
    if (frozen) throw new ChatError('muted', { message: 'the room is frozen' });
    return permissions;
  }

  /** Whether the room's own rules let it be said; remembers it if so. @throws {ChatError} requirement, account-too-new, emote-only, word-blocked, repeated */
  checkTalk(user: Sender, { tags, since }: Standing, room: string, type: string, content: Content): void {
    const rules = this.rules.get('talk', room);
    if (!rules) return;
    const set = this.rules.get('tags', '', user.id)?.tags ?? [];
    this.#talk.check(rules, room, user, { tags: [...tags, ...set], since }, type, content);
  }

  permissions(user: Sender, room: string): WirePermissions {
    const muted = Math.max(this.rules.until('mute', room, user.id), this.rules.until('mute', '', user.id));
    const staff = isStaff(user);
    const frozen = this.rules.has('freeze', room) && !staff && !this.rules.has('exempt', room, user.id);
    const slow = staff ? 0 : (this.rules.get('slow', room)?.everyMs ?? 0);
    return { ...(muted ? { muted } : {}), ...(frozen ? { frozen } : {}), ...(slow ? { slow } : {}) };
  }

  /** The content as it may be said, the same object when nothing had to be masked; and why a moderator has to look at it first. @throws {ChatError} word-blocked */
  checkWords(user: Sender, room: string, type: string, content: Content): { readonly content: Content; readonly hold?: HoldReason } {
    const text = content['content'];
    if (!WRITTEN.has(type) || typeof text !== 'string') return { content };
    this.#filter ??= new WordFilter(this.rules.list('word', '').map(({ key, value: { replacement, hold = false } }) => ({ word: key, replacement, hold })));
    const result = this.#filter.check(text);
    // A text of nothing but words that are replaced by nothing says nothing.
    if (result.refused || result.text.trim() === '') throw new ChatError('word-blocked');
    const said = result.text === text ? content : { ...content, content: result.text };
    // Those who run the room need nobody's leave.
    if (isStaff(user)) return { content: said };
    if (result.held) return { content: said, hold: 'word' };
    const link = type === TYPE.text && this.rules.get('talk', room)?.holdLinks && hasLink(text);
    return { content: said, ...(link ? { hold: 'link' } : {}) };
  }

  /** Messages are taken and reach nobody. */
  stopped(room: string): boolean {
    return this.rules.has('stop', room);
  }

  /** Whether a message must never be shed under load, whoever or whatever it is from. */
  exempt(user: string, room: string, type: string): boolean {
    return this.rules.has('allow-user', room, user) || this.rules.has('allow-type', '', type);
  }

  /** Whether messages of a type are the first to be dropped under load. */
  low(type: string): boolean {
    return this.rules.has('low-type', '', type);
  }

  /** The user as they are called now: a profile that is newer than the token wins. */
  named(user: Sender, issuedAt: number): Sender {
    const profile = this.rules.get('profile', '', user.id);
    if (!profile || profile.at < issuedAt) return user;
    const { avatar: _, ...rest } = user;
    return { ...rest, name: profile.name, ...(profile.avatar ? { avatar: profile.avatar } : {}) };
  }

  /** Once for all that go together. */
  async #noteVersion({ version, at }: OrderOf<'attribute'>): Promise<void> {
    const noted = Math.max(this.#noting.version, this.rules.get('last-version', '')?.version ?? 0);
    if (version > noted) this.#noting = { version, done: this.publishOrder({ op: 'last-version', version, at }) };
    const { done } = this.#noting;
    try {
      await done;
    } catch (cause) {
      if (this.#noting.done === done) this.#noting = NOTHING_NOTED;
      throw cause;
    }
  }

  #until(kind: 'block', room: string, userId: string): { retryInMs: number } {
    return { retryInMs: this.rules.until(kind, room, userId) - this.#clock.now() };
  }

  /** Until when it holds by our clock: who gave the order may have another, and it may have been a while ago. */
  #timed(rule: Rule, leftMs: number): Rule {
    return rule.until === 0 ? rule : { ...rule, until: Math.max(1, this.#clock.now() + leftMs) };
  }

  #madeAfter(room: string, at: number): boolean {
    return (this.rules.get('room', room)?.madeAt ?? 0) > at;
  }

  readonly #sweep = (): void => {
    try {
      this.rules.sweep();
    } catch (cause) {
      this.#log('error', 'rules-not-swept', { reason: reason(cause) });
    }
    this.#cancelSweep = this.#clock.after(SWEEP_EVERY_MS, this.#sweep);
  };
}
