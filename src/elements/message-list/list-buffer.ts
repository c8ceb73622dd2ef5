import { TYPE, type Message } from '../../protocol/message.js';

/** Trimmed in chunks of this share, so that trimming is rare instead of once per message. */
const TRIM_SHARE = 0.25;

/**
 * The messages that a list keeps, newest last, and the stretch `[from, to)` of them that has rows.
 *
 * Pure thinking: knows nothing of rows but which messages have one. Whatever the input, at most `capacity` × 1.25
 * messages are kept. While somebody reads, rows are never taken away under their eye: what overflows is taken
 * from the unread stretch below and replaced by one gap message that counts it.
 */
export class ListBuffer {
  #items: Message[] = [];
  #ids = new Set<string>();
  #from = 0;
  #to = 0;
  /** Messages that fell out because of the capacity. */
  dropped = 0;

  /** @param capacity Messages kept; may be changed, and counts from the next `trim`. */
  constructor(public capacity: number) {}

  get length(): number {
    return this.#items.length;
  }
  get from(): number {
    return this.#from;
  }
  get to(): number {
    return this.#to;
  }
  /** Messages newer than the last row. */
  get unread(): number {
    return this.#items.length - this.#to;
  }

  at(index: number): Message | undefined {
    return this.#items[index];
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }
  slice(from: number, to: number): readonly Message[] {
    return this.#items.slice(from, to);
  }

  /** Ids of the messages that fit, oldest first. */
  idsOf(fits: (message: Message) => boolean): string[] {
    return this.#items.filter(fits).map(({ id }) => id);
  }

  /** Says which stretch has rows from now on. */
  show(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
  }

  /**
   * Adds at the end, but before own messages that are still pending: those stand last until they have their place.
   * A pending message that had a row then has none, and `to` says so. Known ids are skipped. Returns those added.
   */
  push(messages: readonly Message[]): readonly Message[] {
    const fresh = messages.filter((m) => !this.#ids.has(m.id) && this.#ids.add(m.id));
    const waiting: Message[] = [];
    while (this.#items.at(-1)?.state === 'pending') waiting.unshift(this.#items.pop()!);
    this.#to = Math.min(this.#to, this.#items.length);
    // Loops: spreading ten thousand arguments overflows the stack.
    for (const message of fresh) if (message.state !== 'pending') this.#items.push(message);
    for (const message of waiting) this.#items.push(message);
    for (const message of fresh) if (message.state === 'pending') this.#items.push(message);
    return fresh;
  }

  /** Adds in front, oldest first. Returns how many were new. */
  prepend(messages: readonly Message[]): number {
    const fresh = messages.filter((m) => !this.#ids.has(m.id) && this.#ids.add(m.id));
    this.#items = [...fresh, ...this.#items];
    this.#from += fresh.length;
    this.#to += fresh.length;
    return fresh.length;
  }

  /** Index of the replaced message, or −1. */
  replace(message: Message): number {
    const index = this.indexOf(message.id);
    if (index >= 0) this.#items[index] = message;
    return index;
  }

  /** Takes one out; returns where it was, or −1. The caller takes its row away if it had one. */
  remove(id: string): number {
    const index = this.indexOf(id);
    if (index < 0) return -1;
    this.#items.splice(index, 1);
    this.#ids.delete(id);
    if (index < this.#from) this.#from--;
    if (index < this.#to) this.#to--;
    return index;
  }

  /** Starts over with these; nothing has a row. */
  reset(messages: readonly Message[]): void {
    this.#items = messages.slice(-this.capacity);
    this.#ids = new Set(this.#items.map((m) => m.id));
    this.#from = this.#to = 0;
  }

  /**
   * Brings the length back under the capacity. Messages that have a row stay: what somebody sees does not vanish.
   * Returns whether there was anything to do.
   * @param reading Keep all of `[from, to)`, where the reader may ask for what was left out.
   */
  trim(reading: boolean, hasRow: (id: string) => boolean): boolean {
    if (this.#items.length <= this.capacity * (1 + TRIM_SHARE)) return false;
    const excess = this.#items.length - this.capacity;
    if (!reading) {
      this.#cutHead(excess, hasRow);
      return true;
    }
    const above = Math.min(excess, this.#from);
    this.#cutHead(above);
    if (excess > above) this.#cutUnread(excess - above);
    return true;
  }

  indexOf(id: string): number {
    if (!this.#ids.has(id)) return -1;
    // From the end: what changes is nearly always recent.
    for (let i = this.#items.length - 1; i >= 0; i--) if (this.#items[i]!.id === id) return i;
    return -1;
  }

  #cutHead(count: number, keep: (id: string) => boolean = () => false): void {
    const cut = this.#items.splice(0, count);
    const kept = cut.filter(({ id }) => keep(id));
    if (kept.length > 0) this.#items = [...kept, ...this.#items];
    for (const { id } of cut) this.#ids.delete(id);
    for (const { id } of kept) this.#ids.add(id);
    const gone = count - kept.length;
    this.dropped += gone;
    this.#from = kept.length > 0 ? 0 : Math.max(0, this.#from - count);
    this.#to = Math.max(kept.length, this.#to - gone);
  }

  #cutUnread(count: number): void {
    const cut = this.#items.slice(this.#to, this.#to + count);
    const before = cut[0]?.type === TYPE.gap ? Number(cut[0].content['missed'] ?? 0) - 1 : 0;
    const sample = cut[0]!;
    const gap: Message = {
      ...sample,
      id: `gap.${sample.id}`,
      type: TYPE.gap,
      content: { missed: before + cut.length },
      sender: { id: 'system', name: '', role: 'system' },
      origin: 'local',
      state: 'sent',
    };
    for (const gone of cut) this.#ids.delete(gone.id);
    this.#items.splice(this.#to, cut.length, gap);
    this.#ids.add(gap.id);
    this.dropped += cut.length;
  }
}
