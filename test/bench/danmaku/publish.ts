/**
 * Writes the figures of a run into the documentation:
 * `npm run bench -- danmaku --json figures.json && npx tsx test/bench/danmaku/publish.ts figures.json`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../support/folders.js';
import type { Table } from '../table.js';

const page = join(projectFolder, 'stories/docs/benchmarks-danmaku.mdx');
const marks = ['{/* figures: written by test/bench/danmaku/publish.ts */}', '{/* end of figures */}'] as const;

const [file] = process.argv.slice(2);
if (!file) throw new TypeError('Say which file `npm run bench -- danmaku --json FILE` has written.');
const run = JSON.parse(readFileSync(file, 'utf8')) as Table & { at: string; machine: { node: string; cpu: string; cores: number }; details: Table[] };

// In MDX a brace begins an expression and "less than" a tag.
const escaped = (cell: string | number) => String(cell).replace(/[{}<|]/g, (sign) => `\\${sign}`);
const line = (cells: (string | number)[]) => `| ${cells.map(escaped).join(' | ')} |`;
const table = ({ title, columns, rows }: Table) =>
  [`### ${escaped(title)}`, '', line(columns), `|${columns.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join('\n');

const text = [
  marks[0],
  '',
  `Measured on ${run.at.slice(0, 10)}: ${escaped(run.machine.cpu)}, ${run.machine.cores} cores, Chromium without a GPU, Node ${run.machine.node}.`,
  '',
  ...[run, ...run.details].flatMap((one) => [table(one), '']),
  ...(run.notes ?? []).map((note) => `- ${escaped(note)}`),
  '',
  marks[1],
].join('\n');
const before = readFileSync(page, 'utf8');
const [start, end] = [before.indexOf(marks[0]), before.indexOf(marks[1])];
if (start < 0 || end < 0) throw new Error(`${page} has no place for figures: the two marks are missing.`);
writeFileSync(page, before.slice(0, start) + text + before.slice(end + marks[1].length));
