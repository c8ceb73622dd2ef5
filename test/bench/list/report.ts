/** From runs to medians, ratios and gates. Pure. */
import type { Figures } from './workloads.js';

/** Figures of one workload: list name → runs in the order of the rounds. */
export type Runs = Map<string, Figures[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? NaN : sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median of each figure over the rounds; main thread and CPU also net of the round's own floor. */
export function medians(runs: Runs): Map<string, Figures> {
  const floors = runs.get('floor') ?? [];
  return new Map(
    [...runs].map(([list, rounds]) => {
      const named = rounds.map((figures, round) => ({
        ...figures,
        netS: figures['mainS']! - (floors[round]?.['mainS'] ?? 0),
        netCpuS: figures['cpuS']! - (floors[round]?.['cpuS'] ?? 0),
      }));
      const keys = Object.keys(named[0] ?? {}) as (keyof (typeof named)[number])[];
      return [list, Object.fromEntries(keys.map((key) => [key, median(named.map((figures) => figures[key]!))]))];
    }),
  );
}

export interface Gate {
  what: string;
  /** What was found, as a number that `limit` is compared with. */
  found: number;
  limit: number;
  unit: string;
}

/** Limits of our list by workload; `peer`: as a share of what virtua costs in the same rounds. @see stories/docs/benchmarks-list.mdx */
const LIMITS = {
  shaped: { A200: 0.25, A1000: 0.25, stepped: 0.5, cpu: 0.4, key: 10 },
  whole: { A200: 0.35, A1000: 0.4, stepped: 0.6, cpu: 0.5, key: 15 },
};
const PEER = 'virtua';

export function gates(workload: string, all: Map<string, Figures>): Gate[] {
  const peer = all.get(PEER);
  const floor = all.get('floor');
  return (['ours', 'ours, all rows'] as const).flatMap((name) => {
    const ours = all.get(name);
    if (!ours) return [];
    const limits = name === 'ours' ? LIMITS.shaped : LIMITS.whole;
    const found: Gate[] = [];
    const add = (what: string, value: number | undefined, limit: number, unit = '') => {
      if (value !== undefined && !Number.isNaN(value)) found.push({ what: `${workload} ${name}: ${what}`, found: value, limit, unit });
    };
    const share = (figure: string, of: Figures | undefined) => (of && of[figure]! > 0 ? ours[figure]! / of[figure]! : undefined);
    if (/^[AE]/.test(workload)) {
      add('long tasks', ours['longTasks'], 0);
      add('blocking time', ours['tbtMs'], 0, 'ms');
      add('frame p95', ours['frameP95'], 17.5, 'ms');
      add('frame p99', ours['frameP99'], 34, 'ms');
      if (floor) add('key to paint p95 over the floor', ours['keyP95']! - floor['keyP95']!, limits.key, 'ms');
      add('samples off the end', ours['offBottom'], 0);
      add('worst gap', ours['worstGap'], 4, 'px');
      add('age of the newest row p95', ours['ageP95'], 250, 'ms');
    }
    if (workload === 'A200' || workload === 'A1000') add(`main thread against ${PEER}`, share('netS', peer), limits[workload], '×');
    if (workload === 'A200') {
      add(`main thread against ${PEER} fed in steps of 100 ms`, share('netS', all.get(`${PEER}, 100 ms`)), limits.stepped, '×');
      add(`renderer CPU against ${PEER}`, share('netCpuS', peer), limits.cpu, '×');
    }
    if (workload === 'B') {
      add('movement of the row under the eye', ours['drift'], 0, 'px');
      add('frames without it', ours['lost'], 0);
      add(`main thread against ${PEER}`, share('mainS', peer), 0.5, '×');
    }
    if (workload === 'C') {
      // In frames: nobody sees what happens between two.
      add(`frames until it stands against ${PEER}`, share('settleFrames', peer), 1, '×');
      add('longest task', ours['longest'], 50, 'ms');
    }
    if (workload === 'D') {
      add('heap growth from 10,000 to 100,000', ours['heap100k']! - ours['heap10k']!, 0.5, 'MB');
      add('nodes at 100,000 against 10,000', ours['nodes100k']! / ours['nodes10k']!, 1.1, '×');
      add('nodes at 100,000', ours['nodes100k'], 2000);
    }
    if (workload === 'E') add('recalled rows still shown', ours['ghosts'], 0);
    return found;
  });
}

export const kept = ({ found, limit }: Gate): boolean => found <= limit + 1e-9;
