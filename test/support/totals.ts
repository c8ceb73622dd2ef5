/** What a run of checks adds up to. Every runner in this project prints it as its last line, in this one form. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** What terminals read as commands (colours, cursor moves); test runners print some even into a pipe. */
const terminalCodes = /\u001b\[[\d;]*[A-Za-z]/g;

export const withoutTerminalCodes = (output: string): string => output.replace(terminalCodes, '');

/** Reads the last totals line of an output; `undefined` if there is none. */
export function parseTotals(output: string): Totals | undefined {
  const last = [...withoutTerminalCodes(output).matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (!last) return undefined;
  return { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
