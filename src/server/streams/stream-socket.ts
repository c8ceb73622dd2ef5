import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { WebSocket } from 'ws';
import type { FrameSocket, Outlet } from '../frame-socket.js';

/**
 * A connection where WebSocket is blocked: what goes out is one endless response of server-sent events, what comes in arrives in
 * requests of its own (`StreamDoor`). Behaves as the object of `ws` does, so that nothing behind it knows the difference.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class StreamSocket extends EventEmitter implements FrameSocket, Outlet {
  readyState: number = WebSocket.OPEN;
  isPaused = false;
  /** Shared frames are framed for WebSockets: here each text is sent as its own event. */
  readonly writable = false;

  constructor(private readonly response: ServerResponse) {
    super();
    response.on('drain', () => this.emit('drain'));
    response.on('close', () => {
      this.readyState = WebSocket.CLOSED;
      // The number of WebSockets for an end without a word. @see RFC 6455, 7.1.5
      this.emit('close', response.writableFinished ? 1000 : 1006);
    });
  }

  /** Bytes written that the kernel has not taken yet. */
  get writableLength(): number {
    return this.response.writableLength;
  }

  /** JSON holds no line end, so a frame is one line. */
  send(text: string): void {
    this.response.write(`data: ${text}\n\n`);
  }

  /** A comment: keeps proxies from taking the response for dead. */
  ping(): void {
    this.response.write(':\n\n');
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(): void {
    this.readyState = WebSocket.CLOSING;
    this.response.end();
  }

  terminate(): void {
    this.response.destroy();
  }
}
