/** A word that is not wanted: replaced by `replacement`, or (null) reason enough to refuse the message, or to `hold` it until somebody has looked at it. */
export interface FilteredWord {
  readonly word: string;
  readonly replacement: string | null;
  readonly hold?: boolean;
}

export interface FilterResult {
  /** A word that may not be said at all is in it. */
  readonly refused: boolean;
  /** A word that somebody has to look at first is in it. */
  readonly held: boolean;
  /** The text with all words replaced that are to be; the same text when there were none. */
  readonly text: string;
}

interface Node {
  readonly next: Map<string, Node>;
  /** The node of the longest proper ending of this path that begins a word too. */
  link: Node | null;
  /** The longest word that ends here: its length in folded characters, and what stands for it. */
  length: number;
  replacement: string;
  refuses: boolean;
  holds: boolean;
}

const node = (): Node => ({ next: new Map(), link: null, length: 0, replacement: '', refuses: false, holds: false });

/**
 * Finds any number of words in one pass over the text, whatever either looks like: Aho and Corasick's automaton, so that no list and no
 * message can make it slow. Upper and lower case, full and half width are the same to it, and what cannot be seen does not hide a word.
 * Knows neither Node nor the DOM: a page can show beforehand what a server would do.
 * @see https://doi.org/10.1145/360825.360855
 */
export class WordFilter {
  readonly #root: Node = node();
  readonly #empty: boolean;

  constructor(words: Iterable<FilteredWord>) {
    for (const word of words) this.#add(word);
    this.#empty = this.#root.next.size === 0;
    this.#link();
  }

  check(text: string): FilterResult {
    if (this.#empty) return { refused: false, held: false, text };
    const found: { from: number; to: number; length: number; replacement: string }[] = [];
    // Where the folded characters seen so far stand in the text.
    const starts: number[] = [];
    let at = this.#root;
    let held = false;
    let index = 0;
    for (const character of text) {
      const end = index + character.length;
      for (const folded of fold(character)) {
        starts.push(index);
        at = this.#step(at, folded);
        if (at.refuses) return { refused: true, held, text };
        held ||= at.holds;
        if (at.length > 0) {
          found.push({ from: starts[starts.length - at.length] ?? 0, to: end, length: at.length, replacement: at.replacement });
        }
      }
      index = end;
    }
    return { refused: false, held, text: found.length === 0 ? text : masked(text, found) };
  }

  #add({ word, replacement, hold = false }: FilteredWord): void {
    let at = this.#root;
    let length = 0;
    for (const folded of [...word].flatMap(fold)) {
      const next = at.next.get(folded) ?? node();
      at.next.set(folded, next);
      at = next;
      length++;
    }
    if (length === 0) return;
    if (hold) at.holds = true;
    else if (replacement === null) at.refuses = true;
    else {
      at.length = length;
      at.replacement = replacement;
    }
  }

  /** Breadth first: links of shorter paths are there when longer ones need them. */
  #link(): void {
    const queue: Node[] = [...this.#root.next.values()];
    for (const child of queue) child.link = this.#root;
    for (const at of queue) {
      for (const [character, child] of at.next) {
        child.link = this.#step(at.link ?? this.#root, character);
        child.refuses ||= child.link.refuses;
        child.holds ||= child.link.holds;
        if (child.length === 0) {
          child.length = child.link.length;
          child.replacement = child.link.replacement;
        }
        queue.push(child);
      }
    }
  }

  #step(from: Node, character: string): Node {
    let at: Node | null = from;
    while (at) {
      const next = at.next.get(character);
      if (next) return next;
      at = at.link;
    }
    return this.#root;
  }
}

/** How a character is compared: without case and width; nothing for those nobody sees. */
function fold(character: string): string[] {
  if (/\p{Cf}/u.test(character)) return [];
  return [...character.normalize('NFKC').toLowerCase()];
}

/** Words that overlap become one, under the name of the longest. */
function masked(text: string, found: readonly { from: number; to: number; length: number; replacement: string }[]): string {
  const spans: { from: number; to: number; length: number; replacement: string }[] = [];
  for (const match of found) {
    let span = match;
    // Matches come by their ends: a long one may swallow several before it.
    for (let last = spans.at(-1); last && last.to > span.from; last = spans.at(-1)) {
      spans.pop();
      const longer = span.length > last.length ? span : last;
      span = { from: Math.min(span.from, last.from), to: Math.max(span.to, last.to), length: longer.length, replacement: longer.replacement };
    }
    spans.push(span);
  }
  let result = '';
  let done = 0;
  for (const { from, to, replacement } of spans) {
    result += text.slice(done, from) + replacement;
    done = to;
  }
  return result + text.slice(done);
}
