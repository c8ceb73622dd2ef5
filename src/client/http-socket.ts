import { ToldSocket } from './told-socket.js';

/** The first event of a stream. */
interface Greeting {
  readonly key: string;
  /** How often the server wants to hear of us, ms. */
  readonly beat: number;
}

/** Frames sent in one request at most, and their UTF-16 units: the server's bound is four of the largest frames. */
const PER_REQUEST = { frames: 20, units: 16_000 };

/**
 * The chat connection over plain HTTP: frames come in one endless response, and go out in requests one after the other, so that
 * their order holds. For networks whose proxy or firewall blocks WebSockets; costs a request for each message.
 */
export class HttpSocket extends ToldSocket {
  readonly #url: string;
  readonly #over = new AbortController();
  #key = '';
  #waiting: string[] = [];
  #sending = false;
  #beat: ReturnType<typeof setInterval> | undefined;

  /** @param url As for a WebSocket: `ws:` or `wss:`. */
  constructor(url: string) {
    super();
    const { origin, pathname } = new URL(url.replace(/^ws/, 'http'));
    this.#url = origin + pathname;
    this.#listen().catch(() => {}).finally(() => this.#end());
  }

  send(text: string): void {
    this.#waiting.push(text);
    void this.#flush();
  }

  close(): void {
    this.#over.abort();
  }

  async #listen(): Promise<void> {
    const response = await this.#post('stream', '');
    if (!response.ok || !response.body) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = events.pop()!;
      for (const event of events) if (event.startsWith('data: ')) this.#read(event.slice('data: '.length));
    }
  }

  #read(data: string): void {
    if (this.#over.signal.aborted) return;
    if (this.#key) return this.tell('message', data);
    const { key, beat } = JSON.parse(data) as Greeting;
    this.#key = key;
    this.#beat = setInterval(() => void this.#flush(true), beat);
    this.tell('open');
  }

  /** @param always Also with nothing to say: a sign of life. */
  async #flush(always = false): Promise<void> {
    if (this.#sending || (this.#waiting.length === 0 && !always)) return;
    this.#sending = true;
    try {
      do {
        const frames = this.#take();
        const response = await this.#post('send', [this.#key, ...frames].join('\n'));
        // What came with it may be lost: as with a WebSocket, the client finds out after the next greeting.
        if (!response.ok) return this.close();
      } while (this.#waiting.length > 0);
    } catch {
      this.close();
    } finally {
      this.#sending = false;
    }
  }

  #take(): string[] {
    let units = 0;
    const fits = this.#waiting.findIndex((text, index) => index > 0 && (index >= PER_REQUEST.frames || (units += text.length) > PER_REQUEST.units));
    return this.#waiting.splice(0, fits < 0 ? this.#waiting.length : fits);
  }

  /** Text, so that a page of another site needs to ask nobody first. */
  #post(what: string, body: string): Promise<Response> {
    return fetch(`${this.#url}/${what}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' }, cache: 'no-store', credentials: 'omit', signal: this.#over.signal });
  }

  #end(): void {
    clearInterval(this.#beat);
    this.#over.abort();
    this.tell('close');
  }
}
