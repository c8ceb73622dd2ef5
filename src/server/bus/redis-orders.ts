import type { Keeping, Order } from './bus.js';
import type { Commands } from './redis-commands.js';
import type { CtlLink, OrderRow } from './redis-link.js';
import { ORDER } from './redis-scripts.js';

/** A room that has ended is not brought back by a node that has not heard of it, ms. */
const GONE_MS = 60_000;
/** Orders in one reading. */
const ROWS_MAX = 1000;

/** Orders in Redis: a stream of all, and beside it those that still count: one hash for the app, one for each room. */
export class RedisOrders implements CtlLink {
  readonly node: string;
  readonly #redis: Commands;
  readonly #prefix: string;
  readonly #roomKey: (room: string, name: string) => string;

  constructor(redis: Commands, node: string, prefix: string, roomKey: (room: string, name: string) => string) {
    this.#redis = redis;
    this.node = node;
    this.#prefix = prefix;
    this.#roomKey = roomKey;
  }

  async append(order: Order, { key = '', forMs, lifts = [], room = '', ends = '', basis }: Keeping): Promise<string | null> {
    const own = room || ends;
    const keys = [
      ...['ctl', 'ctl:state', 'ctl:until', 'ctl:rooms'].map((name) => this.#key(name)),
      own ? this.#roomKey(own, 'ctl') : this.#key('ctl:state'),
      ...(ends ? ['meta', 'log', 'n', 'gone', 'given', 'givers', 'stand'].map((name) => this.#roomKey(ends, name)) : []),
    ];
    const life = forMs === undefined ? '' : Math.ceil(forMs);
    const voided = lifts.flatMap(({ key: each, room: of = '' }) => [of ? this.#roomKey(of, 'ctl') : this.#key('ctl:state'), each, of]);
    const lifted = lifts.length ? JSON.stringify(lifts) : '';
    const rests = basis ? [basis.was, basis.floor, (order as { version?: number }).version ?? 0] : ['', '', ''];
    const id = await this.#redis.run(ORDER, keys, [this.#key('ctl:c'), JSON.stringify(order), key, this.node, life, room, ends, GONE_MS, lifted, ...rests, ...voided]);
    return id === '' ? null : String(id);
  }

  async since(id: string): Promise<OrderRow[]> {
    const rows = (await this.#redis.call('XRANGE', this.#key('ctl'), `(${id}`, '+', 'COUNT', ROWS_MAX)) as [string, string[]][];
    return rows.map(([rowId, fields]) => {
      const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
      const [key, life, room, ends] = [field('k'), field('f'), field('r'), field('e')];
      const lifts = field('l');
      return {
        id: rowId, order: JSON.parse(field('o')) as Order, node: field('n'), ...kept(key, life, room), ...(ends ? { ends } : {}),
        ...(lifts ? { lifts: JSON.parse(lifts) as NonNullable<Keeping['lifts']> } : {}),
      };
    });
  }

  async newest(): Promise<string> {
    const [row] = (await this.#redis.call('XREVRANGE', this.#key('ctl'), '+', '-', 'COUNT', 1)) as [string, string[]][];
    return row?.[0] ?? '0-0';
  }

  async kept(): Promise<OrderRow[]> {
    const rooms = (await this.#redis.call('SMEMBERS', this.#key('ctl:rooms'))) as string[];
    const hashes = await Promise.all([
      this.#rows(this.#key('ctl:state'), ''),
      ...rooms.map((room) => this.#rows(this.#roomKey(room, 'ctl'), room)),
    ]);
    return hashes.flat();
  }

  async time(): Promise<number> {
    const [seconds, micros] = (await this.#redis.call('TIME')) as [string, string];
    return Number(seconds) * 1000 + Number(micros) / 1000;
  }

  async #rows(hash: string, room: string): Promise<OrderRow[]> {
    const flat = (await this.#redis.call('HGETALL', hash)) as string[];
    return Array.from({ length: flat.length / 2 }, (_, i) => {
      const [key = '', text = ''] = [flat[2 * i], flat[2 * i + 1]];
      const [id = '', life = ''] = text.split('\t', 2);
      return { id, order: JSON.parse(text.slice(id.length + life.length + 2)) as Order, ...kept(key, life, room) };
    });
  }

  #key(name: string): string {
    return `${this.#prefix}:${name}`;
  }
}

function kept(key: string, life: string, room: string): Keeping {
  return { ...(key ? { key } : {}), ...(life ? { forMs: Number(life) } : {}), ...(room ? { room } : {}) };
}
