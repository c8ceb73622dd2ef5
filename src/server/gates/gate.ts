import type { Content, Sender } from '../../protocol/index.js';

/** A message somebody wants to send. */
export interface GateRequest {
  readonly room: string;
  readonly user: Sender;
  readonly mid: string;
  readonly type: string;
  readonly content: Content;
}

/** Something outside of this process that has a say in whether a message may enter a room. */
export interface Gate {
  /** Whether it has a say about this type. */
  concerns(type: string): boolean;
  /** Resolves with the content as it may enter. Rejects with a `ChatError` that says why it may not. Asked again for a message that is sent again. */
  pass(request: GateRequest): Promise<Content>;
}

/** All gates, one after the other. A sender's messages come out in the order in which they went in. */
export class Gates {
  readonly #gates: readonly Gate[];
  /** What is under way, by the connection it came from. */
  readonly #queues = new WeakMap<object, Promise<unknown>>();

  constructor(gates: readonly Gate[]) {
    this.#gates = gates;
  }

  /** Whether a message must go through; one of a connection that has others waiting must, too, so as not to overtake them. */
  concerns(type: string, connection: object): boolean {
    return this.#queues.has(connection) || this.#gates.some((gate) => gate.concerns(type));
  }

  /** Does `enter` with the content that came through, or `refuse`. */
  send(connection: object, request: GateRequest, enter: (content: Content) => void, refuse: (thrown: unknown) => void): void {
    const before = this.#queues.get(connection);
    const passed = this.#pass(request);
    const done = (before ?? Promise.resolve()).then(() => passed).then(enter).catch(refuse);
    this.#queues.set(connection, done);
    void done.then(() => {
      if (this.#queues.get(connection) === done) this.#queues.delete(connection);
    });
    // Waiting for others comes first; until then nobody else looks at how it ended.
    passed.catch(() => {});
  }

  async #pass(request: GateRequest): Promise<Content> {
    let { content } = request;
    for (const gate of this.#gates) if (gate.concerns(request.type)) content = await gate.pass({ ...request, content });
    return content;
  }
}
