import type { WireUser } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import { type Log, reason } from '../log.js';
import { Pulse } from '../pulse.js';
import { NOBODY, type People } from './bus.js';
import type { Commands } from './redis-commands.js';
import * as scripts from './redis-roster-scripts.js';
import type { Move, Rosters } from './rosters.js';

/** Moves go out at most this often, ms: well within the second in which a room tells them. */
const MOVES_EVERY_MS = 200;
/** What one script call takes. */
const MOVES_MAX = 500;
/** Moves that wait while Redis is away; beyond it only where everybody is in the end is told. */
const WAITING_MAX = 10_000;
/** A node says that it lives this often, ms … */
const BEAT_EVERY_MS = 2000;
/** … and counts as dead after so many ms of silence, and what its people are given to come back elsewhere. */
export const NODE_SILENCE_MS = 6500;

export interface RedisRostersParts {
  readonly redis: Commands;
  readonly node: string;
  /** The name of a key of a room, or (`null`) of the app. */
  readonly key: (room: string | null, name: string) => string;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** People have left a room with their node; `users`: those of whom is known who they are. */
  readonly left: (room: string, users: readonly WireUser[], count: number) => void;
  /** How long a person whose node has died still counts, ms. */
  readonly graceMs: number;
}

/** What this node says of one roster. */
interface Own {
  readonly room: string | null;
  /** Who is here, and since when. */
  readonly here: Map<string, number>;
  readonly waiting: (Move & { readonly silent?: true })[];
  /** Redis does not have what we said before: all of it is to be said again, and those who are new to it are news. */
  restate: 'no' | 'quiet' | 'loud';
  readonly pulse: Pulse;
  sending: Promise<void> | null;
}

/** Rosters in Redis: each node says who comes and goes with it, and cleans up after nodes that have died. */
export class RedisRosters implements Rosters {
  readonly #parts: RedisRostersParts;
  readonly #own = new Map<string, Own>();
  #hear: (move: Move) => void = () => {};
  #cancel: (() => void) | null = null;
  #known = false;
  #stopped = false;

  constructor(parts: RedisRostersParts) {
    this.#parts = parts;
    this.#beatLater(0);
  }

  follow(hear: (move: Move) => void): void {
    this.#hear = hear;
  }

  move(move: Move): void {
    const own = this.#of(move.room);
    if (move.exit === null) own.here.set(move.userId, move.at);
    else own.here.delete(move.userId);
    own.waiting.push(move);
    if (own.waiting.length > WAITING_MAX) {
      const dropped = own.waiting.splice(0);
      own.restate = 'loud';
      for (const { told } of dropped) told?.(false);
    }
    own.pulse.poke();
  }

  clear(room: string): void {
    const own = this.#own.get(nameOf(room));
    if (!own) return;
    for (const userId of own.here.keys()) own.waiting.push({ room, userId, exit: 'destroyed', at: 0, silent: true });
    own.here.clear();
    own.pulse.poke();
  }

  async has(room: string | null, userIds: readonly string[]): Promise<boolean[]> {
    if (userIds.length === 0) return [];
    await this.#settled(room);
    const scores = (await this.#parts.redis.call('ZMSCORE', this.#parts.key(room, 'who'), ...userIds)) as (string | null)[];
    return scores.map((score) => score !== null);
  }

  async count(room: string | null): Promise<number> {
    await this.#settled(room);
    return Number(await this.#parts.redis.call('ZCARD', this.#parts.key(room, 'who')));
  }

  async arrivals(room: string | null, max: number, order: 'oldest' | 'newest'): Promise<{ id: string; since: number }[]> {
    await this.#settled(room);
    const flat = (await this.#parts.redis.call(order === 'newest' ? 'ZREVRANGE' : 'ZRANGE', this.#parts.key(room, 'who'), 0, max - 1, 'WITHSCORES')) as string[] | string[][];
    // Pairs in the newer protocol of Redis, one after the other in the older.
    const all = flat.flat();
    return Array.from({ length: all.length / 2 }, (_, i) => ({ id: all[2 * i] ?? '', since: Number(all[2 * i + 1]) }));
  }

  /** Another Redis answers than before: it may have forgotten, and nobody has moved for that. */
  sayAgain(how: 'quiet' | 'loud' = 'quiet'): void {
    for (const own of this.#own.values()) {
      own.restate = how;
      own.pulse.poke();
    }
  }

  /** Says what is left to be said. The people of this node stay on the rosters until they had the time to come back elsewhere. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    for (const own of this.#own.values()) own.pulse.stop();
    await Promise.allSettled([...[...this.#own.values()].map((own) => this.#send(own)), this.#say()]);
  }

  #of(room: string | null): Own {
    const name = nameOf(room);
    const known = this.#own.get(name);
    if (known) return known;
    const own: Own = {
      room, here: new Map(), waiting: [], restate: 'no', sending: null,
      pulse: new Pulse(this.#parts.clock, () => MOVES_EVERY_MS, () => this.#send(own)),
    };
    this.#own.set(name, own);
    return own;
  }

  /** Our own moves are part of every answer. */
  async #settled(room: string | null): Promise<void> {
    const own = this.#own.get(nameOf(room));
    if (!own) return;
    while (own.sending) await own.sending;
    if (own.restate !== 'no') await this.#send(own);
    // As long as it gets on: while Redis is away the question itself fails.
    for (let left = Infinity; own.waiting.length > 0 && own.waiting.length < left; ) {
      left = own.waiting.length;
      await this.#send(own);
    }
  }

  /** Never rejects: what could not be said is said again. */
  #send(own: Own): Promise<void> {
    return (own.sending ??= this.#sendNow(own)
      .catch((cause: unknown) => {
        this.#parts.counters.busFailures++;
        if (!this.#stopped) this.#parts.log('warn', 'roster-not-told', { room: own.room ?? undefined, reason: reason(cause) });
      })
      .finally(() => {
        own.sending = null;
        if (this.#stopped) return;
        if (own.waiting.length || own.restate !== 'no') own.pulse.poke();
        else if (own.here.size === 0) this.#own.delete(nameOf(own.room));
      }));
  }

  async #sendNow(own: Own): Promise<void> {
    if (own.restate !== 'no') return this.#restate(own);
    const moves = own.waiting.slice(0, MOVES_MAX);
    if (moves.length === 0) return;
    const args = moves.flatMap(({ userId, exit, at }) => [userId, exit === null ? at : '']);
    const flags = (await this.#parts.redis.run(scripts.MOVE, this.#keys(own.room), [nameOf(own.room), ...args])) as number[];
    own.waiting.splice(0, moves.length);
    moves.forEach((move, index) => {
      const news = flags[index] === 1;
      if (news && !move.silent) this.#hear(move);
      move.told?.(news);
    });
  }

  async #restate(own: Own): Promise<void> {
    const how = own.restate;
    own.restate = 'no';
    const waiting = own.waiting.length;
    const people = [...own.here];
    const fresh = (await this.#parts.redis.run(scripts.RESTATE, this.#keys(own.room), [nameOf(own.room), ...people.flat()]).catch((cause: unknown) => {
      if (own.restate === 'no') own.restate = how;
      throw cause;
    })) as string[];
    // They are in what was just said.
    const loud = new Set(how === 'loud' ? fresh : []);
    for (const { userId, exit, told } of own.waiting.splice(0, waiting)) told?.(exit === null && loud.has(userId));
    for (const userId of loud) this.#hear({ room: own.room, userId, exit: null, at: own.here.get(userId) ?? this.#parts.clock.now() });
  }

  #keys(room: string | null, node = this.#parts.node): string[] {
    const { key } = this.#parts;
    return [key(room, 'who'), key(room, 'who:more'), key(room, `who:${node}`), key(null, `in:${node}`)];
  }

  #beatLater(ms: number): void {
    this.#cancel = this.#parts.clock.after(ms, () => {
      void this.#beat().finally(() => {
        if (!this.#stopped) this.#beatLater(BEAT_EVERY_MS);
      });
    });
  }

  async #beat(): Promise<void> {
    try {
      const [inTime, ...dead] = await this.#say();
      // We were silent for too long, and others have told that our people are gone.
      if (this.#known && inTime === 0) this.sayAgain('loud');
      this.#known = true;
      for (const node of dead) await this.#reap(String(node));
    } catch (cause) {
      this.#parts.counters.busFailures++;
      this.#parts.log('warn', 'roster-beat-failed', { reason: reason(cause) });
    }
  }

  async #say(): Promise<[number, ...string[]]> {
    const { redis, key, node, graceMs } = this.#parts;
    return (await redis.run(scripts.BEAT, [key(null, 'nodes')], [node, NODE_SILENCE_MS + graceMs])) as [number, ...string[]];
  }

  async #reap(node: string): Promise<void> {
    const { redis, key, clock, left } = this.#parts;
    const inKey = key(null, `in:${node}`);
    for (const name of (await redis.call('SMEMBERS', inKey)) as string[]) {
      const room = name === CONNECTED ? null : name.slice(1);
      const [said = '', ...gone] = (await redis.run(scripts.REAP, [...this.#keys(room, node), key(room, 'n')], [name, node])) as string[];
      for (const userId of gone) this.#hear({ room, userId, exit: 'lost', at: clock.now() });
      if (room === null || gone.length === 0) continue;
      const lost = new Set(gone);
      left(room, readPeople(said).users.filter(({ id }) => lost.has(id)), gone.length);
    }
    await redis.run(scripts.BURY, [key(null, 'nodes'), inKey], [node]);
  }
}

/** What a node said of a room: when, and who is there. */
function readPeople(said: string): People {
  const tab = said.indexOf('\t');
  if (tab < 0) return NOBODY;
  const [count, users] = JSON.parse(said.slice(tab + 1)) as [number, WireUser[]];
  return { count, users };
}

const CONNECTED = 'c';
const nameOf = (room: string | null) => (room === null ? CONNECTED : `r${room}`);
