/**
 * A reporter for `node --test` that prints only the totals line (totals.ts has its form). Suites are not counted, their
 * tests are; a file that cannot be loaded is reported by Node as one failed test and so counts as one.
 *
 * Plain JavaScript, because Node 20 loads reporters before the loader that understands TypeScript.
 */
export default async function* nodeTotals(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) skipped += 1;
    else if (type === 'test:pass') passed += 1;
    else failed += 1;
  }
  yield `\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`;
}
