import { decodeClientFrame } from '../../protocol/client-frames.js';
import { encode } from '../../protocol/codec.js';
import { ChatError } from '../../protocol/errors.js';
import type { ClientFrame, ServerFrame } from '../../protocol/frames.js';
import type { Environment, SocketConstructor, SocketLike } from '../../client/environment.js';
import type { Sender } from '../../protocol/message.js';

/** The hub's end of a socket. */
export interface Peer {
  readonly user: Sender;
  send(frame: ServerFrame): void;
  close(): void;
}

/** What answers at the other end. */
export interface Host {
  /** Whether it can be reached at all. */
  readonly offline: boolean;
  opened(peer: Peer): void;
  received(peer: Peer, frame: ClientFrame): void;
  closed(peer: Peer): void;
}

/** One client's way to the hub. */
export interface Door {
  readonly Socket: SocketConstructor;
  /** Drops the connection without a word, as a tunnel does. */
  cut(): void;
  /** Holds back what goes either way for so long, ms; then all of it comes at once, in order. */
  stall(ms: number): void;
}

type Listener = (event: { data: unknown }) => void;

/** Sockets that never leave the page. Frames still travel as text, so that nobody shares an object by accident. */
export function makeDoor(user: Sender, host: Host, env: Pick<Environment, 'after'>, latencyMs: number): Door {
  const open = new Set<LocalSocket>();
  /** Later, in order: never in the same turn, as with a real socket. */
  const later = (run: () => void) => {
    const arrive = () => (held ? void held.push(run) : run());
    if (latencyMs > 0) env.after(latencyMs, arrive);
    else void Promise.resolve().then(arrive);
  };
  /** On its way while the line is stalled. */
  let held: (() => void)[] | null = null;
  const stall = (ms: number) => {
    if (held) return;
    held = [];
    env.after(ms, () => {
      const arrived = held ?? [];
      held = null;
      for (const run of arrived) run();
    });
  };

  class LocalSocket implements SocketLike {
    readonly #listeners = new Map<string, Listener[]>();
    #state: 'opening' | 'open' | 'closed' = 'opening';
    readonly #peer: Peer = {
      user,
      send: (frame) => {
        const data = encode(frame);
        later(() => {
          if (this.#state === 'open') this.#tell('message', data);
        });
      },
      close: () => void later(() => this.shut()),
    };

    constructor() {
      later(() => {
        if (host.offline) return this.shut();
        if (this.#state !== 'opening') return;
        this.#state = 'open';
        open.add(this);
        host.opened(this.#peer);
        this.#tell('open');
      });
    }

    send(text: string): void {
      later(() => {
        if (this.#state !== 'open') return;
        let frame: ClientFrame;
        try {
          frame = decodeClientFrame(text);
        } catch (error) {
          this.#peer.send({ k: 'bye', code: ChatError.from(error, 'bad-frame').code, again: false, in: 0 });
          this.#peer.close();
          return;
        }
        host.received(this.#peer, frame);
      });
    }

    close(): void {
      later(() => this.shut());
    }

    addEventListener(type: string, listener: Listener | (() => void)): void {
      this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    }

    /** Both ends see it end. */
    shut(): void {
      if (this.#state === 'closed') return;
      const wasOpen = this.#state === 'open';
      this.#state = 'closed';
      open.delete(this);
      if (wasOpen) host.closed(this.#peer);
      this.#tell('close');
    }

    #tell(type: string, data?: unknown): void {
      for (const listener of this.#listeners.get(type) ?? []) listener({ data });
    }
  }

  return { Socket: LocalSocket, cut: () => [...open].forEach((socket) => socket.shut()), stall };
}
