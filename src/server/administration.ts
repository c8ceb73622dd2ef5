import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Undated } from './api/call.js';
import { ServerApi } from './api/server-api.js';
import type { Bus } from './bus/bus.js';
import { Callbacks } from './callbacks/callbacks.js';
import { memberMoved, type RoomEvent } from './callbacks/room-event.js';
import type { Clock } from './clock.js';
import type { Settings } from './defaults.js';
import { type Log, reason } from './log.js';
import { AttributeNews } from './moderation/attribute-news.js';
import { judge } from './moderation/attributes.js';
import { Enforcement } from './moderation/enforcement.js';
import { Lifetimes } from './moderation/lifetimes.js';
import { Moderation } from './moderation/moderation.js';
import type { Order } from './moderation/order.js';
import type { Exit } from './presence.js';
import type { Rooms } from './rooms.js';
import { SignedIn } from './signed-in.js';
import type { Store } from './store/store.js';
import type { Tokens } from './tokens.js';

export interface AdministrationParts {
  readonly appKey: string;
  readonly secret: string | Uint8Array;
  readonly previousSecret?: string | Uint8Array | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly bus: Bus;
  readonly tokens: Tokens;
  /** No other server is on the bus. */
  readonly alone: boolean;
}

/** What makes a chat administrable: rules and who keeps them, the Server API, and what the app server is told. */
export class Administration {
  readonly moderation: Moderation;
  readonly lifetimes: Lifetimes;
  readonly signedIn = new SignedIn();
  readonly #parts: AdministrationParts;
  readonly #callbacks: Callbacks | null;
  #rooms: Rooms | null = null;
  #api: ServerApi | null = null;
  #attributeNews: AttributeNews | null = null;
  #cancelOrphans: (() => void) | null = null;

  /** @throws {TypeError} a callback address that is none. */
  constructor(parts: AdministrationParts) {
    this.#parts = parts;
    const { clock, log, settings, store, bus, appKey, secret } = parts;
    this.moderation = new Moderation({ clock, log, store: store.rules, ctl: bus.ctl });
    this.#callbacks = settings.callbackUrl ? new Callbacks({ url: settings.callbackUrl, appKey, secret, clock, log }) : null;
    const tell = (event: RoomEvent) => this.#callbacks?.tell(event);
    this.lifetimes = new Lifetimes({ clock, moderation: this.moderation, log, idleMinutes: settings.roomIdleMinutes, tell });
  }

  /** To be called once, before anybody comes. */
  start(rooms: Rooms): void {
    const { moderation, lifetimes, signedIn } = this;
    const { clock, log, settings, tokens, appKey, secret, previousSecret } = this.#parts;
    this.#rooms = rooms;
    this.#attributeNews = new AttributeNews(rooms, clock);
    const enforcement = new Enforcement({
      rooms, signedIn, moderation, log, attributeNews: this.#attributeNews,
      destroyed: ({ room }) => lifetimes.forget(room),
    });
    moderation.enforceWith((order) => enforcement.enforce(order));
    this.#api = new ServerApi({
      desk: {
        clock, settings, moderation, lifetimes, rooms, signedIn, tokens,
        order: (order) => this.order(order),
      },
      signing: { appKey, secrets: [secret, ...(previousSecret === undefined ? [] : [previousSecret])], windowMs: settings.apiSignatureMs },
      log,
    });
    // Owners who were here before the restart have come back by then, or have left without anybody noticing.
    if (this.#parts.alone) this.#cancelOrphans = clock.after(settings.restartQuietMs, () => this.#dropOrphans());
  }

  /** Gives an order that dates from now. */
  order(order: Undated<Order>): Promise<void> {
    return this.moderation.publishOrder({ ...order, at: this.#parts.clock.now() } as Order);
  }

  /** Somebody has come to a room (`null`) or gone. */
  moved(room: string, user: string, exit: Exit | null): void {
    this.#callbacks?.tell(memberMoved(room, user, exit, this.#parts.clock.now()));
    if (exit !== null && exit !== 'destroyed') this.#dropAttributes(room, user);
  }

  /** Answers a request that is for the Server API; false when it is not. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    if (!this.#api?.claims(request)) return false;
    void this.#api.answer(request, response);
    return true;
  }

  /** Takes over the requests for the Server API from what else listens on an HTTP server; returns the undo. */
  attach(server: Server): () => void {
    const others = server.listeners('request');
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      if (this.serve(request, response)) return;
      for (const other of others) other.call(server, request, response);
    };
    server.removeAllListeners('request');
    server.on('request', listener);
    return () => {
      if (!server.listeners('request').includes(listener)) return;
      server.off('request', listener);
      for (const other of others) server.on('request', other as (request: IncomingMessage, response: ServerResponse) => void);
    };
  }

  async close(): Promise<void> {
    this.#cancelOrphans?.();
    this.lifetimes.stop();
    this.#attributeNews?.stop();
    this.moderation.close();
    await this.#callbacks?.close();
  }

  /** Takes away what somebody wanted to last only as long as they are here. */
  #dropAttributes(room: string, user: string): void {
    const { moderation } = this;
    const own = moderation.rules.list('attribute', room).filter(({ value }) => value.auto && value.user === user);
    if (own.length === 0) return;
    const set = Object.fromEntries(own.map(({ key }) => [key, null]));
    const { orders } = judge(moderation.rules, { room, user, set, force: true, auto: false, at: this.#parts.clock.now() });
    Promise.all(orders.map((order) => moderation.publishOrder(order))).catch((cause: unknown) => {
      this.#parts.log('error', 'order-failed', { op: 'attribute', room, reason: reason(cause) });
    });
  }

  #dropOrphans(): void {
    const { rules } = this.moderation;
    for (const room of rules.rooms('attribute')) {
      const owners = new Set(rules.list('attribute', room).filter(({ value }) => value.auto).map(({ value }) => value.user));
      for (const owner of owners) if (!this.#rooms?.peek(room)?.has(owner)) this.#dropAttributes(room, owner);
    }
  }
}
