/** What a benchmark hands back: one table, printed for people and written as JSON for machines. */
export interface Table {
  title: string;
  /** Heading of each column, its unit included. */
  columns: string[];
  rows: (string | number)[][];
  /** What one must know to read the figures: machine, method, limits. */
  notes?: string[];
  /** Budgets that were not kept; any makes the command fail. */
  broken?: string[];
}

export type Benchmark = (args: string[]) => Promise<Table>;

export function printTable({ title, columns, rows, notes = [], broken = [] }: Table): void {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = columns.map((_, column) => rows.every((row) => typeof row[column] === 'number' || row[column] === ''));
  const line = (row: string[]) =>
    row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ');
  console.log(`\n${title}\n`);
  console.log(line(columns));
  console.log(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const row of cells.slice(1)) console.log(line(row).trimEnd());
  for (const note of notes) console.log(`\n${note}`);
  for (const fault of broken) console.log(`\n✖ ${fault}`);
}
