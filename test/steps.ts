/** What `npm test` consists of, in the order it runs: cheap and telling first. */
import { filesUnder } from './support/files.js';

export interface Step {
  /** What is typed to run it; steps that belong together share one. */
  name: string;
  title: string;
  /**
   * The command line, or `undefined` when there is nothing to check. `filters` are parts of file names.
   * A command whose output has a totals line counts as that many tests, any other as one.
   */
  command: (filters: string[]) => string[] | undefined;
}

const bin = (name: string) => `node_modules/.bin/${name}`;

const matching = (files: string[], filters: string[]) =>
  filters.length === 0 ? files : files.filter((file) => filters.some((filter) => file.includes(filter)));

/** `concurrency`: how many test files run at once; each is a process of its own. */
function nodeTests(select: (file: string) => boolean, concurrency: number): Step['command'] {
  return (filters) => {
    const files = matching(filesUnder('test', /\.node\.test\.ts$/).filter(select), filters);
    if (files.length === 0) return undefined;
    const reporters = ['spec', './test/support/node-totals-reporter.mjs'];
    return [
      'node',
      '--import',
      'tsx',
      '--test',
      // A file that a forgotten connection keeps alive fails by name, long before the step's limit.
      '--test-timeout=240000',
      `--test-concurrency=${concurrency}`,
      ...reporters.flatMap((reporter) => [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout']),
      ...files,
    ];
  };
}

const isHouse = (file: string) => file.startsWith('test/house/');
const isEndToEnd = (file: string) => file.startsWith('test/e2e/');

export const steps: Step[] = [
  { name: 'lint', title: 'ESLint', command: () => [bin('eslint'), '-c', 'test/eslint.config.mjs', '.'] },
  { name: 'types', title: 'TypeScript, the whole project', command: () => [bin('tsc'), '--noEmit'] },
  {
    name: 'types',
    title: 'TypeScript, protocol and client without the DOM library',
    command: () =>
      filesUnder('src/protocol', /\.ts$/).length ? [bin('tsc'), '-p', 'test/house/no-dom/tsconfig.json'] : undefined,
  },
  {
    name: 'types',
    title: 'TypeScript, the Storybook settings',
    command: () => [bin('tsc'), '--noEmit', '-p', 'stories/.storybook/tsconfig.json'],
  },
  {
    name: 'templates',
    title: 'lit-analyzer, the templates of elements and renderers',
    command: () => {
      const files = [...filesUnder('src/elements', /\.ts$/), ...filesUnder('src/renderers', /\.ts$/)];
      if (files.length === 0) return undefined;
      // Elements never import each other (test/house/arrows.ts), so a tag in a template is not imported there either.
      // Its list of CSS properties ends before container queries and `color-scheme`.
      const off = ['no-missing-import', 'no-invalid-css'].flatMap((rule) => [`--rules.${rule}`, 'off']);
      return [bin('lit-analyzer'), '--strict', ...off, '--maxWarnings', '0', '--noColor', ...files];
    },
  },
  { name: 'house', title: 'the rules of the house', command: nodeTests(isHouse, 2) },
  { name: 'node', title: 'tests in Node', command: nodeTests((file) => !isHouse(file) && !isEndToEnd(file), 2) },
  {
    name: 'browser',
    title: 'tests in the browser',
    command: (filters) => {
      const files = matching(filesUnder('test', /\.browser\.test\.ts$/), filters);
      return files.length ? [bin('wtr'), ...files] : undefined;
    },
  },
  {
    name: 'stories',
    title: 'every story: render, play function, accessibility, network',
    command: (filters) =>
      filesUnder('stories', /\.stories\.ts$/).length ? ['npm', 'run', '--silent', 'test:stories', '--', ...filters] : undefined,
  },
  // One at a time: each has a server and several browser pages of its own.
  { name: 'e2e', title: 'end to end: a real server and real browsers', command: nodeTests(isEndToEnd, 1) },
  { name: 'package', title: 'the npm package', command: () => ['npm', 'run', '--silent', 'check:package'] },
];
