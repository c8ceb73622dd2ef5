import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { WireMessage } from '../protocol/index.js';
import type { Undated } from './api/call.js';
import { ServerApi } from './api/server-api.js';
import type { Bus } from './bus/bus.js';
import type { Move } from './bus/rosters.js';
import { attributeChanged, type AttributeEvent } from './callbacks/attribute-event.js';
import { Callbacks } from './callbacks/callbacks.js';
import { type MessageEvent, messageSaid } from './callbacks/message-event.js';
import { type HeldEvent, messageHeld } from './callbacks/held-event.js';
import { memberMoved, queueRoomEvent, roomEnded, type RoomEvent, roomMade } from './callbacks/room-event.js';
import type { Clock } from './clock.js';
import { Connected } from './connected.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import type { MediaKeeper } from './media/media-keeper.js';
import { type Log, reason } from './log.js';
import { AttributeNews } from './moderation/attribute-news.js';
import { Enforcement } from './moderation/enforcement.js';
import { Holding } from './moderation/holding.js';
import { Lifetimes } from './moderation/lifetimes.js';
import { Moderation } from './moderation/moderation.js';
import type { Order } from './moderation/order.js';
import { Archive } from './person/archive.js';
import type { Exit } from './presence.js';
import type { Rooms } from './rooms.js';
import { SignedIn } from './signed-in.js';
import { MemoryRules } from './store/rules.js';
import type { Store } from './store/store.js';
import type { Tokens } from './tokens.js';
import { Whereabouts } from './whereabouts.js';

export interface AdministrationParts {
  readonly appKey: string;
  readonly secret: string | Uint8Array;
  readonly previousSecret?: string | Uint8Array | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly store: Store;
  readonly bus: Bus;
  readonly tokens: Tokens;
  /** Whose files are whose; null where none are taken. */
  readonly keeper: MediaKeeper | null;
  /** No other server is on the bus. */
  readonly alone: boolean;
}

/** What makes a chat administrable: rules and who keeps them, the Server API, and what the app server is told. */
export class Administration {
  readonly moderation: Moderation;
  readonly lifetimes: Lifetimes;
  readonly signedIn: SignedIn;
  readonly #parts: AdministrationParts;
  readonly #callbacks: Callbacks<RoomEvent> | null;
  readonly #attributeCallbacks: Callbacks<AttributeEvent> | null;
  readonly #messageCallbacks: Callbacks<MessageEvent> | null;
  readonly #heldCallbacks: Callbacks<HeldEvent> | null;
  readonly #connected: Connected | undefined;
  #rooms: Rooms | null = null;
  #holding: Holding | null = null;
  #api: ServerApi | null = null;
  #attributeNews: AttributeNews | null = null;
  #cancelOrphans: (() => void) | null = null;

  /** @throws {TypeError} a callback address that is none. */
  constructor(parts: AdministrationParts) {
    this.#parts = parts;
    const { clock, log, counters, settings, store, bus, appKey, secret, alone } = parts;
    // What several servers go by is kept by the bus: a file of one of them may be older than the truth.
    this.moderation = new Moderation({ clock, log, store: alone ? store.rules : new MemoryRules(), ctl: bus.ctl });
    this.#connected = bus.rosters && new Connected(bus.rosters, clock, settings.offlineGraceMs);
    this.signedIn = new SignedIn(this.#connected);
    bus.rosters?.follow((move) => this.#moved(move));
    const { callbackUrl, attributeCallbackUrl, messageCallbackUrl, heldCallbackUrl } = settings;
    const signing = { appKey, secret, clock, log, counters };
    this.#callbacks = callbackUrl ? new Callbacks({ ...signing, url: callbackUrl, queue: queueRoomEvent }) : null;
    this.#attributeCallbacks = attributeCallbackUrl ? new Callbacks({ ...signing, url: attributeCallbackUrl }) : null;
    this.#messageCallbacks = messageCallbackUrl ? new Callbacks({ ...signing, url: messageCallbackUrl }) : null;
    this.#heldCallbacks = heldCallbackUrl ? new Callbacks({ ...signing, url: heldCallbackUrl }) : null;
    this.lifetimes = new Lifetimes({ clock, moderation: this.moderation, log, idleMinutes: settings.roomIdleMinutes });
  }

  /** To be called once, before anybody comes. Returns what waits for moderators. */
  start(rooms: Rooms): Holding {
    const { moderation, lifetimes, signedIn } = this;
    const { clock, log, counters, settings, store, keeper, tokens, bus, appKey, secret, previousSecret } = this.#parts;
    this.#rooms = rooms;
    this.#attributeNews = new AttributeNews(rooms, clock);
    const holding = new Holding({
      clock, log, counters, settings, moderation, rooms, ledger: bus.held ?? store.held, heard: (message) => this.#heldCallbacks?.tell(messageHeld(message)),
    });
    this.#holding = holding;
    const enforcement = new Enforcement({
      rooms, signedIn, moderation, log, attributeNews: this.#attributeNews,
      lives: (order, mine) => {
        lifetimes.hear(order, mine);
        if (order.op === 'room' && mine) this.#tell(roomMade(order.room, order.madeAt));
      },
      attribute: (order, mine) => {
        if (mine) this.#attributeCallbacks?.tell(attributeChanged(order));
      },
      destroying: (room) => this.#endFiles(room),
      destroyed: ({ room, by, at }, mine) => {
        lifetimes.forget(room);
        bus.rosters?.clear(room);
        if (!mine) return;
        this.#tell(roomEnded(room, by, at));
        holding.forgetRoom(room).catch((cause: unknown) => log('warn', 'held-not-forgotten', { room, reason: reason(cause) }));
      },
    });
    moderation.enforceWith((order, mine) => enforcement.enforce(order, mine));
    this.#api = new ServerApi({
      desk: {
        clock, settings, moderation, lifetimes, rooms, signedIn, tokens, holding, archive: new Archive(store, keeper, bus.gifts), whereabouts: new Whereabouts(rooms, signedIn, bus.rosters),
        order: (order) => this.order(order),
      },
      signing: { appKey, secrets: [secret, ...(previousSecret === undefined ? [] : [previousSecret])], windowMs: settings.apiSignatureMs },
      log,
      counters,
    });
    // Owners who were here before the restart have come back by then, or have left without anybody noticing.
    if (this.#parts.alone) this.#cancelOrphans = clock.after(settings.restartQuietMs, () => this.#dropOrphans());
    return holding;
  }

  /** Gives an order that dates from now. */
  async order(order: Undated<Order>): Promise<void> {
    await this.moderation.publishOrder({ ...order, at: this.#parts.clock.now() } as Order);
  }

  /** Somebody has come to a room (`null`) or gone. `told`: whether that was news to all servers. */
  moved(room: string, user: string, exit: Exit | null, told: (news: boolean) => void): void {
    const { bus, clock } = this.#parts;
    const move = { room, userId: user, exit, at: clock.now(), told };
    if (bus.rosters) return bus.rosters.move(move);
    this.#moved(move);
    told(true);
  }

  /** Something was said; absent where nobody wants to hear it. */
  get said(): ((room: string, message: WireMessage, offset: number) => void) | undefined {
    const callbacks = this.#messageCallbacks;
    return callbacks ? (room, message, offset) => callbacks.tell(messageSaid(room, message, offset)) : undefined;
  }

  /** Answers a request that is for the Server API; false when it is not. `shared`: with pages of an app, which come before it where in doubt. */
  serve(request: IncomingMessage, response: ServerResponse, shared: boolean): boolean {
    if (!this.#api?.claims(request, shared)) return false;
    void this.#api.answer(request, response);
    return true;
  }

  /** Takes over the requests for the Server API from what else listens on an HTTP server; returns the undo. */
  attach(server: Server): () => void {
    const others = server.listeners('request');
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      if (this.serve(request, response, true)) return;
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
    this.#holding?.stop();
    this.lifetimes.stop();
    this.#attributeNews?.stop();
    this.#connected?.stop();
    this.moderation.close();
    await Promise.all([this.#callbacks?.close(), this.#attributeCallbacks?.close(), this.#messageCallbacks?.close(), this.#heldCallbacks?.close()]);
  }

  /** Somebody has come or gone for good: on no other server of the bus either. */
  #moved({ room, userId, exit, at }: Move): void {
    if (room === null) return;
    this.#tell(memberMoved(room, userId, exit, at));
    if (exit !== null && exit !== 'destroyed') this.#dropAttributes(room, userId);
  }

  #tell(event: RoomEvent): void {
    this.#callbacks?.tell(event);
  }

  /** Takes away what somebody wanted to last only as long as they are here. */
  #dropAttributes(room: string, user: string): void {
    const { moderation } = this;
    const own = moderation.rules.list('attribute', room).filter(({ value }) => value.auto && value.user === user);
    if (own.length === 0) return;
    moderation.attributes.drop({ room, keys: own.map(({ key }) => key), user, at: this.#parts.clock.now() }).catch((cause: unknown) => {
      this.#parts.log('error', 'order-failed', { op: 'attribute', room, reason: reason(cause) });
    });
  }

  /** Files of a room's messages end with it; those of older messages by their age. */
  #endFiles(room: string): void {
    const { keeper, store } = this.#parts;
    const entries = this.#rooms?.peek(room)?.log.entries ?? store.load(room)?.entries ?? [];
    for (const { json } of keeper ? entries : []) keeper?.messageGone(JSON.parse(json) as WireMessage);
  }

  #dropOrphans(): void {
    const { rules } = this.moderation;
    for (const room of rules.rooms('attribute')) {
      const owners = new Set(rules.list('attribute', room).filter(({ value }) => value.auto).map(({ value }) => value.user));
      for (const owner of owners) if (!this.#rooms?.peek(room)?.has(owner)) this.#dropAttributes(room, owner);
    }
  }
}
