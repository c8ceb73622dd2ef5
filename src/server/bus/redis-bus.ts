import { randomBytes } from 'node:crypto';
import type { Redis, RedisOptions } from 'ioredis';
import type { Sums } from '../../protocol/gift-sums.js';
import { RESUME_WINDOW, TYPE, type WireUser } from '../../protocol/index.js';
import { reason } from '../log.js';
import { NAMED_MAX } from '../notices.js';
import { serverMessage, SYSTEM } from '../server-message.js';
import type { KeptStanding } from '../store/store.js';
import type { Bus, BusMaker, BusParts, Channel, People, Rate } from './bus.js';
import { type Gift, giftArgs, sumsText } from './gifts.js';
import { OrderStream } from './order-stream.js';
import { RateSlot } from './rate-slot.js';
import { RedisChannel } from './redis-channel.js';
import type { Commands } from './redis-commands.js';
import { RedisFiles } from './redis-files.js';
import { RedisGifts } from './redis-gifts.js';
import { RedisHeld } from './redis-held.js';
import type { KnownEntry, RedisLink, RoomPosition, RoomState, SlotItem, Verdict } from './redis-link.js';
import { RedisOrders } from './redis-orders.js';
import { NODE_SILENCE_MS, RedisRosters } from './redis-rosters.js';
import { RedisStanding } from './redis-standing.js';
import * as scripts from './redis-scripts.js';
import { RedisUploads } from './redis-uploads.js';
import { extrasText } from './slot-text.js';

export interface RedisBusOptions {
  /** redis://[user:password@]host:port[/db], or rediss:// */
  readonly url: string;
  /** What all keys start with: apps that share a Redis take different ones. */
  readonly prefix: string;
}

/** Gathers messages for one script call, ms. */
const SLOT_MS = 25;
/** A command that has not been answered by then has failed, ms. */
const COMMAND_MS = 2000;
/** A connection that has been silent for so long over a question is given up, ms. Longer than a Redis that writes its file may stand still. */
const SILENCE_MS = 15_000;
/** Reconnecting: first and longest pause, ms. */
const RETRY_MS = { first: 50, max: 1000 };
/** Every room is compared with Redis this often, ms: what a lost last message costs at most. */
const SYNC_EVERY_MS = 5000;
/** Who is where is said this often, ms. */
const HERE_EVERY_MS = 2000;
/** Rooms nobody has been in for this long are forgotten, ms: a week. */
const ROOM_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

const KINDS = ['placed', 'dup', 'too-fast', 'overloaded'] as const;

/**
 * Connects any number of servers through one Redis 7 or Valkey. The package `ioredis` is loaded here, and only here, when the bus is made.
 * @throws {Error} ioredis is not installed, or Redis cannot be reached.
 */
export async function redisBus(options: RedisBusOptions): Promise<BusMaker> {
  const { Redis } = await import('ioredis').catch((cause: unknown) => {
    throw new Error('The Redis bus needs the package ioredis: npm install ioredis', { cause });
  });
  const common: RedisOptions = {
    lazyConnect: true,
    commandTimeout: COMMAND_MS,
    connectTimeout: COMMAND_MS,
    // A network that is cut without a word: nothing is heard although something was asked.
    socketTimeout: SILENCE_MS,
    // What was on its way when the connection broke is known by id and tried again by us, with the epoch that holds then.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(RETRY_MS.max, RETRY_MS.first * 2 ** Math.min(attempt, 10)),
  };
  const main = new Redis(options.url, common);
  const ears = new Redis(options.url, { ...common, autoResubscribe: false });
  for (const redis of [main, ears]) redis.on('error', () => {});
  try {
    await Promise.all([main.connect(), ears.connect()]);
  } catch (cause) {
    main.disconnect();
    ears.disconnect();
    throw new Error(`Cannot reach Redis at ${withoutPassword(options.url)}: ${reason(cause)}`, { cause });
  }
  return (parts) => new RedisBus(main, ears, options.prefix, parts);
}

class RedisBus implements Bus, RedisLink, Commands {
  readonly node = randomBytes(6).toString('base64url');
  readonly slotMs = SLOT_MS;
  readonly ctl: OrderStream;
  readonly rosters: RedisRosters;
  readonly gifts: RedisGifts;
  readonly files: RedisFiles;
  readonly uploads: RedisUploads;
  readonly #standing: RedisStanding;
  readonly held: RedisHeld;
  readonly #rates: RateSlot;
  #process: string | null = null;
  readonly #main: Redis;
  readonly #ears: Redis;
  readonly #prefix: string;
  readonly #parts: BusParts;
  readonly #channels = new Map<string, RedisChannel>();
  /** What is said on a room's channel while the room is being read. */
  readonly #early = new Map<string, string[]>();
  #awaySince: number | null = null;
  readonly #cancels = new Set<() => void>();
  #closed = false;

  constructor(main: Redis, ears: Redis, prefix: string, parts: BusParts) {
    this.#main = main;
    this.#ears = ears;
    this.#prefix = prefix;
    this.#parts = parts;
    this.ctl = new OrderStream(new RedisOrders(this, this.node, prefix, (room, name) => this.#key(room, name)), parts);
    this.rosters = new RedisRosters({
      redis: this, node: this.node, key: (room, name) => (room === null ? `${prefix}:${name}` : this.#key(room, name)), graceMs: parts.settings.offlineGraceMs,
      left: (room, users, count) => this.#left(room, users, count), ...parts,
    });
    this.gifts = new RedisGifts(this, (room, name) => this.#key(room, name), ROOM_LIFE_MS);
    this.#standing = new RedisStanding(this, (room, name) => this.#key(room, name), ROOM_LIFE_MS);
    this.files = new RedisFiles(this, (name) => `${prefix}:${name}`);
    this.uploads = new RedisUploads(this, (name) => `${prefix}:${name}`);
    this.held = new RedisHeld(this, (name) => `${prefix}:${name}`);
    this.#rates = new RateSlot(parts.clock, SLOT_MS, (rates) => this.#countRates(rates), () => parts.counters.busFailures++);
    main.on('close', () => this.#away());
    main.on('ready', () => void this.#meet());
    ears.on('ready', () => void this.#listen());
    ears.on('message', (channel: string, text: string) => this.#heard(channel, text));
    void this.#meet();
    void this.#listen();
    this.#every(SYNC_EVERY_MS, () => {
      this.#syncAll();
      // Who only listens does not notice that nobody speaks any more.
      if (ears.status === 'ready') ears.ping().catch(() => parts.counters.busFailures++);
    });
    this.#every(HERE_EVERY_MS, () => {
      for (const channel of this.#channels.values()) channel.refresh();
    });
  }

  get ready(): Promise<void> {
    return this.ctl.ready;
  }

  /** While Redis is away nobody waits for it: their own server counts them all the same. */
  readonly rate = (rate: Rate): Promise<number> => (this.healthy ? this.#rates.take(rate) : Promise.resolve(0));

  get process(): string | null {
    return this.#process;
  }

  get healthy(): boolean {
    return this.#awaySince === null && this.#process !== null;
  }

  get awayMs(): number {
    return this.#awaySince === null ? 0 : this.#parts.clock.elapsed() - this.#awaySince;
  }

  async open(room: string, create: boolean): Promise<Channel | null> {
    const open = this.#channels.get(room);
    if (open) return open;
    this.#early.set(room, []);
    try {
      if (!this.#process) await this.#meet();
      // Heard first, read second: nothing can fall in between.
      await this.#ears.subscribe(this.#channel(room));
      const state = await this.#read(room, create ? randomBytes(6).toString('base64url') : '');
      if (!state) {
        await this.#ears.unsubscribe(this.#channel(room));
        return null;
      }
      const { clock, counters, log } = this.#parts;
      const channel = new RedisChannel(room, state, { link: this, clock, counters, log, closed: () => this.forget(room) });
      this.#channels.set(room, channel);
      if (state.run !== this.#process) await channel.sync();
      await channel.readStanding();
      for (const text of this.#early.get(room) ?? []) channel.arrive(text);
      channel.refresh();
      return channel;
    } finally {
      this.#early.delete(room);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#cancels) cancel();
    this.ctl.stop();
    await this.rosters.stop();
    await Promise.allSettled([...this.#channels.values()].map((channel) => channel.close()));
    this.#main.disconnect();
    this.#ears.disconnect();
  }

  async position(room: string): Promise<RoomPosition | null> {
    const [epoch, offset, likes, run] = await this.#main.hmget(this.#key(room, 'meta'), 'ep', 'off', 'likes', 'run');
    return epoch ? { epoch, offset: Number(offset), likes: Number(likes), run: run ?? '' } : null;
  }

  read(room: string): Promise<RoomState | null> {
    return this.#read(room, '');
  }

  async publish(room: string, epoch: string, known: number, slot: readonly SlotItem[]): Promise<{ first: number; verdicts: Verdict[] } | null> {
    const { roomCapacity: capacity } = this.#parts.settings;
    const args = slot.flatMap(({ id, line, exempt, rate, replaces, gift }) => [
      id, line, exempt ? 1 : 0, rate?.userId ?? '', rate?.perSecond ?? 0, replaces?.offset ?? '', replaces?.line ?? '', ...giftArgs(gift),
    ]);
    const reply = (await this.run(
      scripts.PUBLISH,
      [this.#key(room, 'meta'), this.#key(room, 'log'), this.#key(room, 'dd'), this.#rateKey, this.#key(room, 'given'), this.#key(room, 'givers')],
      [this.#channel(room), epoch, this.#process ?? '', known, capacity.windowMs, capacity.highOnly + capacity.shared, ROOM_LIFE_MS, RESUME_WINDOW, ...args],
    )) as [number | 'stale', ...number[]];
    const [first, ...numbers] = reply;
    if (first === 'stale') return null;
    return { first, verdicts: slot.map((_, i) => ({ kind: KINDS[numbers[2 * i] ?? 3] ?? 'overloaded', value: numbers[2 * i + 1] ?? 0 })) };
  }

  async mend(room: string, epoch: string, { offset: known, likes, sums }: Parameters<RedisLink['mend']>[2], entries: readonly KnownEntry[]): Promise<string | null> {
    const keys = ['meta', 'log', 'dd', 'gone', 'given', 'givers'].map((name) => this.#key(room, name));
    const fresh = randomBytes(6).toString('base64url');
    const args = entries.flatMap(({ offset, line, id, gift }) => [offset, line, id, ...giftArgs(gift)]);
    const reply = await this.run(scripts.MEND, keys, [this.#channel(room), epoch, fresh, this.#process ?? '', known, likes, ROOM_LIFE_MS, sums ? sumsText(sums) : '', ...args]);
    return reply === 'gone' ? null : String(reply);
  }

  async like(room: string, count: number): Promise<void> {
    await this.run(scripts.LIKE, [this.#key(room, 'meta')], [this.#channel(room), count, ROOM_LIFE_MS]);
  }

  async here(room: string, { count, users }: People): Promise<{ others: People[]; apart: number }> {
    const keys = ['n', 'meta', 'log', 'who', `who:${this.node}`, 'given', 'givers', 'stand'].map((name) => this.#key(room, name));
    const said = count === 0 ? '' : JSON.stringify([count, users]);
    const reply = await this.run(scripts.HERE, keys, [this.node, said, NODE_SILENCE_MS + this.#parts.settings.offlineGraceMs, ROOM_LIFE_MS, this.#parts.settings.emptyRoomLifeMs]);
    const [apart, ...others] = reply as [number, ...string[]];
    const read = (text: string) => {
      const [theirCount, theirUsers] = JSON.parse(text) as [number, WireUser[]];
      return { count: theirCount, users: theirUsers };
    };
    return { apart, others: others.map(read) };
  }

  give(room: string, gifts: readonly Gift[], text: string): Promise<void> {
    return this.gifts.give(room, gifts, text);
  }

  sums(room: string): Promise<Sums> {
    return this.gifts.sums(room);
  }

  standing(room: string, epoch: string): Promise<KeptStanding | null> {
    return this.#standing.of(room, epoch);
  }

  keepStanding(room: string, epoch: string, standing: KeptStanding): Promise<void> {
    return this.#standing.keep(room, epoch, standing);
  }

  async say(room: string, text: string): Promise<void> {
    await this.#main.publish(this.#channel(room), text);
  }

  forget(room: string): void {
    this.#channels.delete(room);
    if (!this.#closed) void this.#ears.unsubscribe(this.#channel(room)).catch(() => this.#parts.counters.busFailures++);
  }

  /** Says on all nodes who has gone with a node that died, as one notice. */
  #left(room: string, users: readonly WireUser[], count: number): void {
    const content = { joined: [], joinedCount: 0, left: users.slice(-NAMED_MAX), leftCount: count, user: SYSTEM };
    // Of no node, so that ours hears it as well.
    const text = extrasText('', [serverMessage(TYPE.members, content, this.#parts.clock.now())], 0);
    this.say(room, text).catch(() => this.#parts.counters.busFailures++);
  }

  async #countRates(rates: readonly Rate[]): Promise<number[]> {
    const args = rates.flatMap(({ userId, perSecond }) => [userId, perSecond]);
    return (await this.run(scripts.RATE, [this.#rateKey], args)) as number[];
  }

  async #read(room: string, create: string): Promise<RoomState | null> {
    const keys = ['meta', 'log', 'gone', 'given', 'givers', 'stand'].map((name) => this.#key(room, name));
    const reply = await this.run(scripts.OPEN, keys, [create, this.#process ?? '', this.#parts.settings.emptyRoomLifeMs, RESUME_WINDOW]);
    const [epoch, offset, likes, run, ...lines] = reply as (string | null)[];
    return epoch ? { epoch, offset: Number(offset), likes: Number(likes), run: run ?? '', lines } : null;
  }

  call(command: string, ...args: (string | number)[]): Promise<unknown> {
    return this.#main.call(command, ...args);
  }

  async run(script: scripts.Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    try {
      const reply = await this.#main.evalsha(script.sha, keys.length, ...keys, ...args).catch((error: unknown) => {
        if (!reason(error).startsWith('NOSCRIPT')) throw error;
        return this.#main.eval(script.text, keys.length, ...keys, ...args);
      });
      this.#awaySince = null;
      return reply;
    } catch (error) {
      this.#away();
      throw error;
    }
  }

  /** Finds out which Redis process answers; a new one may have forgotten something, so every room is compared. */
  async #meet(): Promise<void> {
    try {
      const run = /^run_id:(\w+)/m.exec(await this.#main.info('server'))?.[1] ?? null;
      if (this.#process !== null && run !== this.#process) this.rosters.sayAgain();
      this.#process = run;
      this.#awaySince = null;
      this.#syncAll();
      this.ctl.nudge();
    } catch (cause) {
      this.#away();
      this.#parts.log('warn', 'bus-away', { reason: reason(cause) });
    }
  }

  /**
   * Subscribes to everything, at first and after each break, and looks what was missed. Not left to the library: a connection that
   * breaks once more right then would end the process with a rejection that nobody can catch.
   */
  async #listen(): Promise<void> {
    const rooms = new Set([...this.#channels.keys(), ...this.#early.keys()]);
    try {
      await this.#ears.subscribe(`${this.#prefix}:ctl:c`, ...[...rooms].map((room) => this.#channel(room)));
      this.#syncAll();
      this.ctl.nudge();
    } catch (cause) {
      if (this.#closed) return;
      this.#parts.counters.busFailures++;
      this.#parts.log('warn', 'bus-subscribe', { reason: reason(cause) });
      // Otherwise the next connection does it.
      if (this.#ears.status === 'ready') this.#after(RETRY_MS.max, () => void this.#listen());
    }
  }

  #away(): void {
    this.#awaySince ??= this.#parts.clock.elapsed();
  }

  #syncAll(): void {
    if (this.#closed || this.#main.status !== 'ready') return;
    for (const channel of this.#channels.values()) channel.sync().catch(() => this.#parts.counters.busFailures++);
  }

  #heard(channel: string, text: string): void {
    if (channel === `${this.#prefix}:ctl:c`) return this.ctl.nudge();
    const room = channel.slice(this.#prefix.length + 2, -3);
    this.#early.get(room)?.push(text);
    if (!this.#early.has(room)) this.#channels.get(room)?.arrive(text);
  }

  get #rateKey(): string {
    return `${this.#prefix}:rate:`;
  }

  #channel(room: string): string {
    return this.#key(room, 'c');
  }

  #key(room: string, name: string): string {
    return `${this.#prefix}:{${room}}:${name}`;
  }

  #every(ms: number, act: () => void): void {
    const again = () => {
      act();
      this.#after(ms, again);
    };
    this.#after(ms, again);
  }

  #after(ms: number, act: () => void): void {
    const cancel = this.#parts.clock.after(ms, () => {
      this.#cancels.delete(cancel);
      if (!this.#closed) act();
    });
    this.#cancels.add(cancel);
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
