/**
 * What is read of video.js' HTTP streaming (VHS), which publishes no types for it, and what the kit makes of it.
 * Kept apart so that a new release of video.js is checked against this one file.
 */
import type { Level } from './contract.js';

export interface VhsSegment {
  /** Seconds on the element's clock, known once the segment has been fetched. */
  start?: number;
  duration: number;
  /** From EXT-X-PROGRAM-DATE-TIME. */
  dateTimeObject?: Date;
}
export interface VhsPlaylist {
  mediaSequence?: number;
  endList?: boolean;
  /** Seconds, from EXT-X-TARGETDURATION. */
  targetDuration?: number;
  segments?: VhsSegment[];
  id?: string;
}
interface VhsRepresentation {
  id: string;
  width?: number;
  height?: number;
  bandwidth?: number;
  enabled(on?: boolean): boolean;
}
export interface Vhs {
  playlists?: { media(): VhsPlaylist | undefined; on(type: string, listener: () => void): void; error?: { status?: number; message?: string } | null };
  representations?(): VhsRepresentation[];
}

/** Ties the element's clock to the stream's dates, and knows how far the newest media is ahead. */
export class VhsClock {
  /** Date of media time zero, ms since 1970. Kept, because the segment on screen may have left the playlist. */
  #zero: number | null = null;
  #sequence = -1;
  #newAt = 0;
  #newestEnd: number | null = null;
  /** Seconds that VHS keeps between what it calls seekable and the newest media, when it began. */
  #holdBack: number | null = null;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** To be called whenever the playlist has been read again. */
  read(playlist: VhsPlaylist | undefined): void {
    const segments = playlist?.segments;
    if (!segments?.length) return;
    for (const segment of segments) {
      if (segment.start !== undefined && segment.dateTimeObject) this.#zero = segment.dateTimeObject.getTime() - segment.start * 1000;
    }
    const last = segments.at(-1)!;
    this.#newestEnd = last.dateTimeObject ? last.dateTimeObject.getTime() + last.duration * 1000 : null;
    const sequence = (playlist!.mediaSequence ?? 0) + segments.length;
    if (sequence !== this.#sequence) {
      this.#sequence = sequence;
      this.#newAt = this.now();
    }
  }

  programTime(currentTime: number): number | null {
    return this.#zero === null ? null : this.#zero + currentTime * 1000;
  }

  /**
   * Where to go for the live edge, on the element's clock; `end` is the end of what VHS calls seekable.
   *
   * After a break so long that no segment of the old playlist is in the new one, VHS guesses where its seekable range lies, and
   * guesses too early (8.24: 6 s after a 20 s break): "to the end" would then stay late for good. The dates of the segments are right.
   */
  liveEdge(end: number, targetDuration: number): number {
    if (this.#newestEnd === null || this.#zero === null) return end;
    const newest = (this.#newestEnd - this.#zero) / 1000;
    this.#holdBack ??= Math.max(0, newest - end);
    // Beyond three segments VHS takes a seek for a mistake and goes back.
    return Math.min(Math.max(end, newest - this.#holdBack), end + 3 * targetDuration - 0.5);
  }

  /**
   * Seconds behind. The newest segment was complete when it first appeared, which dates "now" on the stream's own clock, up to one
   * interval of reading the playlist. The viewer's clock is used only where it agrees with that, being finer.
   */
  latency(currentTime: number, wallClock = Date.now()): number | null {
    const shown = this.programTime(currentTime);
    if (shown === null || this.#newestEnd === null) return null;
    const bySegments = (this.#newestEnd + (this.now() - this.#newAt) - shown) / 1000;
    const byClock = (wallClock - shown) / 1000;
    return Math.max(0, byClock > bySegments - 0.5 && byClock < bySegments + 3 ? byClock : bySegments);
  }
}

export function vhsLevels(vhs: Vhs | undefined): Level[] {
  const active = vhs?.playlists?.media()?.id;
  return (vhs?.representations?.() ?? []).map(({ id, width, height, bandwidth }) => ({ id, width, height, bandwidth, active: id === active }));
}

export function setVhsLevel(vhs: Vhs | undefined, id: string): void {
  const all = vhs?.representations?.() ?? [];
  // The chosen one first: with none enabled VHS would stop.
  for (const level of all) if (id === 'auto' || level.id === id) level.enabled(true);
  for (const level of all) if (id !== 'auto' && level.id !== id) level.enabled(false);
}
