/** Writes the figures of a run into the documentation. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../support/folders.js';
import type { Table } from '../table.js';

const page = join(projectFolder, 'stories/docs/benchmarks-danmaku.mdx');
const marks = ['{/* figures: written by npm run bench -- danmaku --publish */}', '{/* end of figures */}'] as const;

// In MDX a brace begins an expression and "less than" a tag.
const escaped = (cell: string | number) => String(cell).replace(/[{}<|]/g, (sign) => `\\${sign}`);
const line = (cells: (string | number)[]) => `| ${cells.map(escaped).join(' | ')} |`;
const table = ({ title, columns, rows }: Table) =>
  [`### ${escaped(title)}`, '', line(columns), `|${columns.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join('\n');

/** @throws {Error} the page has no place for them. */
export function publish(run: Table & { details: Table[] }): void {
  const cores = cpus();
  const text = [
    marks[0],
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${escaped(cores[0]?.model ?? 'unknown')}, ${cores.length} cores, Chromium without a GPU, Node ${process.version}.`,
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
}
