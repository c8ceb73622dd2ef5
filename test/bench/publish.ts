/** Writes the figures of a run into the documentation. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../support/folders.js';
import type { Table } from './table.js';

const END = '{/* end of figures */}';

// In MDX a brace begins an expression and "less than" a tag.
const escaped = (cell: string | number) => String(cell).replace(/[{}<|]/g, (sign) => `\\${sign}`);
const line = (cells: (string | number)[]) => `| ${cells.map(escaped).join(' | ')} |`;
const table = ({ title, columns, rows }: Table) =>
  [`### ${escaped(title)}`, '', line(columns), `|${columns.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join('\n');

/** Into `stories/docs/benchmarks-<name>.mdx`. @throws {Error} that page has no place for them. */
export function publish(name: string, run: Table & { details?: Table[] }): void {
  const page = join(projectFolder, `stories/docs/benchmarks-${name}.mdx`);
  const begin = `{/* figures: written by npm run bench -- ${name} --publish */}`;
  const cores = cpus();
  const text = [
    begin,
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${escaped(cores[0]?.model ?? 'unknown')}, ${cores.length} cores, Chromium without a GPU, Node ${process.version}.`,
    '',
    ...[run, ...(run.details ?? [])].flatMap((one) => [table(one), '']),
    ...(run.notes ?? []).flatMap((note) => note.split('\n')).map((note) => `- ${escaped(note)}`),
    ...(run.broken ?? []).map((missed) => `- ✖ ${escaped(missed)}`),
    '',
    END,
  ].join('\n');
  const before = readFileSync(page, 'utf8');
  const [start, end] = [before.indexOf(begin), before.indexOf(END)];
  if (start < 0 || end < 0) throw new Error(`${page} has no place for figures: the two marks are missing.`);
  writeFileSync(page, before.slice(0, start) + text + before.slice(end + END.length));
}
