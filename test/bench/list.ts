/**
 * Our message list beside others, in one browser, in turns: what a flood costs, and what one still sees.
 * Options: --rounds 3 · --only A200,B (workloads) · --lists ours,virtua (parts of names; the floor always runs) · --runs FILE, to keep single runs
 * --publish writes the table into the documentation.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPages, LISTS, type ListUnderTest } from './list/lists.js';
import { gates, kept, medians, type Runs } from './list/report.js';
import { Session } from './list/session.js';
import { WORKLOADS, type Figures, type Workload } from './list/workloads.js';
import { publish } from './publish.js';
import type { Table } from './table.js';

const COLUMNS = [
  ['main thread s', 'mainS', 2],
  ['net s', 'netS', 2],
  ['CPU s', 'cpuS', 2],
  ['layout+style s', 'layoutS', 2],
  ['long tasks', 'longTasks', 0],
  ['TBT ms', 'tbtMs', 0],
  ['frame p95', 'frameP95', 0],
  ['p99', 'frameP99', 0],
  ['key p50', 'keyP50', 0],
  ['p95', 'keyP95', 0],
  ['off end', 'offBottom', 2],
  ['newest row ms', 'ageP95', 0],
  ['seen', 'seen', 0],
  ['settle ms', 'settleMs', 0],
  ['frames', 'settleFrames', 0],
  ['longest ms', 'longest', 0],
  ['drift px', 'drift', 0],
  ['rows lost', 'lost', 0],
  ['ghosts', 'ghosts', 0],
  ['heap MB', 'heapMb', 1],
  ['heap 10k', 'heap10k', 1],
  ['heap 100k', 'heap100k', 1],
  ['nodes', 'nodes', 0],
  ['nodes 100k', 'nodes100k', 0],
] as const;

export default async function list(args: string[]): Promise<Table> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { rounds: string, only: string, lists: string, runs: string, publish: { type: 'boolean' } } });
  const rounds = Number(values.rounds ?? 3);
  const chosen = WORKLOADS.filter(({ name }) => !values.only || values.only.split(',').includes(name));
  const words = values.lists?.split(',');
  const lists = LISTS.filter(({ name }) => name === 'floor' || !words || words.some((word) => name.includes(word)));
  const folder = await mkdtemp(join(tmpdir(), 'live-chatroom-lists-'));
  const loadBefore = loadavg()[0]!;
  try {
    const missing = await buildPages(lists, folder);
    const session = await Session.open(folder);
    try {
      const runs = await runAll(session, chosen, lists.filter(({ adapter }) => !missing.has(adapter)), rounds, missing);
      if (values.runs) await writeFile(values.runs, JSON.stringify(Object.fromEntries([...runs].map(([name, of]) => [name, Object.fromEntries(of)])), null, 1));
      const table = report(chosen, runs, missing, { rounds, browser: await session.version(), load: [loadBefore, loadavg()[0]!] });
      if (values.publish) publish('list', table);
      return table;
    } finally {
      await session.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Round by round, so that what else the machine does falls on all lists alike. */
async function runAll(session: Session, workloads: readonly Workload[], lists: readonly ListUnderTest[], rounds: number, missing: Map<string, string>): Promise<Map<string, Runs>> {
  const found = new Map<string, Runs>(workloads.map(({ name }) => [name, new Map()]));
  for (const workload of workloads) {
    for (let round = 0; round < rounds; round++) {
      for (const one of lists) {
        if (workload.skip?.(one) || missing.has(one.adapter)) continue;
        try {
          const figures = await workload.run(session, one);
          const of = found.get(workload.name)!;
          of.set(one.name, [...(of.get(one.name) ?? []), figures]);
          console.log(`${workload.name} ${round + 1}/${rounds} ${one.name}: ${figures['mainS']!.toFixed(2)} s of main thread`);
        } catch (error) {
          missing.set(one.adapter, error instanceof Error ? error.message : String(error));
          if (one.ours || one.name === 'floor') throw error;
        }
      }
    }
  }
  return found;
}

function report(workloads: readonly Workload[], runs: Map<string, Runs>, missing: Map<string, string>, how: { rounds: number; browser: string; load: number[] }): Table {
  const rows: (string | number)[][] = [];
  const broken: string[] = [];
  const gateLines: string[] = [];
  const all = workloads.map((workload) => ({ workload, figures: medians(runs.get(workload.name)!) }));
  const used = COLUMNS.filter(([, key]) => all.some(({ figures }) => [...figures.values()].some((of) => of[key] !== undefined)));
  for (const { workload, figures } of all) {
    for (const [name, of] of figures) rows.push([workload.name, name, ...used.map(([, key, digits]) => cell(of, key, digits))]);
    for (const gate of gates(workload.name, figures)) {
      const line = `${gate.what}: ${round(gate.found, 2)}${gate.unit} (at most ${gate.limit}${gate.unit})`;
      if (kept(gate)) gateLines.push(`✔ ${line}`);
      else broken.push(line);
    }
  }
  return {
    title: 'Message lists under load',
    columns: ['workload', 'list', ...used.map(([title]) => title)],
    rows,
    notes: [
      ...workloads.map(({ name, title }) => `${name}: ${title}.`),
      `${how.rounds === 1 ? 'One round' : `Medians of ${how.rounds} rounds`} in turns, one page at a time; ${how.browser}; load of the machine before and after ${how.load.map((load) => load.toFixed(1)).join(', ')}. "net": less the floor, the same page without a list. "seen": different messages found in the page at ten samples a second. −1: never.`,
      ...[...missing].map(([adapter, reason]) => `${adapter} did not run: ${reason}`),
      gateLines.join('\n'),
    ],
    broken,
  };
}

function cell(figures: Figures, key: string, digits: number): string | number {
  const value = figures[key];
  return value === undefined || Number.isNaN(value) ? '' : round(value, digits);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
