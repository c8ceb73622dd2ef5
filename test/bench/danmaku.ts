/**
 * `<danmaku-layer>` beside the engines people use: what each costs, and what it really shows.
 * Options: --only name,name (engines) --workloads A,B,C,D,E,idle --modes avoid,all --rounds 1 (interleaved; the median counts)
 * --every runs all engines through all workloads, in half an hour; else those that did best, in twelve minutes.
 * --cells FILE keeps each figure as soon as it is there, so that a run that was broken off goes on.
 * --publish writes the tables into the documentation.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Mode } from './danmaku/contract.js';
import { ENGINES, type Engine, installPeers, ownWeights, pageScript, weightOf } from './danmaku/engines.js';
import { judge, OURS, type Workload } from './danmaku/verdict.js';
import { blocked, burst, flood, hidden, idle, live, type Figures } from './danmaku/workloads.js';
import { publish } from './publish.js';
import { printTable, type Table } from './table.js';

const COLUMNS: Record<Workload, { title: string; figures: Record<string, string> }> = {
  A: {
    title: '100 a second',
    figures: {
      main: 'main ms/s', script: 'script', layout: 'layout+style', cpu: 'CPU %', seen: 'shown in 8 s', onStage: 'on stage', overlapping: 'overlapping %',
      fps: 'drawn/s', p95: 'p95 ms', p99: 'p99 ms', longestTask: 'longest task ms', nodes: 'nodes', heapMb: 'heap MB',
    },
  },
  B: { title: '3,000 in one call', figures: { push: 'call ms', longestTask: 'longest task ms', main: 'main ms in 8 s', cpu: 'CPU ms in 8 s', onStage: 'on stage', overlapping: 'overlapping %', nodes: 'nodes' } },
  C: { title: 'hidden 10 s at 50 a second, then 1 s in front', figures: { hidden: 'hidden', mainHidden: 'main ms hidden', mainBack: 'main ms back', longestTask: 'longest task ms', onStage: 'on stage', overlapping: 'overlapping %', nodes: 'nodes at return' } },
  D: { title: '30,000 in 5 s', figures: { feed: 'feed s', main: 'main s', heapMb: 'heap growth MB', nodes: 'nodes growth', listeners: 'listeners growth' } },
  E: { title: 'page busy 120 of every 250 ms', figures: { fps: 'drawn/s', p95: 'p95 ms', p99: 'p99 ms' } },
  idle: { title: 'nothing to show', figures: { main: 'main ms/s' } },
};

export default async function danmaku(args: string[]): Promise<Table & { details: Table[] }> {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  const { values } = parseArgs({ args, options: { only: string, workloads: string, modes: string, rounds: string, cells: string, every: boolean, publish: boolean } });
  const workloads = (values.workloads ?? 'A,B,C,D,E,idle').split(',') as Workload[];
  const modes = (values.modes ?? 'avoid,all').split(',') as Mode[];
  const only = values.only?.split(',');
  installPeers();
  // Ours and the empty one are what the others are compared with.
  const engines = ENGINES.filter(({ name }) => !only || only.includes(name) || name === OURS || name === 'null');
  const scripts = new Map<string, string>();
  for (const engine of engines) scripts.set(engine.name, await pageScript(engine));

  const loads = [loadavg()[0]!];
  const measured = readCells(values.cells);
  for (let round = 0; round < Number(values.rounds ?? 1); round++) {
    for (const workload of workloads) {
      for (const mode of modes) {
        for (const engine of engines.filter((one) => one.modes.includes(mode) && asks(workload, mode, one, values.every === true || only !== undefined))) {
          const key = `${workload} ${mode} ${engine.name}`;
          if ((measured.get(key)?.length ?? 0) > round) continue;
          const figures = await run(workload, mode, scripts.get(engine.name)!).catch((error: unknown) => {
            console.error(`    ${key}: ${String(error)}`);
            return { stuck: 1 } as Figures;
          });
          loads.push(loadavg()[0]!);
          if (values.cells) appendFileSync(values.cells, `${JSON.stringify({ key, figures })}\n`);
          measured.set(key, [...(measured.get(key) ?? []), figures]);
          console.log(`    ${key}  ${Object.entries(figures).map(([name, value]) => `${name} ${round1(value)}`).join('  ')}`);
        }
      }
    }
  }
  const results = new Map([...measured].map(([key, rounds]) => [key, median(rounds)]));
  const details = workloads.flatMap((workload) => modes.map((mode) => detail(workload, mode, results)).filter((table) => table.rows.length > 0));
  const own = await ownWeights();
  const weights: Table = { title: 'Weight', columns: ['what', 'gzip (B)'], rows: [['danmaku-layer, on top of Lit and what all elements share', own.atOnce], ['danmaku-layer, its engine, with the first comment', own.engine]] };
  for (const engine of engines) {
    const weight = await weightOf(engine);
    if (weight !== null) weights.rows.push([`${engine.name}, engine alone`, weight]);
  }
  details.push(weights);
  details.forEach(printTable);

  const judged = judge(results, own.atOnce);
  const table = {
    title: 'danmaku-layer against its targets',
    columns: ['target', 'ours', 'best peer', 'whose', 'limit', ''],
    rows: judged.map(({ what, ours, best, whose, limit, atLeast, pass }) => [
      what, round2(ours), best === undefined ? '' : round2(best), whose ?? '', `${atLeast ? '≥' : '≤'} ${round2(limit)}`, pass ? 'pass' : 'FAIL',
    ]),
    notes: [
      'main ms/s: CPU time of the page\'s main thread for each second; in the targets, what the empty adapter takes is subtracted. CPU: all of the browser\'s processes, 100 % is one core.',
      'A browser of its own for each cell; 1280×720, 8 s to cross, 24 px. In A, the boxes of what is on stage are looked at for 8 s, then costs are read for 4 s while nobody looks, then frames are counted for 2 s.',
      'Best peer: not one of which more than half covered each other although told to avoid it, nor one that showed nothing.',
      `Load of the machine while it was measured, own share included: ${round1(Math.min(...loads))}…${round1(Math.max(...loads))}. Above the number of cores, frame figures say more about the neighbours.`,
      'No GPU: layers are blended by the CPU, which is dearer for engines with a layer for each comment.',
    ],
    broken: judged.filter(({ pass }) => !pass).map(({ what, ours, limit }) => `${what}: ${round2(ours)} against ${round2(limit)}`),
    details,
  };
  if (values.publish) publish('danmaku', table);
  return table;
}

/** Who runs where not everybody does: ours, the best of the others, and the empty one where it is subtracted. */
const FEW: Readonly<Record<string, readonly string[]>> = {
  'B avoid': [OURS, 'null', 'danmu-js', 'nplayer', 'artplayer', 'danmu', 'vue-danmaku', 'rc-bullets'],
  'B all': [OURS, 'nplayer', 'danmaku-dom'],
  'C avoid': [OURS, 'null', 'danmu-js', 'nplayer'],
  'D avoid': [OURS, 'danmu-js', 'nplayer'],
  'E avoid': [OURS, 'danmu-js', 'nplayer', 'danmu'],
  'idle avoid': [OURS, 'null', 'barrage-ui'],
  'idle all': ['danmaku-dom'],
};

/** What an earlier run has measured already. */
function readCells(file: string | undefined): Map<string, Figures[]> {
  const cells = new Map<string, Figures[]>();
  if (!file || !existsSync(file)) return cells;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { key, figures } = JSON.parse(line) as { key: string; figures: Figures };
    cells.set(key, [...(cells.get(key) ?? []), figures]);
  }
  return cells;
}

/** What comes after a flood or a hidden time is asked once of each engine: of those that can choose, while they choose. */
function asks(workload: Workload, mode: Mode, { name, modes }: Engine, everybody: boolean): boolean {
  if (!everybody && workload !== 'A') return FEW[`${workload} ${mode}`]?.includes(name) === true;
  return workload === 'A' || workload === 'B' || mode === 'avoid' || !modes.includes('avoid');
}

function run(workload: Workload, mode: Mode, script: string): Promise<Figures> {
  switch (workload) {
    case 'A':
      return live(script, mode);
    case 'B':
      return burst(script, mode);
    case 'C':
      return hidden(script, mode);
    case 'D':
      return flood(script, mode);
    case 'E':
      return blocked(script, mode);
    case 'idle':
      return idle(script);
  }
}

function detail(workload: Workload, mode: Mode, results: ReadonlyMap<string, Figures>): Table {
  const { title, figures } = COLUMNS[workload];
  const rows = [...results].flatMap(([key, values]) => {
    const [w, m, engine] = key.split(' ') as [Workload, Mode, string];
    if (w !== workload || m !== mode) return [];
    return [[engine, ...Object.keys(figures).map((name) => (values['stuck'] && values[name] === undefined ? 'stuck' : round1(values[name] ?? 0)))]];
  });
  return { title: `${workload}: ${title}, ${mode}`, columns: ['engine', ...Object.values(figures)], rows };
}

function median(rounds: Figures[]): Figures {
  const names = new Set(rounds.flatMap(Object.keys));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = rounds.flatMap((round) => round[name] ?? []).sort((a, b) => a - b);
      return [name, values[Math.floor((values.length - 1) / 2)]!];
    }),
  );
}

const round1 = (value: number) => Number(value.toFixed(1));
const round2 = (value: number) => Number(value.toFixed(2));
