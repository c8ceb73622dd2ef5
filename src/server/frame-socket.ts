/** What a connection needs of a socket that carries text frames: the object of `ws`, or the streamed one. */
export interface FrameSocket {
  readonly readyState: number;
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  send(text: string, options: { compress: boolean }): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'pong', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** What lies under it: how much the kernel has not taken yet, and a way past the framing where there is one. */
export interface Outlet {
  readonly writable: boolean;
  readonly writableLength: number;
  write?(bytes: Buffer): unknown;
  once(event: 'drain', listener: () => void): unknown;
}
