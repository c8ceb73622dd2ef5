/**
 * All that the SDK needs from where it runs, in one place: browsers and Node 20 differ, and tests bring their own.
 * Nothing else in `src/client` touches a global.
 */
export interface Environment {
  /** ms since 1970, this machine's clock; may jump. */
  now(): number;
  /** 0 ≤ value < 1. */
  random(): number;
  /** Runs once after `ms`; returns the undo. */
  after(ms: number, run: () => void): () => void;
  /** false only where the machine says that it has no network. */
  online(): boolean;
  /** Tells of signs that the connection may have changed; returns the undo. */
  watch(heed: (sign: Sign) => void): () => void;
  /** Takes what a listener threw, so that it is seen but breaks nothing. */
  report(error: unknown): void;
}

/** `awake`: the page is looked at again, maybe after hours. */
export type Sign = 'online' | 'offline' | 'awake';

/** The part of a WebSocket that is used; the browser's and the one of package `ws` both fit. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

export type SocketConstructor = new (url: string, protocol: string) => SocketLike;

interface Target {
  addEventListener?: (type: string, listener: () => void) => void;
  removeEventListener?: (type: string, listener: () => void) => void;
}

/** What may or may not be there. */
const place = globalThis as unknown as Target & {
  WebSocket?: SocketConstructor;
  document?: Target & { visibilityState?: string };
  navigator?: { onLine?: boolean };
  location?: { href: string };
  reportError?: (error: unknown) => void;
};

/** The page's own WebSocket; Node has none before version 22. */
export const pageSocket = (): SocketConstructor | undefined => place.WebSocket;

/** What relative addresses are relative to. */
export const pageAddress = (): string | undefined => place.location?.href;

export const defaultEnvironment: Environment = {
  now: () => Date.now(),
  random: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  online: () => place.navigator?.onLine !== false,
  watch(heed) {
    const visible = () => {
      if (place.document?.visibilityState === 'visible') heed('awake');
    };
    const undo = [
      listen(place, 'online', () => heed('online')),
      listen(place, 'offline', () => heed('offline')),
      // Back from the browser's page cache, which closes sockets.
      listen(place, 'pageshow', () => heed('awake')),
      listen(place.document, 'visibilitychange', visible),
    ];
    return () => undo.forEach((stop) => stop());
  },
  report: (error) => (place.reportError ? place.reportError(error) : console.error(error)),
};

function listen(target: Target | undefined, type: string, listener: () => void): () => void {
  target?.addEventListener?.(type, listener);
  return () => target?.removeEventListener?.(type, listener);
}
