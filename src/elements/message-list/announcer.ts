import type { Message } from '../../protocol/message.js';

export interface AnnouncerWords {
  /** The sentence for one message; null for what is not spoken. */
  sentence(message: Message): string | null;
  /** The sentence for so many more. */
  more(count: number): string;
}

/** A screen reader hears at most one announcement in this time, however busy the room. @see F102 */
const ANNOUNCE_EVERY_MS = 5000;
/** Sentences in one announcement; the rest becomes a number. */
const SENTENCES = 2;

/**
 * Turns the stream of messages into paced announcements: what concerns the listener first, the rest as a number.
 * Holds a few messages and a count, nothing else, so a flood costs nothing.
 */
export class Announcer {
  #first: Message[] = [];
  #others: Message[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param say Called some seconds after something was added. */
  constructor(
    private readonly words: AnnouncerWords,
    private readonly say: (announcement: string) => void,
  ) {}

  /** @param first Whether it comes before the others: mentions, host, moderators. */
  add(message: Message, first: boolean): void {
    this.#count++;
    const shelf = first ? this.#first : this.#others;
    shelf.push(message);
    if (shelf.length > SENTENCES) shelf.shift();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.say(this.take());
    }, ANNOUNCE_EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The next announcement, or '' when there is nothing to say. */
  take(): string {
    const chosen = [...this.#first, ...this.#others].slice(0, this.#count <= SENTENCES ? SENTENCES : 1);
    const sentences = chosen.map((message) => this.words.sentence(message)).filter((text) => text !== null);
    const rest = this.#count - chosen.length;
    this.#first = [];
    this.#others = [];
    this.#count = 0;
    if (rest > 0) sentences.push(this.words.more(rest));
    return sentences.join(' · ');
  }
}
