import { TYPE, type Message, type RecalledContent } from '../protocol/message.js';
import { ChatError } from '../protocol/errors.js';
import type { Recovery } from '../protocol/frames.js';
import { ROOM_LOG_SIZE } from './contract.js';
import { SYSTEM } from './wire-message.js';

/**
 * What a change looks like to a reader that keeps a list of its own. Followed in this order, its list stays equal to
 * `messages`: `added` go in front of the first pending message (pending ones to the end), `updated` stay where they are, `reordered`: read anew.
 */
export type Change =
  | { kind: 'added'; messages: Message[] }
  | { kind: 'updated'; messages: Message[] }
  | { kind: 'removed'; ids: string[] }
  | { kind: 'reordered' };

/** Where the server says we stand after a join. */
export interface Entry {
  epoch: string;
  /** Offset of the newest message. */
  offset: number;
  recovery: Recovery;
  /** Oldest first, each with its offset. */
  messages: Message[];
  /** ms since 1970, server clock. */
  now: number;
}

interface Row {
  message: Message;
  /** Which life of the room its offset belongs to: offsets of different epochs cannot be compared. */
  life: number;
}

/**
 * The one list of a room: puts what comes into order, drops what it has, and notices what is missing.
 *
 * Order: messages with an offset by offset; those without (low priority, local) where they arrived; our own pending
 * ones at the end; failed ones where they failed. Keeps the newest `size`. Pure: no clock, no network.
 */
export class RoomLog {
  #rows: Row[] = [];
  readonly #byId = new Map<string, Row>();
  /** Ids removed here, so that history does not bring them back; the oldest are forgotten first. */
  readonly #removed = new Set<string>();
  /** Own messages that have their place, which the stream has not reached yet. */
  readonly #acked = new Map<string, { offset: number; sentAt: number }>();
  #epoch: string | null = null;
  #position = 0;
  #life = 0;
  /** Highest offset shown in this life; beyond it a message simply goes to the end. */
  #highest = -1;
  #pending = 0;
  #gaps = 0;
  #changes: Change[] = [];
  #snapshot: readonly Message[] | null = [];

  constructor(
    private readonly room: string,
    private readonly size = ROOM_LOG_SIZE,
  ) {}

  /** Newest last. The array never changes; a later call may give another one. */
  get messages(): readonly Message[] {
    return (this.#snapshot ??= this.#rows.map((row) => row.message));
  }

  /** Null before the first `enter`. */
  get epoch(): string | null {
    return this.#epoch;
  }

  /** Everything up to this offset has been seen. */
  get position(): number {
    return this.#position;
  }

  /** Offset of the oldest message shown; one beyond the position when none is. */
  get oldest(): number {
    const row = this.#rows.find(({ message, life }) => life === this.#life && message.offset !== undefined);
    return row?.message.offset ?? this.#position + 1;
  }

  get(id: string): Message | undefined {
    return this.#byId.get(id)?.message;
  }

  /** After a join: what was missed, or a new start behind a visible gap. */
  enter({ epoch, offset, recovery, messages, now }: Entry): Change[] {
    const sameEpoch = epoch === this.#epoch;
    if (recovery !== 'full' || !sameEpoch) {
      const first = messages[0]?.offset ?? offset + 1;
      // Own ones that lie in the gap stand in front of its mark.
      this.#settleAcked(sameEpoch ? first - 1 : Infinity);
      const gap = sameEpoch ? this.#missedBefore(first) : this.#lostWithEpoch(messages[0]);
      if (!sameEpoch) {
        this.#life++;
        this.#highest = -1;
      }
      this.#epoch = epoch;
      if (gap !== 0) this.#append(this.#gap(gap, messages[0]?.sentAt ?? now), this.#life);
    }
    for (const message of messages) this.#append(message, this.#life);
    this.#position = offset;
    this.#settleAcked(offset);
    return this.#flush();
  }

  /** Messages with consecutive offsets from `first`. `hole`: some before it are missing; nothing was taken. */
  batch(first: number, messages: readonly Message[]): Change[] | 'hole' {
    if (this.#epoch === null) return [];
    if (first > this.#position + 1) return 'hole';
    for (const message of messages.slice(this.#position + 1 - first)) {
      this.#position++;
      this.#append(message.offset === this.#position ? message : { ...message, offset: this.#position }, this.#life);
    }
    this.#settleAcked(this.#position);
    return this.#flush();
  }

  /** Messages without a place in the order: low priority, local, or ours that are on their way. */
  pass(messages: readonly Message[]): Change[] {
    for (const message of messages) this.#append(message, this.#life);
    return this.#flush();
  }

  /** The server has it. With an offset ahead of us it is shown as sent when the stream gets there, in its place. `state`: it waits for a moderator. */
  acked(id: string, sentAt: number, offset?: number, state?: 'held'): Change[] {
    const row = this.#byId.get(id);
    if (!row || row.message.state === 'sent') return [];
    if (offset !== undefined && offset > this.#position) this.#acked.set(id, { offset, sentAt });
    else this.#settle(row, { ...row.message, offset, sentAt }, state);
    return this.#flush();
  }

  /** The stream will not go on for now: what the server has acknowledged counts as sent. */
  pause(): Change[] {
    this.#settleAcked(Infinity);
    return this.#flush();
  }

  fail(id: string, error: ChatError): Change[] {
    const row = this.#byId.get(id);
    if (row?.message.state !== 'pending') return [];
    this.#pending--;
    this.#replace(row, { ...row.message, state: 'failed', error });
    return this.#flush();
  }

  retry(id: string, now: number): Change[] {
    const row = this.#byId.get(id);
    if (row?.message.state !== 'failed') return [];
    this.#pending++;
    const { error: _, ...message } = row.message;
    this.#replace(row, { ...message, state: 'pending', sentAt: now });
    const from = this.#rows.indexOf(row);
    if (from < this.#rows.length - 1) {
      this.#rows.splice(from, 1);
      this.#rows.push(row);
      this.#change('reordered');
    }
    return this.#flush();
  }

  remove(ids: readonly string[]): Change[] {
    const gone = new Set(ids.filter((id) => this.#byId.has(id)));
    if (gone.size === 0) return [];
    this.#rows = this.#rows.filter(({ message }) => {
      if (!gone.has(message.id)) return true;
      if (message.state === 'pending') this.#pending--;
      return false;
    });
    for (const id of gone) {
      this.#byId.delete(id);
      this.#acked.delete(id);
      this.#removed.add(id);
      if (this.#removed.size > this.size) this.#removed.delete(this.#removed.values().next().value!);
    }
    this.#changes.push({ kind: 'removed', ids: [...gone] });
    return this.#flush();
  }

  /** Puts older messages in front of the oldest one with an offset; as many as there is room for. Returns those put in. */
  prepend(messages: readonly Message[]): { added: Message[]; changes: Change[] } {
    const oldest = this.oldest;
    const free = Math.max(0, this.size - this.#rows.length);
    const fresh = messages.filter(
      ({ id, type, offset = 0 }) => offset < oldest && type !== TYPE.recall && !this.#byId.has(id) && !this.#removed.has(id),
    );
    const added = free === 0 ? [] : fresh.slice(-free);
    if (added.length > 0) {
      const at = Math.max(0, this.#rows.findIndex(({ message, life }) => life === this.#life && message.offset !== undefined));
      const rows = added.map((message) => ({ message, life: this.#life }));
      this.#rows.splice(at, 0, ...rows);
      for (const row of rows) this.#byId.set(row.message.id, row);
      this.#highest = Math.max(this.#highest, added.at(-1)!.offset ?? -1);
      this.#change('reordered');
    }
    return { added, changes: this.#flush() };
  }

  #append(message: Message, life: number): void {
    if (message.type === TYPE.recall) return this.#recall(message);
    const known = this.#byId.get(message.id);
    if (known) {
      // Our own, come back with its place; the server's content counts, it may have changed words.
      if (known.message.state !== 'sent') this.#settle(known, { ...message, origin: 'own' });
      else if (known.life !== life && message.offset !== undefined) this.#renumber(known, message.offset);
      // Taken back in a stretch that was lost with its recall order: the original must not stay.
      if (message.type === TYPE.recalled && known.message.type !== TYPE.recalled) {
        this.#replace(known, { ...known.message, type: message.type, content: message.content });
      }
      return;
    }
    if (this.#removed.has(message.id)) return;
    if (message.state === 'pending') {
      this.#insert(this.#rows.length, { message, life });
      this.#pending++;
      this.#change('added', message);
      return;
    }
    const at = this.#place(message.offset);
    const late = at < this.#firstPending();
    this.#insert(at, { message, life });
    this.#change('added', message);
    if (late) this.#change('reordered');
  }

  /** The same message under a new epoch: it stays where it is, but counts there from now on. */
  #renumber(row: Row, offset: number): void {
    row.life = this.#life;
    this.#highest = Math.max(this.#highest, offset);
    if (row.message.offset !== offset) this.#replace(row, { ...row.message, offset });
  }

  #settle(row: Row, message: Message, state: Message['state'] = 'sent'): void {
    const { id } = row.message;
    this.#acked.delete(id);
    const from = this.#rows.lastIndexOf(row);
    this.#rows.splice(from, 1);
    if (row.message.state === 'pending') this.#pending--;
    const { error: _, ...rest } = message;
    row.life = this.#life;
    row.message = { ...rest, state };
    const to = this.#place(message.offset);
    this.#rows.splice(to, 0, row);
    this.#highest = Math.max(this.#highest, message.offset ?? -1);
    this.#change('updated', row.message);
    if (to !== from) this.#change('reordered');
  }

  #settleAcked(upTo: number): void {
    for (const [id, { offset, sentAt }] of this.#acked) {
      const row = this.#byId.get(id);
      if (row && offset <= upTo) this.#settle(row, { ...row.message, offset, sentAt });
    }
  }

  #recall(order: Message): void {
    const { id, operatorId, recallTime } = order.content as { id?: unknown; operatorId?: unknown; recallTime?: unknown };
    const row = this.#byId.get(String(id));
    if (!row || row.message.type === TYPE.recalled || row.message.state === 'failed') return;
    // What nobody has seen: a moderator did not let it in. Told again after every break.
    if (row.message.state === 'held') return this.#replace(row, { ...row.message, state: 'failed', error: new ChatError('rejected') });
    const { type, content } = row.message;
    const recalled: RecalledContent = {
      operatorId: String(operatorId),
      recallTime: Number(recallTime) || order.sentAt,
      originalObjectName: type,
      ...(content.user ? { user: content.user } : {}),
    };
    this.#replace(row, { ...row.message, type: TYPE.recalled, content: recalled });
  }

  /** How many messages between our position and this offset we do not have. */
  #missedBefore(first: number): number {
    const known = this.#rows.filter(({ message: { offset = 0 }, life }) => {
      return life === this.#life && offset > this.#position && offset < first;
    });
    return Math.max(0, first - this.#position - 1 - known.length);
  }

  /** 0: the new epoch goes on from what we have, or there was nothing; null: nobody knows what is missing. */
  #lostWithEpoch(first: Message | undefined): 0 | null {
    const nothingShown = this.#highest < 0 && this.#position === 0;
    return nothingShown || (first && this.#byId.has(first.id)) ? 0 : null;
  }

  #gap(missed: number | null, sentAt: number): Message {
    const id = `live:gap:${this.#life}:${++this.#gaps}`;
    return { id, room: this.room, type: TYPE.gap, content: { missed }, sender: SYSTEM, sentAt, state: 'sent', origin: 'local' };
  }

  /** Where a message with this offset belongs: before the first one with a higher offset, at the latest before our pending ones. */
  #place(offset: number | undefined): number {
    let at = this.#firstPending();
    if (offset === undefined || offset > this.#highest) return at;
    for (let i = at - 1; i >= 0; i--) {
      const { message, life } = this.#rows[i]!;
      if (life !== this.#life) break;
      if (message.offset === undefined) continue;
      if (message.offset < offset) break;
      at = i;
    }
    return at;
  }

  #firstPending(): number {
    let at = this.#rows.length;
    for (let i = at - 1, left = this.#pending; left > 0; i--) {
      if (this.#rows[i]!.message.state === 'pending') {
        at = i;
        left--;
      }
    }
    return at;
  }

  #insert(at: number, row: Row): void {
    this.#rows.splice(at, 0, row);
    this.#byId.set(row.message.id, row);
    this.#highest = Math.max(this.#highest, row.message.offset ?? -1);
  }

  #replace(row: Row, message: Message): void {
    row.message = message;
    this.#change('updated', message);
  }

  #change(kind: 'added' | 'updated', message: Message): void;
  #change(kind: 'reordered'): void;
  #change(kind: 'added' | 'updated' | 'reordered', message?: Message): void {
    const last = this.#changes.at(-1);
    if (kind === 'reordered') {
      if (last?.kind !== 'reordered') this.#changes.push({ kind });
    } else if (last?.kind === kind) last.messages.push(message!);
    else this.#changes.push({ kind, messages: [message!] });
  }

  #flush(): Change[] {
    const changes = this.#changes;
    if (changes.length === 0) return changes;
    this.#changes = [];
    this.#snapshot = null;
    if (this.#rows.length > this.size) {
      for (const { message } of this.#rows.splice(0, this.#rows.length - this.size)) {
        this.#byId.delete(message.id);
        if (message.state === 'pending') this.#pending--;
      }
    }
    return changes;
  }
}
