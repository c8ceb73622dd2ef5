import type { WireMessage } from '../../protocol/index.js';
import type { Entry } from '../store/store.js';

/**
 * How messages travel between nodes and rest in Redis: lines, because the JSON of a message has no line break, so that it is
 * copied and never parsed on the way. Fields before it are split by tabs, which ids cannot contain.
 */
export function entryLine({ id, ts, hidden, json }: Omit<Entry, 'offset'>): string {
  return `${hidden ? 1 : 0}\t${ts}\t${id}\t${json}`;
}

/** @throws {Error} the line is not one of ours. */
export function readEntry(offset: number, line: string): Entry {
  const [hidden, ts, id] = line.split('\t', 3);
  const start = (hidden?.length ?? 0) + (ts?.length ?? 0) + (id?.length ?? 0) + 3;
  if (!id || !ts || line[start] !== '{') throw new Error(`no entry of ours at offset ${offset}`);
  return { offset, id, ts: Number(ts), hidden: hidden === '1', json: line.slice(start) };
}

/** What the sequencer tells all nodes about one slot. */
export interface Slot {
  readonly epoch: string;
  /** Offset of the first entry. */
  readonly first: number;
  readonly entries: readonly Entry[];
  /** New versions of entries that have been there. */
  readonly replaced: readonly Entry[];
}

export type Payload =
  | ({ readonly kind: 'slot' } & Slot)
  | { readonly kind: 'given' }
  | { readonly kind: 'likes'; readonly delta: number; readonly total: number }
  | { readonly kind: 'extras'; readonly node: string; readonly shed: number; readonly extras: readonly WireMessage[] };

export function extrasText(node: string, extras: readonly WireMessage[], shed: number): string {
  return [`X\t${node}\t${shed}`, ...extras.map((extra) => JSON.stringify(extra))].join('\n');
}

/** Reads what was published on a room's channel. @throws {Error} it is not ours. */
export function readPayload(text: string): Payload {
  const [head = '', ...lines] = text.split('\n');
  const [kind, one = '', two = ''] = head.split('\t');
  if (kind === 'G') return { kind: 'given' };
  if (kind === 'L') return { kind: 'likes', delta: Number(one), total: Number(two) };
  if (kind === 'X') return { kind: 'extras', node: one, shed: Number(two), extras: lines.map((line) => JSON.parse(line) as WireMessage) };
  if (kind !== 'M') throw new Error('an unknown kind of payload');
  const first = Number(two);
  const entries: Entry[] = [];
  const replaced: Entry[] = [];
  for (const line of lines) {
    if (line.startsWith('m')) entries.push(readEntry(first + entries.length, line.slice(1)));
    else {
      const tab = line.indexOf('\t');
      replaced.push(readEntry(Number(line.slice(1, tab)), line.slice(tab + 1)));
    }
  }
  return { kind: 'slot', epoch: one, first, entries, replaced };
}
