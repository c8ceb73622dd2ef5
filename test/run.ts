/**
 * `npm test`: every check, one after the other, and one totals line at the end.
 *
 * `npm test -- node browser` runs these steps only; any other word selects test files by a part of their path
 * (`npm test -- node protocol`). `--verbose` shows a step's output as it comes, not only when it fails.
 *
 * Tests with real browsers, servers and videos can fail for a machine that was busy. What has failed is run once more by itself, aloud:
 * a fault fails again, and what does not is named as uncertain, for somebody to mend. `--once` runs everything once.
 */
import { parseArgs } from 'node:util';
import { steps, type Step } from './steps.js';
import { failedWords } from './support/failed-words.js';
import { runCommand } from './support/run-command.js';
import { addTotals, formatTotals, parseTotals, withoutTerminalCodes, type Totals } from './support/totals.js';

/** Far above what any step needs, low enough that a stuck one does not take the whole run with it. */
const stepLimitMs = 10 * 60_000;

/** When more than so many files fail, it is not for a busy moment. */
const triedAgainMax = 3;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean' }, once: { type: 'boolean' } } });
const names = new Set(steps.map((step) => step.name));
const filters = positionals.filter((word) => !names.has(word));
const chosen = steps.filter((step) => positionals.includes(step.name));
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A failed runner's output without what went well, and without the list at its end that says everything again. */
function faultsOnly(output: string): string {
  const [once = ''] = withoutTerminalCodes(output).split(/^✖ failing tests:$/m);
  return once
    .split('\n')
    .filter((line) => !/^\s*(✔|﹣) /.test(line))
    .join('\n')
    .trimEnd();
}

const uncertain: string[] = [];

async function runStep(step: Step): Promise<Totals> {
  const command = step.command(filters);
  console.log(`\n── ${step.name}: ${step.title}`);
  if (!command) {
    console.log('   nothing to check');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const { totals, failed } = await runOnce(command);
  if (values.once || failed.length === 0 || failed.length > triedAgainMax) return totals;
  console.log(`   Once more, by itself: ${failed.join(', ')}`);
  const again = await runOnce(step.command(failed)!);
  if (again.totals.failed || again.totals.passed < totals.failed) return totals;
  uncertain.push(...failed);
  return { ...totals, passed: totals.passed + totals.failed, failed: 0 };
}

async function runOnce(command: string[]): Promise<{ totals: Totals; failed: string[] }> {
  const result = await runCommand(command, {
    limitMs: stepLimitMs,
    env: { NO_COLOR: '1' },
    onOutput: values.verbose ? (text) => void process.stdout.write(text) : undefined,
  });
  const good = result.exitCode === 0;
  const totals = parseTotals(result.output) ?? { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
  // A runner that fails without naming a failed test (a crash on exit, a lost process) must not pass for that.
  if (!good && totals.failed === 0) totals.failed = 1;
  if (totals.failed > 0 && !values.verbose) console.log(faultsOnly(result.output));
  console.log(`   ${totals.failed ? '✖' : '✔'} ${formatTotals(totals)} (${seconds(result.durationMs)})`);
  return { totals, failed: totals.failed > 0 ? failedWords(result.output) : [] };
}

const startedAt = performance.now();
let sum: Totals = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];
for (const step of chosen.length ? chosen : steps) {
  const totals = await runStep(step);
  if (totals.failed) broken.push(step.name);
  sum = addTotals(sum, totals);
}
console.log(`\n${broken.length ? `Failed: ${broken.join(', ')}. ` : ''}Took ${seconds(performance.now() - startedAt)}.`);
if (uncertain.length) console.log(`Uncertain, failed and then passed by itself: ${uncertain.join(', ')}.`);
if (sum.passed + sum.failed === 0) console.log('Not one test ran: check the words after `--`.');
if (sum.skipped) console.log(`${sum.skipped} skipped: what a machine lacks, and the long runs of \`npm run test:faults\`.`);
// The last line, always of this form: other programs read it.
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
