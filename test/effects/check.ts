/**
 * `npm run check:effects -- <files and folders>`: what gift art costs, read from the files' own bytes, and whether it is within the budget
 * that `<effect-stage>` keeps. Ends with 1 when a file is over it or is no art. `--seconds 6 --frames 150 --memory 24 --size 0.5` set
 * another budget (MiB for the last two).
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { budgetFaults, decodedBytes, EFFECT_BUDGET, mib, type EffectBudget } from '../../src/effects/budget.js';
import { inspect, readSpriteSheet } from '../../src/effects/inspect/index.js';

export interface Finding {
  readonly file: string;
  /** One line of the table; empty for what is no art. */
  readonly cells: readonly string[];
  readonly faults: readonly string[];
  /** What its maker should know, though it can be used. */
  readonly notes: readonly string[];
}

const ART = /\.(webp|png|apng|avif|webm|mp4|m4v|json)$/i;

/** Files as they are; of folders the art in them. */
export function artFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory() ? artFiles(readdirSync(path).map((name) => join(path, name)).filter((each) => statSync(each).isDirectory() || ART.test(each))) : [path],
  );
}

export function checkArt(file: string, budget: Readonly<EffectBudget> = EFFECT_BUDGET): Finding {
  const bytes = new Uint8Array(readFileSync(file));
  const facts = inspect(bytes);
  if (!facts) return { file, cells: [], faults: ['is no art that can be played'], notes: [] };
  const { format, width, height, frames, durationMs } = facts;
  const seconds = durationMs ? `${(durationMs / 1000).toFixed(1)} s` : '–';
  const faults = budgetFaults(facts, bytes.length, budget);
  const notes = format === 'webm' && !facts.alpha ? ['has no alpha, so it plays as `side-by-side` only'] : [];
  if (format === 'sprite') faults.push(...sheetFaults(file, bytes));
  return { file, cells: [format, `${width}×${height}`, String(frames || '–'), seconds, mib(bytes.length), mib(decodedBytes(facts))], faults, notes };
}

/** A sheet and its picture must agree. */
function sheetFaults(file: string, bytes: Uint8Array): string[] {
  const { image } = readSpriteSheet(bytes)!;
  const wanted = inspect(bytes)!;
  let found;
  try {
    found = inspect(new Uint8Array(readFileSync(join(dirname(file), image))));
  } catch {
    return [`its picture ${image} is not there`];
  }
  if (!found) return [`its picture ${image} is no picture`];
  const fits = found.width >= wanted.width && found.height >= wanted.height;
  return fits ? [] : [`its picture ${image} is ${found.width}×${found.height}, not ${wanted.width}×${wanted.height}`];
}

function main(): void {
  const options = { seconds: { type: 'string' }, frames: { type: 'string' }, memory: { type: 'string' }, size: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  if (positionals.length === 0) {
    console.log('Usage: npm run check:effects -- <files and folders> [--seconds N] [--frames N] [--memory MiB] [--size MiB]');
    process.exitCode = 1;
    return;
  }
  const number = (value: string | undefined, scale: number, otherwise: number) => (value === undefined ? otherwise : Number(value) * scale);
  const budget: EffectBudget = {
    durationMs: number(values.seconds, 1000, EFFECT_BUDGET.durationMs),
    frames: number(values.frames, 1, EFFECT_BUDGET.frames),
    decodedBytes: number(values.memory, 2 ** 20, EFFECT_BUDGET.decodedBytes),
    fileBytes: number(values.size, 2 ** 20, EFFECT_BUDGET.fileBytes),
  };
  const findings = artFiles(positionals).map((file) => checkArt(file, budget));
  const rows = [['', 'file', 'format', 'pixels', 'frames', 'length', 'size', 'in memory'], ...findings.map(({ file, cells, faults }) => [faults.length ? '✖' : '✔', relative('', file), ...cells])];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  rows.forEach((row, index) => {
    console.log(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
    const { faults = [], notes = [] } = findings[index - 1] ?? {};
    for (const remark of [...faults, ...notes]) console.log(`   ${remark}`);
  });
  const failed = findings.filter(({ faults }) => faults.length > 0).length;
  console.log(`\n${findings.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || findings.length === 0 ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) main();
