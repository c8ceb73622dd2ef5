import { WebSocket } from 'ws';
import { encode, ERRORS, type ErrorName, type ServerFrame } from '../protocol/index.js';
import type { Delivery } from './batch.js';
import type { Clock } from './clock.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import type { FrameSocket, Outlet } from './frame-socket.js';
import type { Log } from './log.js';
import { writeShared } from './shared-frames.js';
import type { Subscription } from './subscription.js';

/** After our close frame, the other side has so long to answer, ms. */
const CLOSE_TIMEOUT_MS = 2000;

/** WebSocket close codes beside the reason in `bye`, for those who look at the network panel. */
const CLOSE_CODES: Partial<Record<ErrorName, number>> = {
  'going-away': 1001,
  'bad-frame': 1008,
  'token-incorrect': 4001,
  'token-expired': 4001,
  timeout: 4002,
  'slow-reader': 4008,
};

/**
 * One socket: what goes out, how much may wait, and how it ends. Knows nothing of rooms.
 * A reader that cannot keep up gets less, then nothing and the truth about it, then is closed: it never holds up the others.
 */
export class Connection {
  /** When anything last came in, ms of the steady clock. */
  heardAt: number;
  readonly #ws: FrameSocket;
  readonly #socket: Outlet;
  readonly #deflate: boolean;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #counters: Counters;
  readonly #log: Log;
  /** Who waits for the word on what was skipped; most connections never need the set. */
  #gaps: Set<Subscription> | null = null;
  #cancelStall: (() => void) | null = null;
  #closing = false;

  constructor(
    ws: FrameSocket,
    socket: Outlet,
    deflate: boolean,
    shared: { readonly settings: Settings; readonly clock: Clock; readonly counters: Counters; readonly log: Log },
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.#deflate = deflate;
    this.#settings = shared.settings;
    this.#clock = shared.clock;
    this.#counters = shared.counters;
    this.#log = shared.log;
    this.heardAt = shared.clock.elapsed();
  }

  get open(): boolean {
    return !this.#closing && this.#ws.readyState === WebSocket.OPEN;
  }

  /** Bytes written that the kernel has not taken yet. */
  get waiting(): number {
    return this.#socket.writableLength;
  }

  /** Reads nothing more until it is closed. */
  pause(): void {
    if (this.open) this.#ws.pause();
  }

  /** It is too far behind. */
  shed(): void {
    this.#closeSlow();
  }

  /** A frame for this reader alone. Never compressed: what is private shares no compression with what others wrote. */
  send(frame: ServerFrame): void {
    this.sendText(encode(frame));
  }

  /** The same, already encoded. */
  sendText(text: string): void {
    if (!this.open) return;
    if (!this.#keepsUp()) return;
    this.#ws.send(text, { compress: false });
  }

  /** One tick of a room. */
  deliver(subscription: Subscription, delivery: Delivery): void {
    if (!this.open || !this.#keepsUp()) return;
    const waiting = this.#socket.writableLength;
    if (waiting > this.#settings.slowSkipAll) {
      this.#counters.skipped++;
      if (delivery.last !== undefined) {
        subscription.gapTo = delivery.last;
        (this.#gaps ??= new Set()).add(subscription);
      }
      return;
    }
    if (subscription.gapTo !== null) this.#tellGap(subscription);
    const thin = waiting > this.#settings.slowSkipLow;
    const frames = thin ? delivery.thin : delivery.full;
    if (thin && delivery.thin !== delivery.full) this.#counters.thinned++;
    if (!frames) return;
    this.#counters.bytes += writeShared(this.#ws, this.#socket, frames, this.#deflate);
    this.#counters.frames++;
    this.#counters.deliveries += delivery.messages;
  }

  ping(): void {
    if (this.open) this.#ws.ping();
  }

  /** Says why and whether to come back (`inMs`; null: better not), then closes. */
  close(why: ErrorName, inMs: number | null, closeCode = CLOSE_CODES[why] ?? 1000): void {
    if (!this.open) return;
    this.#ws.send(encode({ k: 'bye', code: ERRORS[why].code, again: inMs !== null, in: Math.round(inMs ?? 0) }), { compress: false });
    this.#closing = true;
    // The other side's answer has to be read.
    if (this.#ws.isPaused) this.#ws.resume();
    this.#counters.closed(why);
    this.#ws.close(closeCode, why);
    const cancel = this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#ws.terminate());
    this.#ws.once('close', cancel);
  }

  /** Ends it without a word: nobody is listening. */
  terminate(): void {
    this.#closing = true;
    this.#ws.terminate();
  }

  /** To be called when the socket has closed. */
  forget(): void {
    this.#closing = true;
    this.#cancelStall?.();
    this.#gaps = null;
  }

  /** False when it has fallen so far behind that it was closed. */
  #keepsUp(): boolean {
    const waiting = this.#socket.writableLength;
    if (waiting > this.#settings.slowClose) {
      this.#closeSlow();
      return false;
    }
    if (waiting > this.#settings.slowSkipLow && !this.#cancelStall) {
      this.#cancelStall = this.#clock.after(this.#settings.slowCloseMs, () => this.#closeSlow());
      this.#socket.once('drain', this.#onDrain);
    }
    return true;
  }

  #closeSlow(): void {
    this.#log('warn', 'slow-reader', { waitingBytes: this.#socket.writableLength });
    this.close('slow-reader', 0);
  }

  readonly #onDrain = (): void => {
    this.#cancelStall?.();
    this.#cancelStall = null;
    if (!this.open) return;
    for (const subscription of this.#gaps ?? []) this.#tellGap(subscription);
  };

  #tellGap(subscription: Subscription): void {
    this.#gaps?.delete(subscription);
    if (!subscription.active || subscription.gapTo === null) return;
    const frame: ServerFrame = { k: 'gap', room: subscription.room, to: subscription.gapTo };
    subscription.gapTo = null;
    this.#ws.send(encode(frame), { compress: false });
  }
}
