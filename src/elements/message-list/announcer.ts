import type { Message } from '../../protocol/message.js';
import type { MessageKind } from './message-kinds.js';

/** What has come since the last announcement. */
export interface Tally {
  readonly total: number;
  /** Mentions and replies. */
  readonly forYou: number;
  readonly gifts: number;
}

export interface AnnouncerWords {
  /** The sentence for one message; null for what is not spoken. */
  sentence(message: Message): string | null;
  /** The sentence for so many more. */
  more(count: number): string;
  /** "12 new, 2 for you, 1 gift". */
  tally(tally: Tally): string;
}

/** A screen reader hears at most one announcement in this time, however busy the room. @see F102 */
const ANNOUNCE_EVERY_MS = 5000;
/** Sentences in one announcement; the rest becomes a number. */
const SENTENCES = 2;

/**
 * Turns the stream of messages into paced announcements: what concerns the listener first, the rest as a number; or, calm,
 * numbers alone. Holds a few messages and counts, nothing else, so a flood costs nothing.
 */
export class Announcer {
  /** Numbers instead of sentences. */
  calm = false;
  #first: Message[] = [];
  #others: Message[] = [];
  #tally = { total: 0, forYou: 0, gifts: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param say Called some seconds after something was added. */
  constructor(
    private readonly words: AnnouncerWords,
    private readonly say: (announcement: string) => void,
  ) {}

  add(message: Message, kind: MessageKind): void {
    this.#tally.total++;
    if (kind === 'mention') this.#tally.forYou++;
    if (kind === 'paid') this.#tally.gifts++;
    const shelf = kind === 'mention' || kind === 'host' ? this.#first : this.#others;
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
    const tally = this.#tally;
    const shelves = [...this.#first, ...this.#others];
    this.#first = [];
    this.#others = [];
    this.#tally = { total: 0, forYou: 0, gifts: 0 };
    if (this.calm && tally.total > 1) return this.words.tally(tally);
    const chosen = shelves.slice(0, tally.total <= SENTENCES ? SENTENCES : 1);
    const sentences = chosen.map((message) => this.words.sentence(message)).filter((text) => text !== null);
    const rest = tally.total - chosen.length;
    if (rest > 0) sentences.push(this.words.more(rest));
    return sentences.join(' · ');
  }
}
