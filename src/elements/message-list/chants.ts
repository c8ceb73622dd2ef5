import { textOf, TYPE, type Message, type Sender } from '../../protocol/message.js';

/** Longer texts are opinions, not chants; UTF-16 units. */
const LONGEST = 24;
/** So many of the same, from so many people, and no longer apart than this, are a chant. */
const FROM_COUNT = 5;
const FROM_PEOPLE = 3;
const APART_MS = 5000;
/** Different texts watched at the same time; the one that has been quiet the longest is forgotten first. */
const WATCHED = 200;
/** People that a chant remembers, the latest. */
const NAMED = 100;

/** Many people saying the same thing at the same time. */
export interface Chant {
  readonly text: string;
  /** How often it was said, all that came before it was a chant included. */
  count: number;
  /** Who said it, by message id; the latest `NAMED`. */
  readonly people: Map<string, Sender>;
  touched: number;
}

/** Same letters, whatever their case, width of the space around them and spelling in Unicode. Nothing fuzzy: that is regretted wherever it was tried. */
export function chantKey(message: Message): string | null {
  if (message.type !== TYPE.text) return null;
  const text = textOf(message);
  if (text.length > LONGEST) return null;
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase() || null;
}

/** Notices chants in a stream of messages. Pure: the time is handed in. */
export class Chants {
  readonly #watched = new Map<string, Chant>();

  /** Takes note of a message; returns the chant that it belongs to, or null while there is none. */
  hear(message: Message, now: number): Chant | null {
    const key = chantKey(message);
    if (key === null) return null;
    let chant = this.#watched.get(key);
    if (!chant || Math.abs(now - chant.touched) > APART_MS) {
      chant = { text: textOf(message).trim(), count: 0, people: new Map(), touched: now };
    }
    chant.count++;
    chant.touched = now;
    chant.people.set(message.id, message.sender);
    if (chant.people.size > NAMED) chant.people.delete(chant.people.keys().next().value!);
    // Again at the end: the first of the map is the one that has been quiet the longest.
    this.#watched.delete(key);
    this.#watched.set(key, chant);
    if (this.#watched.size > WATCHED) this.#watched.delete(this.#watched.keys().next().value!);
    return chant.count >= FROM_COUNT && peopleOf(chant).length >= FROM_PEOPLE ? chant : null;
  }

  /** A message was taken back: it no longer counts. Returns the chant it belonged to. */
  unsay(id: string): Chant | null {
    for (const chant of this.#watched.values()) {
      if (!chant.people.delete(id)) continue;
      chant.count--;
      return chant;
    }
    return null;
  }
}

/** Each person once, the latest first. */
export function peopleOf(chant: Chant): Sender[] {
  const people = new Map<string, Sender>();
  for (const sender of [...chant.people.values()].reverse()) if (!people.has(sender.id)) people.set(sender.id, sender);
  return [...people.values()];
}
