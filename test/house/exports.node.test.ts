import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeEntries } from '../package/entries.js';
import { runCommand } from '../support/run-command.js';

describe('every door of the package', () => {
  for (const { specifier, source } of codeEntries()) {
    it(`${specifier} can be imported by a Node program`, async () => {
      const { exitCode, output } = await runCommand(
        ['node', '--import', 'tsx', '--input-type=module', '--eval', `await import('./${source}')`],
        { limitMs: 60_000 },
      );
      assert.equal(exitCode, 0, output);
    });
  }
});
