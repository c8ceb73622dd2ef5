/** A reporter for @web/test-runner that prints only the totals line; the default one prints none. */
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { formatTotals, type Totals } from './totals.js';

function count(suite: TestSuiteResult | undefined, totals: Totals): void {
  for (const test of suite?.tests ?? []) {
    if (test.skipped) totals.skipped += 1;
    else if (test.passed) totals.passed += 1;
    else totals.failed += 1;
  }
  for (const inner of suite?.suites ?? []) count(inner, totals);
}

/** A file that did not load, or that failed outside its tests, has no failed test to show for it: it counts as one. */
function failedOutsideTests(session: TestSession, failedTests: number): boolean {
  return !session.passed && failedTests === 0;
}

export function browserTotalsReporter(): Reporter {
  return {
    stop({ sessions }) {
      const totals = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const before = totals.failed;
        count(session.testResults, totals);
        if (failedOutsideTests(session, totals.failed - before)) totals.failed += 1;
      }
      console.log(formatTotals(totals));
    },
  };
}
