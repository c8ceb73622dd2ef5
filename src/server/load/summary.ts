/** What a load run has found out. Times in ms. */
export interface LoadSummary {
  readonly viewers: number;
  readonly rate: number;
  readonly seconds: number;
  /** Messages sent, and of those acknowledged; the rest was refused, by reason. */
  readonly sent: number;
  readonly acked: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Acknowledged messages times viewers, and how many of those arrived. */
  readonly expected: number;
  readonly seen: number;
  /** Different orders among all viewers; 1 is right. */
  readonly orders: number;
  /** Holes and places given twice. */
  readonly faults: number;
  /** Connections that broke, and viewers for whom continuity could not be proved. */
  readonly breaks: number;
  readonly lost: number;
  readonly arrivalMs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Whether everybody has had everything. */
export function passed({ expected, seen, orders, faults, acked }: LoadSummary): boolean {
  return acked > 0 && seen === expected && orders === 1 && faults === 0;
}

export function summaryText(summary: LoadSummary): string {
  const { viewers, sent, acked, refused, expected, seen, orders, faults, breaks, lost, arrivalMs, p50, p95, p99, max } = summary;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const reasons = Object.entries(refused).map(([code, count]) => `${count} with code ${code}`);
  return [
    `viewers        ${viewers}, all in after ${(arrivalMs / 1000).toFixed(1)} s`,
    `messages       ${sent} sent, ${acked} acknowledged${reasons.length ? `; refused: ${reasons.join(', ')}` : ''}`,
    `deliveries     ${seen} of ${expected}; lost: ${expected - seen}`,
    `order          ${orders === 1 ? 'the same for everybody' : `${orders} different ones`}; faults: ${faults}; broken connections: ${breaks}; started anew: ${lost}`,
    `latency        p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)}`,
    passed(summary) ? 'Everything that was acknowledged has reached everybody.' : 'NOT everything that was acknowledged has reached everybody.',
  ].join('\n');
}

/** Latencies in buckets a tenth of an octave wide: thousands of viewers need no array of millions. */
export class Histogram {
  readonly #buckets: number[] = [];
  #count = 0;
  max = 0;

  add(ms: number): void {
    const value = Math.max(0, ms);
    const bucket = Math.round(Math.log2(value + 1) * 10);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count++;
    if (value > this.max) this.max = value;
  }

  /** The value below which this share lies; right to 4 %. */
  at(share: number): number {
    let left = Math.ceil(this.#count * share);
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count ?? 0;
      if (left <= 0) return Math.min(this.max, 2 ** (bucket / 10) - 1);
    }
    return this.max;
  }
}
