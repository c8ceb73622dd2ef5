import { pageSocket, type SocketLike } from './environment.js';
import { HttpSocket } from './http-socket.js';
import { ToldSocket } from './told-socket.js';

/** A WebSocket that has not opened by then will not: some proxies swallow the upgrade, ms. */
const OPEN_MS = 4000;
/** Where HTTP was needed it is used at once for so long; then WebSocket gets another chance, ms. */
const REMEMBER_MS = 10 * 60_000;

const blocked = new Map<string, number>();

/**
 * A WebSocket where there is a way for it, else the same over HTTP: `new SocketClient({ url, token, WebSocket: WebSocketOrHttp })`.
 * Behind several nodes, requests of one client have to reach the same node (affinity by address or cookie).
 */
export class WebSocketOrHttp extends ToldSocket {
  #socket: SocketLike;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, protocol: string) {
    super();
    const Socket = pageSocket();
    // Node 20 has none.
    if (!Socket || (blocked.get(url) ?? -Infinity) > Date.now()) this.#socket = this.#follow(new HttpSocket(url), () => this.tell('close'));
    else {
      const socket = new Socket(url, protocol);
      const other = () => {
        clearTimeout(this.#timer);
        if (this.#socket !== socket || this.#closed) return;
        this.#socket = this.#follow(
          new HttpSocket(url),
          () => this.tell('close'),
          // Only now it is the WebSocket that was at fault, and not the server that is away.
          () => blocked.set(url, Date.now() + REMEMBER_MS),
        );
        socket.close();
      };
      this.#socket = this.#follow(socket, other);
      this.#timer = setTimeout(other, OPEN_MS);
    }
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.close(1000);
  }

  /** Tells what a socket tells for as long as it is ours. `unopened` is told when it ends before it was open. */
  #follow(socket: SocketLike, unopened: () => void, opened: () => void = () => {}): SocketLike {
    let open = false;
    const ours = () => this.#socket === socket;
    socket.addEventListener('open', () => {
      if (!ours()) return;
      open = true;
      clearTimeout(this.#timer);
      opened();
      this.tell('open');
    });
    socket.addEventListener('message', ({ data }) => ours() && this.tell('message', data));
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => {
      if (!ours()) return;
      if (open || this.#closed) this.tell('close');
      else unopened();
    });
    return socket;
  }
}
