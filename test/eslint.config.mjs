// Lint rules: faults that the compiler does not see. Looks are left to people.
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const basePath = fileURLToPath(new URL('..', import.meta.url));

export default tseslint.config(
  {
    basePath,
    ignores: ['**/node_modules/**', 'dist/**', 'coverage/**', 'storybook-static/**', 'demo/samples/**', 'demo/dist/**', '.data/**'],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // `_` says "something comes here, and I know that I do not need it".
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    basePath,
    files: ['src/**/*.ts', 'demo/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: basePath } },
    rules: {
      // A promise nobody looks at is an error nobody sees.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    basePath,
    files: ['src/**/*.ts'],
    ignores: ['src/server/**'],
    // A library that prints cannot be silenced by the page it lives in. Real trouble goes through console.error.
    rules: { 'no-console': ['error', { allow: ['error', 'warn'] }] },
  },
  {
    basePath,
    files: ['src/**/*.ts', 'stories/**/*.ts', 'demo/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Classes and their registration live apart on purpose: src/define is where tags are defined.
      'wc/file-name-matches-element': 'off',
      'wc/require-listener-teardown': 'error',
    },
  },
  {
    basePath,
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    basePath,
    files: ['test/**/*.browser.test.ts'],
    // chai-a11y-axe types every chai assertion as a promise, so the rule would name each of them.
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
