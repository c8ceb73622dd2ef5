/** A stored loop turned into an endless row of numbered HLS segments. */
import { readFileSync } from 'node:fs';
import { restamp } from './mp4.js';
import { readSample, startOf, type Sample } from './sample-file.js';

/** Segment length. Players hold three of them back, so this sets the latency: about 7 s. */
export const SEGMENT_MS = 2000;
/**
 * Where segment 0 begins. A fixed moment, not the start of the process: a restarted server, or a second one, then serves the same
 * numbers and times. Recent, so that times in the media stay small.
 */
export const EPOCH_MS = Date.UTC(2026, 0, 1);

/** Number of the segment that contains a moment of wall clock time. */
export const segmentAt = (timeMs: number): number => Math.floor((timeMs - EPOCH_MS) / SEGMENT_MS);
export const startOfSegment = (number: number): number => EPOCH_MS + number * SEGMENT_MS;

export class SegmentLoop {
  readonly init: Buffer;
  /** RFC 6381, both tracks. */
  readonly codecs: string;
  /** The largest segment's bit rate, as BANDWIDTH in a master playlist wants it. */
  readonly peakBandwidth: number;
  readonly averageBandwidth: number;
  readonly #sample: Sample;
  /** Fragments by segment of the loop. */
  readonly #segments: Buffer[][] = [];

  constructor(file: string) {
    this.#sample = readSample(readFileSync(file));
    this.init = this.#sample.init;
    this.codecs = codecsOf(this.init);
    for (const fragment of this.#sample.fragments) {
      const index = Math.floor((startOf(this.#sample, fragment, 'video') * 1000) / SEGMENT_MS + 0.001);
      (this.#segments[index] ??= []).push(fragment);
    }
    const bits = this.#segments.map((parts) => parts.reduce((sum, part) => sum + part.length, 0) * 8 * (1000 / SEGMENT_MS));
    this.peakBandwidth = Math.ceil(Math.max(...bits));
    this.averageBandwidth = Math.ceil(bits.reduce((a, b) => a + b, 0) / bits.length);
  }

  get length(): number { return this.#segments.length; }

  /** Bytes of segment `number` of a channel that plays the loop `offset` segments ahead. */
  segment(number: number, offset = 0): Buffer {
    const count = this.#segments.length, index = (((number + offset) % count) + count) % count;
    const parts = this.#segments[index]!;
    return Buffer.concat(parts.map((part, i) => restamp(part, number * parts.length + i + 1, (track) => {
      const { timescale } = this.#sample.tracks.find((t) => t.id === track)!;
      return (BigInt(number - index) * BigInt(SEGMENT_MS) * BigInt(timescale)) / 1000n;
    })));
  }
}

function codecsOf(init: Buffer): string {
  const after = (type: string): number => init.indexOf(type, 0, 'latin1') + 4;
  const two = (value: number, radix: number): string => value.toString(radix).padStart(2, '0');
  if (init.includes('avcC', 0, 'latin1')) {
    const at = after('avcC');
    return `avc1.${[1, 2, 3].map((i) => two(init[at + i]!, 16)).join('')},mp4a.40.2`;
  }
  if (init.includes('vpcC', 0, 'latin1')) {
    const at = after('vpcC') + 4;
    return `vp09.${two(init[at]!, 10)}.${two(init[at + 1]!, 10)}.${two(init[at + 2]! >> 4, 10)},opus`;
  }
  throw new Error('sample holds neither H.264 nor VP9');
}
