import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Limits, SUBPROTOCOL, type WireMessage } from '../protocol/index.js';
import { Administration } from './administration.js';
import type { Undated } from './api/call.js';
import type { Bus, BusMaker } from './bus/bus.js';
import { LocalBus } from './bus/local-bus.js';
import { type Clock, type Random, systemClock } from './clock.js';
import { Connection } from './connection.js';
import { Counters } from './counters.js';
import { DEFAULTS, type Settings } from './defaults.js';
import { Heartbeat } from './heartbeat.js';
import { healthz, pathOf, refuseUpgrade, serveFirst } from './http.js';
import { Gates } from './gates/gate.js';
import { Receipts } from './gates/receipts.js';
import { Review } from './gates/review.js';
import { jsonLog, type Log, reason } from './log.js';
import { LoopLoad } from './loop-load.js';
import { MediaDoor } from './media/media-door.js';
import { MediaKeeper } from './media/media-keeper.js';
import { mediaLimits } from './media/media-limits.js';
import type { MediaStore } from './media/media-store.js';
import type { FrameSocket, Outlet } from './frame-socket.js';
import type { Exit } from './presence.js';
import { METRICS_TYPE, metricsText } from './metrics.js';
import { QueueCeiling } from './queue-ceiling.js';
import type { Holding } from './moderation/holding.js';
import type { Moderation } from './moderation/moderation.js';
import type { Order } from './moderation/order.js';
import { Rates } from './rates.js';
import type { Place, Room } from './room.js';
import { Rooms } from './rooms.js';
import { Session, type SessionShare } from './session.js';
import { StreamDoor } from './streams/stream-door.js';
import { MemoryStore } from './store/memory.js';
import type { Store } from './store/store.js';
import { Tokens, type TokenUser } from './tokens.js';

export interface ChatServerOptions extends Partial<Omit<Settings, 'limits'>> {
  /** Names the app whose tokens are accepted. */
  appKey: string;
  /** At least 32 bytes, known to this server and the app server only. */
  secret: string | Uint8Array;
  /** The secret before this one, accepted for as long as it is given: so that it can be changed without a break. */
  previousSecret?: string | Uint8Array;
  /** Where rooms survive a restart. Default: memory only. The server closes it. */
  store?: Store;
  /** What connects this server with others on the same rooms; `redisBus(…)` makes one. Default: it is alone. The server closes it. */
  bus?: BusMaker;
  /** Where pictures and voice messages go; `new DiskMedia(folder)` keeps them on this machine. Default: none are taken. */
  media?: MediaStore;
  /**
   * Keys of the shop: with any, gifts and super chats need a receipt signed by one of them. A secret of at least 32 bytes (HS256), or an Ed25519
   * public key as PEM (EdDSA). Several at once, so that they can be changed without a break. Default: none, and what is given is taken on trust.
   */
  receiptKeys?: readonly (string | Uint8Array)[];
  limits?: Partial<Limits>;
  /** Where logs go; false for nowhere. Default: one JSON object a line on standard error. */
  log?: Log | false;
  clock?: Clock;
  random?: Random;
}

export interface ChatServerStats extends Readonly<Omit<Counters, 'closed' | 'refuse' | 'called'>> {
  readonly connections: number;
  /** Rooms in memory. */
  readonly rooms: number;
}

export interface ChatServer {
  /**
   * Serves the sockets of an HTTP server of yours, on `path` only, files below `mediaPath`, and the Server API: POSTs with an App-Key header. Everything else goes
   * to the request listeners it has by now. Returns the undo.
   */
  attach(server: Server): () => void;
  /** Serves on a port of its own, with `/healthz`. Port 0 takes any free one. Resolves with where it listens. */
  listen(port: number, host?: string): Promise<{ port: number; host: string }>;
  /** Tells every client when to come back, saves everything, and is done after `graceMs` at the latest. Default 4000. */
  close(options?: { graceMs?: number }): Promise<void>;
  /** @throws {TypeError} what is wrong with the user. */
  issueToken(user: TokenUser, ttlMs?: number): Promise<string>;
  /** Gives an order, as the Server API does; it counts from now. Resolves once it is kept. */
  order(order: Undated<Order>): Promise<void>;
  /** People in a room now; 0 when there is no such room. */
  memberCount(room: string): number;
  readonly stats: ChatServerStats;
  /** The same and more in the text format of Prometheus; `listen` serves it as `/metrics`. */
  metrics(): string;
}

/** What `ws` says of a connection that ended without a word. @see RFC 6455, 7.1.5 */
const ABNORMAL = 1006;
/** A restart takes at least so long; nobody needs to come back before, ms. */
const RESTART_MS = 500;
/** Returning clients are spread over this much per connection, ms … */
const SPREAD_PER_CONNECTION_MS = 2;
/** … between these bounds, ms. */
const SPREAD_MS = { min: 1000, max: 30_000 };

/**
 * The chat server: any number of rooms behind one WebSocket path. State lives in memory and, with a store, in a file.
 * @throws {TypeError} no app key, or a secret that is too short.
 */
export function createChatServer(options: ChatServerOptions): ChatServer {
  return new SocketChatServer(options);
}

class SocketChatServer implements ChatServer {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  readonly #store: Store;
  readonly #counters = new Counters();
  readonly #tokens: Tokens;
  readonly #bus: Bus;
  readonly #load: LoopLoad;
  readonly #ceiling: QueueCeiling;
  readonly #rooms: Rooms;
  readonly #administration: Administration;
  readonly #holding: Holding;
  readonly #media: MediaDoor | null = null;
  readonly #keeper: MediaKeeper | null;
  readonly #heartbeat: Heartbeat;
  readonly #upgrades: WebSocketServer;
  readonly #streams: StreamDoor;
  readonly #share: SessionShare;
  readonly #sessions = new Set<Session>();
  readonly #detach = new Set<() => void>();
  #own: Server | null = null;
  #closed: Promise<void> | null = null;
  /** Someone waits for the last socket to close. */
  #onEmpty: (() => void) | null = null;
  /** Nobody comes in before it is known who must stay out. */
  #ready = false;

  constructor(options: ChatServerOptions) {
    const { appKey, secret, previousSecret, store, bus, media, limits, receiptKeys: _, log, clock = systemClock, random = Math.random, ...numbers } = options;
    const settings = { ...DEFAULTS, ...defined(numbers) };
    this.#settings = { ...settings, limits: { ...DEFAULTS.limits, ...limits, ...(media ? { media: mediaLimits(settings) } : {}) } };
    this.#clock = clock;
    this.#random = random;
    this.#log = log === false ? () => {} : (log ?? jsonLog);
    this.#tokens = new Tokens({
      appKey,
      secret,
      ...(previousSecret === undefined ? {} : { previousSecret }),
      clock,
      ttlMs: this.#settings.tokenTtlMs,
      leewaySeconds: this.#settings.tokenLeewaySeconds,
    });
    this.#store = store ?? new MemoryStore();
    const common = { settings: this.#settings, clock, counters: this.#counters, log: this.#log };
    this.#bus = bus?.(common) ?? new LocalBus({ ...common, store: this.#store });
    void this.#bus.ready.then(() => (this.#ready = true));
    this.#load = new LoopLoad(clock, this.#settings.loopLateMs);
    this.#ceiling = new QueueCeiling(this.#sessions, common);
    this.#keeper = media ? new MediaKeeper({ ...common, store: media, ledger: this.#bus.files ?? this.#store.files }) : null;
    const administration = new Administration({
      ...common, appKey, secret, previousSecret, store: this.#store, bus: this.#bus, tokens: this.#tokens, alone: !bus, keeper: this.#keeper,
    });
    const heard = administration.said;
    const said = heard && (({ id }: Room, message: WireMessage, { offset }: Place) => heard(id, message, offset ?? 0));
    const withdrawn = (_: Room, original: WireMessage) => this.#keeper?.messageGone(original);
    const moved = ({ id }: Room, user: string, exit: Exit | null, told: (news: boolean) => void) => administration.moved(id, user, exit, told);
    this.#rooms = new Rooms({ ...common, random, bus: this.#bus, load: this.#load, moved, sums: this.#store, said, withdrawn });
    this.#holding = administration.start(this.#rooms);
    this.#administration = administration;
    const { moderation, lifetimes, signedIn } = administration;
    this.#share = { ...common, random, gates: this.#gates(options, moderation), rooms: this.#rooms, rates: new Rates(clock, this.#bus.rate), tokens: this.#tokens, moderation, holding: this.#holding, lifetimes, signedIn };
    if (media) {
      const admit = async (token: string) => {
        const { user, issuedAt } = await this.#tokens.verify(token);
        moderation.checkConnect(user.id, issuedAt);
        return user;
      };
      this.#media = new MediaDoor({ ...common, store: media, uploads: this.#bus.uploads, keeper: this.#keeper!, admit });
    }
    this.#heartbeat = new Heartbeat(clock, this.#settings.heartbeatMs);
    this.#upgrades = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Room for a frame that is too large to be told so; what is larger still is cut off by `ws` (1009).
      maxPayload: 4 * this.#settings.limits.frameBytes,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
      perMessageDeflate: this.#settings.compress && { serverNoContextTakeover: true, clientNoContextTakeover: true },
    });
    this.#streams = new StreamDoor({ settings: this.#settings, refusal: () => this.#refusal, accept: (socket) => this.#accept(socket, socket, false) });
  }

  /** Receipts first: what is not paid for needs no review. */
  #gates({ appKey, secret, receiptKeys }: ChatServerOptions, moderation: Moderation): Gates | null {
    const { tokenLeewaySeconds: leewaySeconds, reviewUrl, reviewTimeoutMs, reviewFailure, limits } = this.#settings;
    const clock = this.#clock;
    const receipts = receiptKeys?.length ? [new Receipts({ keys: receiptKeys, appKey, clock, leewaySeconds, moderation })] : [];
    const review = reviewUrl
      ? [new Review({ url: reviewUrl, appKey, secret, clock, log: this.#log, timeoutMs: reviewTimeoutMs, failure: reviewFailure, perSecond: limits.messagesPerSecond })]
      : [];
    return receipts.length + review.length ? new Gates([...receipts, ...review]) : null;
  }

  get stats(): ChatServerStats {
    return { ...this.#counters, connections: this.#sessions.size, rooms: this.#rooms.size };
  }

  issueToken(user: TokenUser, ttlMs?: number): Promise<string> {
    return this.#tokens.issue(user, ttlMs);
  }

  metrics(): string {
    const busiest = Math.max(0, ...[...this.#rooms].map((room) => room.sockets));
    return metricsText(this.#counters, {
      connections: this.#sessions.size,
      rooms: this.#rooms.size,
      busiestRoom: busiest,
      queuedBytes: this.#ceiling.queued,
      loopDelayMs: this.#load.p95Ms,
      tickStretch: this.#load.stretch,
      held: this.#holding.waiting,
      busUp: this.#bus.healthy,
      closing: this.#closed !== null,
    });
  }

  order(order: Undated<Order>): Promise<void> {
    return this.#administration.order(order);
  }

  memberCount(room: string): number {
    return this.#rooms.peek(room)?.memberCount ?? 0;
  }

  attach(server: Server): () => void {
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (pathOf(request) === this.#settings.path) this.#upgrade(request, socket, head);
    };
    server.on('upgrade', onUpgrade);
    const detachApi = this.#administration.attach(server);
    const detachMedia = serveFirst(server, (request, response) => this.#media?.handle(request, response) ?? false);
    const detachStreams = serveFirst(server, (request, response) => this.#streams.handle(request, response));
    const detach = () => {
      detachStreams();
      detachMedia();
      detachApi();
      server.off('upgrade', onUpgrade);
      this.#detach.delete(detach);
    };
    this.#detach.add(detach);
    return detach;
  }

  async listen(port: number, host = '127.0.0.1'): Promise<{ port: number; host: string }> {
    const server = createServer((request, response) => {
      if (pathOf(request) === '/metrics') return void response.writeHead(200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }).end(this.metrics());
      if (this.#administration.serve(request, response, false)) return;
      healthz(request, response, { closing: this.#closed !== null, connections: this.#sessions.size, rooms: this.#rooms.size });
    });
    this.attach(server);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      if (pathOf(request) !== this.#settings.path) refuseUpgrade(socket, '404 Not Found');
    });
    await this.#bus.ready;
    server.listen(port, host);
    await once(server, 'listening');
    this.#own = server;
    return { port: (server.address() as AddressInfo).port, host };
  }

  close({ graceMs = 4000 }: { graceMs?: number } = {}): Promise<void> {
    return (this.#closed ??= this.#close(graceMs));
  }

  async #close(graceMs: number): Promise<void> {
    this.#own?.close();
    this.#heartbeat.stop();
    this.#load.stop();
    this.#ceiling.stop();
    const sessions = [...this.#sessions];
    // What is said from now on is not read here, and said again elsewhere; what was read before is still answered.
    for (const session of sessions) session.connection.pause();
    // Not by the injected clock, as below: a bus that is away must not hold up the operator.
    await Promise.race([this.#rooms.close(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    const spread = Math.min(SPREAD_MS.max, Math.max(SPREAD_MS.min, sessions.length * SPREAD_PER_CONNECTION_MS));
    for (const session of sessions) session.close('going-away', RESTART_MS + this.#random() * spread);
    await this.#emptied(graceMs);
    // Only now: until here, upgrades under way were told to come back later.
    for (const detach of this.#detach) detach();
    for (const session of this.#sessions) session.connection.terminate();
    await this.#emptied(graceMs);
    this.#own?.closeAllConnections();
    await this.#administration.close();
    // The bus may keep what it writes down.
    await this.#keeper?.close();
    await this.#bus.close();
    this.#store.close();
    this.#log('info', 'closed', { connections: sessions.length });
  }

  /** Waits until every socket is closed, or for `ms`. */
  #emptied(ms: number): Promise<void> {
    if (this.#sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      // Not by the injected clock: this is how long an operator waits.
      const timer = setTimeout(resolve, ms);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#refusal !== null) return refuseUpgrade(socket, '503 Service Unavailable', `Retry-After: ${this.#ready ? 5 : 1}`);
    this.#upgrades.handleUpgrade(request, socket, head, (ws) => {
      this.#accept(ws, socket, ws.extensions.includes('permessage-deflate') && !asksForSmallWindow(request));
    });
  }

  /** Why nobody can come in now, as an HTTP status. */
  get #refusal(): number | null {
    return !this.#ready || this.#closed || this.#sessions.size >= this.#settings.connectionsMax ? 503 : null;
  }

  #accept(ws: FrameSocket, socket: Outlet, deflate: boolean): void {
    this.#counters.accepted++;
    const connection = new Connection(ws, socket, deflate, this.#share);
    const session = new Session(connection, this.#share);
    const unwatch = this.#heartbeat.add(connection);
    this.#sessions.add(session);
    ws.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) session.refuseFrame('binary');
      else session.receive(data);
    });
    ws.on('pong', () => {
      connection.heardAt = this.#clock.elapsed();
    });
    ws.on('error', (error) => {
      this.#counters.badFrames++;
      this.#log('warn', 'socket-error', { user: session.identity?.user.id, reason: reason(error) });
    });
    ws.on('close', (code) => {
      unwatch();
      session.end(code === ABNORMAL);
      connection.forget();
      this.#sessions.delete(session);
      if (this.#sessions.size === 0) this.#onEmpty?.();
    });
  }
}

/** The shared deflated frames use the full window; such a client gets them plain. No browser asks for this. */
function asksForSmallWindow(request: IncomingMessage): boolean {
  return /server_max_window_bits/i.test(request.headers['sec-websocket-extensions'] ?? '');
}

/** Without keys whose value is undefined, which would hide a default. */
function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
