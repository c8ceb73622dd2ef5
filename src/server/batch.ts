import type { WireMessage } from '../protocol/index.js';
import { SharedFrames } from './shared-frames.js';
import type { Entry } from './store/store.js';

/** What happened in a room since its last tick. */
export interface Tick {
  readonly room: string;
  /** Consecutive offsets. */
  readonly entries: readonly Entry[];
  /** Low-priority messages. */
  readonly extras: readonly WireMessage[];
  /** Low-priority messages that were sampled away since the last tick. */
  readonly shed?: number;
  readonly likes?: readonly [delta: number, total: number];
  readonly members?: number;
  /** The room has started anew under this epoch. */
  readonly epoch?: string;
}

/** One tick's news, written out once for everybody; `thin` is without what slow readers can do without. */
export interface Delivery {
  readonly full: SharedFrames;
  /** Null when nothing of it matters to a slow reader. */
  readonly thin: SharedFrames | null;
  /** Offset of the newest message in it; absent when it has none with a place. */
  readonly last?: number;
  readonly messages: number;
}

export interface BatchBounds {
  readonly batchMessages: number;
  readonly batchBytes: number;
  readonly compressAbove: number;
}

/** Null when nothing has happened. */
export function toDelivery(tick: Tick, bounds: BatchBounds): Delivery | null {
  const { entries, extras, shed = 0, likes, members, epoch } = tick;
  const hasLow = extras.length > 0 || likes !== undefined;
  if (entries.length === 0 && !hasLow && shed === 0 && members === undefined && epoch === undefined) return null;
  const head = `{"k":"b","room":${JSON.stringify(tick.room)}`;
  const batches = cut(entries, bounds).map((part) => `${head},"s":${part[0]?.offset},"m":[${part.map((entry) => entry.json).join()}]`);
  const count = `${members === undefined ? '' : `,"n":${members}`}${epoch === undefined ? '' : `,"ep":${JSON.stringify(epoch)}`}`;
  const missing = (number: number) => (number ? `,"x":${number}` : '');
  const low = `${extras.length ? `,"e":${JSON.stringify(extras)}` : ''}${likes ? `,"l":[${likes.join()}]` : ''}`;
  const full = new SharedFrames(closed(batches, head, low + missing(shed) + count), bounds.compressAbove);
  const thinTail = `${missing(shed + extras.length)}${count}`;
  const thin = !hasLow ? full : batches.length || thinTail ? new SharedFrames(closed(batches, head, thinTail), bounds.compressAbove) : null;
  const last = entries.at(-1)?.offset;
  return { full, thin, ...(last === undefined ? {} : { last }), messages: entries.length + extras.length };
}

/** Closes the frames; what belongs to the tick as a whole goes with the last one. */
function closed(batches: readonly string[], head: string, tail: string): string[] {
  if (batches.length === 0) return [`${head}${tail}}`];
  return batches.map((batch, index) => `${batch}${index === batches.length - 1 ? tail : ''}}`);
}

function cut(entries: readonly Entry[], { batchMessages, batchBytes }: BatchBounds): Entry[][] {
  const parts: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const part = parts.at(-1);
    if (part && part.length < batchMessages && bytes + entry.json.length <= batchBytes) {
      part.push(entry);
      bytes += entry.json.length;
    } else {
      parts.push([entry]);
      bytes = entry.json.length;
    }
  }
  return parts;
}
