// Element tests, in a real browser: `npm run test:browser`, or `npx wtr test/elements/<tag>.browser.test.ts` for one file.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { tsImport } from 'tsx/esm/api';

const support = (file) => tsImport(`./test/support/${file}.ts`, import.meta.url);
const { browserLaunchOptions, openPage } = await support('browser');
const { browserTotalsReporter } = await support('browser-totals-reporter');
const { prebundle } = await support('prebundle');
const { streamMiddleware } = await support('stream-middleware');

export default {
  files: ['test/**/*.browser.test.ts'],
  nodeResolve: true,
  // More pages than cores made runs slower: 40 files took 12.9 s with two pages, 15.4 s with four.
  concurrency: 2,
  testsFinishTimeout: 60_000,
  browsers: [
    chromeLauncher({
      launchOptions: await browserLaunchOptions(),
      // A profile of its own for each file: what one keeps or clears is none of the others' business.
      createPage: async ({ context }) => openPage(await context.browser().createBrowserContext()),
    }),
  ],
  middleware: [streamMiddleware()],
  plugins: [
    // The plugin reads this one file as raw text and does not follow `extends`: the decorator flags must stand in it.
    esbuildPlugin({ ts: true, json: true, tsconfig: './tsconfig.json', target: 'es2022' }),
    prebundle(['video.js']),
  ],
  // A warning of Lit's fails the test. Chinese and the rarer words load when somebody reads them; a test should not have to wait for a file.
  testRunnerHtml: (testFramework) => `<html><body><script type="module">
    import '/test/support/lit-warnings.ts';
    import { loadLabels } from '/src/labels/index.ts';
    await loadLabels('zh-CN');
    await import('/src/labels/more.ts');
    await import('${testFramework}');
  </script></body></html>`,
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), browserTotalsReporter()],
};
