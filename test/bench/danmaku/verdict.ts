/** Ours against what was promised: each target is a ratio to the best peer of the same run, or a plain limit. */
import type { Mode } from './contract.js';
import type { Figures } from './workloads.js';

export type Workload = 'A' | 'B' | 'C' | 'D' | 'E' | 'idle';
/** `<workload> <mode> <engine>` to its figures. */
export type Results = ReadonlyMap<string, Figures>;

export const OURS = 'danmaku-layer';

export interface Judged {
  what: string;
  ours: number;
  /** The peer's figure, and whose it is; absent for plain limits. */
  best?: number;
  whose?: string;
  limit: number;
  atLeast: boolean;
  pass: boolean;
}

/** Gzip bytes; half of what the peers weigh that do as much. */
const heaviest = 7000;

type Pick = (figures: Figures) => number | undefined;

/** @param atOnce Gzip bytes of ours that load with the page. */
export function judge(results: Results, atOnce: number): Judged[] {
  const judged: Judged[] = [];
  const of = (workload: Workload, mode: Mode, engine: string) => results.get(`${workload} ${mode} ${engine}`);
  /** Main thread without what the page takes when no engine is in it. */
  const net = (workload: Workload, mode: Mode, figure = 'main'): Pick => (figures) => Math.max(0.1, figures[figure]! - (of(workload, mode, 'null')?.[figure] ?? 0));
  const eachOf = (pick: Pick): Pick => (figures) => pick(figures)! / Math.max(1, figures['onStage']!);

  const ratio = (what: string, workload: Workload, mode: Mode, pick: Pick, most: number, among?: string[]) => {
    const mine = of(workload, mode, OURS);
    const peers = [...results].flatMap(([key, figures]) => {
      const [w, m, engine] = key.split(' ') as [Workload, Mode, string];
      const fits = w === workload && m === mode && engine !== OURS && engine !== 'null' && !figures['stuck'] && (!among || among.includes(engine));
      // Who shows nothing costs nothing, which is no achievement; and who was to avoid covering and did not has done another job.
      const failed = mode === 'avoid' && (figures['overlapping'] ?? 0) > 50;
      return fits && !failed && (figures['onStage'] ?? 1) > 0 && pick(figures) !== undefined ? [{ engine, value: pick(figures)! }] : [];
    });
    const best = peers.sort((a, b) => a.value - b.value)[0];
    const ours = mine && pick(mine);
    if (ours === undefined || !best) return;
    const limit = best.value * most;
    judged.push({ what: `${what}: at most ${most} ×`, ours, best: best.value, whose: best.engine, limit, atLeast: false, pass: ours <= limit });
  };
  const limit = (what: string, workload: Workload, mode: Mode, pick: Pick, value: number, atLeast = false) => {
    const mine = of(workload, mode, OURS);
    const ours = mine && pick(mine);
    if (ours === undefined || mine?.['stuck']) return;
    judged.push({ what, ours, limit: value, atLeast, pass: atLeast ? ours >= value : ours <= value });
  };
  const field = (name: string): Pick => (figures) => figures[name];

  ratio('A avoid, main ms/s', 'A', 'avoid', net('A', 'avoid'), 0.5);
  ratio('A avoid, main ms/s per comment on stage', 'A', 'avoid', eachOf(net('A', 'avoid')), 0.5);
  limit('A avoid, shown in 8 s', 'A', 'avoid', field('seen'), 200, true);
  limit('A avoid, overlapping %', 'A', 'avoid', field('overlapping'), 0);
  ratio('A all, main ms/s, best peer', 'A', 'all', net('A', 'all'), 0.25);
  ratio('A all, main ms/s, danmaku DOM', 'A', 'all', net('A', 'all'), 0.15, ['danmaku-dom']);
  ratio('A all, main ms/s, danmaku canvas', 'A', 'all', net('A', 'all'), 0.07, ['danmaku-canvas']);
  ratio('A all, CPU per comment on stage, danmaku DOM', 'A', 'all', eachOf(field('cpu')), 0.8, ['danmaku-dom']);
  ratio('B avoid, main ms in 8 s', 'B', 'avoid', net('B', 'avoid'), 0.5);
  limit('B avoid, push call ms', 'B', 'avoid', field('push'), 5);
  limit('B avoid, longest task ms', 'B', 'avoid', field('longestTask'), 50);
  limit('B all, longest task ms', 'B', 'all', field('longestTask'), 50);
  limit('C, main ms while hidden', 'C', 'avoid', net('C', 'avoid', 'mainHidden'), 10);
  limit('C, main ms in the first second', 'C', 'avoid', net('C', 'avoid', 'mainBack'), 25);
  limit('C, on stage at return', 'C', 'avoid', field('onStage'), 1, true);
  limit('C, overlapping %', 'C', 'avoid', field('overlapping'), 0);
  limit('D, heap growth MB', 'D', 'avoid', field('heapMb'), 0.1);
  limit('D, listeners growth', 'D', 'avoid', field('listeners'), 0);
  ratio('D, main s', 'D', 'avoid', field('main'), 0.25);
  limit('E, frames a second', 'E', 'avoid', field('fps'), 58, true);
  limit('E, frame interval p95 ms', 'E', 'avoid', field('p95'), 22);
  judged.push({ what: 'loads with the page, gzip bytes', ours: atOnce, limit: heaviest, atLeast: false, pass: atOnce <= heaviest });
  return judged;
}
