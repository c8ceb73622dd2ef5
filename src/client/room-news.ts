import type { Message } from '../protocol/message.js';
import type { MessageBatch, RoomEvents } from './contract.js';
import type { Emitter } from './emitter.js';
import type { Change } from './room-log.js';

/** Messages in one batch: what a page can take in within a frame. */
export const BATCH_MAX = 64;

/**
 * Tells readers of changes to the log, in their order: bursts in batches of one origin each that count down.
 * What a listener causes is told after what it is being told.
 */
export class RoomNews {
  readonly #queue: (() => void)[] = [];
  #telling = false;

  constructor(
    private readonly emitter: Emitter<RoomEvents>,
    private readonly messages: () => readonly Message[],
  ) {}

  tell(changes: readonly Change[]): void {
    let left = changes.reduce((sum, change) => sum + (change.kind === 'added' ? change.messages.length : 0), 0);
    for (const change of changes) {
      if (change.kind === 'added') {
        for (const run of runs(change.messages)) {
          left -= run.length;
          const batch = toBatch(run, left);
          this.#queue.push(() => this.emitter.emit('messages', batch));
        }
      } else {
        const news = () => (change.kind === 'updated' ? change.messages : change.kind === 'removed' ? change.ids : this.messages());
        this.#queue.push(() => this.emitter.emit(change.kind as 'updated', news() as readonly Message[]));
      }
    }
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) next();
    this.#telling = false;
  }
}

function runs(messages: readonly Message[]): Message[][] {
  const all: Message[][] = [];
  for (const message of messages) {
    const last = all.at(-1);
    if (last && last.length < BATCH_MAX && last[0]!.origin === message.origin) last.push(message);
    else all.push([message]);
  }
  return all;
}

function toBatch(messages: Message[], left: number): MessageBatch {
  return Object.freeze(Object.assign(messages, { origin: messages[0]!.origin, left }));
}
