import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import ts from 'typescript';
import { cacheFolder, projectFolder } from '../support/folders.js';
import { reactTypes, vueTypes } from './framework-types.js';
import { elementsIn, type Manifest } from './manifest.js';

const manifest: Manifest = {
  modules: [
    {
      path: 'dist/elements/like-button/like-button.js',
      declarations: [
        {
          kind: 'class',
          name: 'LikeButton',
          tagName: 'like-button',
          members: [
            { kind: 'field', name: 'count' },
            { kind: 'field', name: 'withoutHearts' },
            { kind: 'field', name: 'hot', readonly: true },
            { kind: 'field', name: 'all', static: true },
            { kind: 'method', name: 'bump' },
          ],
          events: [{ name: 'live-like' }],
        },
        { kind: 'class', name: 'NotAnElement' },
      ],
    },
  ],
};

const folder = join(cacheFolder, `framework-types-${process.pid}`);
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

const vueUse = (props: string) => `
  import type { GlobalComponents } from 'vue';
  export const props: InstanceType<GlobalComponents['like-button']>['$props'] = { ${props} };`;
const reactUse = (attributes: string) => `export const view = <like-button ${attributes} />;`;

/** File by file, what people write; the names say what the compiler should think of it. */
const uses: Record<string, string> = {
  'good.tsx': `
    import { createRef } from 'react';
    import type { LikeButton } from './elements/like-button/like-button.js';
    const ref = createRef<LikeButton>();
    export const view = (
      <like-button ref={ref} className="big" count={3} withoutHearts onlive-like={(event) => event.detail.count.toFixed()}>
        <span slot="icon">♥</span>
      </like-button>
    );`,
  'wrong-value.tsx': reactUse('count="3"'),
  'unknown-property.tsx': reactUse('amount={3}'),
  'readonly-property.tsx': reactUse('hot={true}'),
  'good.ts': vueUse('count: 3, withoutHearts: true, class: "big", onLiveLike: (event) => event.detail.count.toFixed()'),
  'wrong-value.ts': vueUse('count: "3"'),
  'unknown-event.ts': vueUse('onLiveLove: () => {}'),
};

/** Compiles all of them strictly, beside the generated declarations; what the compiler says, by file. */
function compile(): Map<string, string[]> {
  const roots = ['react.d.ts', 'vue.d.ts', ...Object.keys(uses)];
  const program = ts.createProgram(
    roots.map((file) => join(folder, file)),
    {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      types: [],
      paths: { vue: [join(projectFolder, 'test/package/consumer/vue.d.ts')] },
    },
  );
  return new Map(
    roots.map((file) => [
      file,
      program.getSemanticDiagnostics(program.getSourceFile(join(folder, file))).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  );
}

describe('types for frameworks', () => {
  const elements = elementsIn(manifest);
  let said = new Map<string, string[]>();

  before(() => {
    write(
      'elements/like-button/like-button.d.ts',
      'export class LikeButton extends HTMLElement { count: number; withoutHearts: boolean; readonly hot: boolean; bump(): void }',
    );
    write(
      'elements/events.d.ts',
      `export class LiveLikeEvent extends Event { readonly detail: { readonly count: number } }
       declare global { interface HTMLElementEventMap { 'live-like': LiveLikeEvent } }`,
    );
    write('react.d.ts', reactTypes(elements));
    write('vue.d.ts', vueTypes(elements));
    for (const [file, text] of Object.entries(uses)) write(file, text);
    said = compile();
  });
  after(() => rmSync(folder, { recursive: true }));

  it('list only what can be set from outside', () => {
    assert.deepEqual(elements, [
      {
        tag: 'like-button',
        className: 'LikeButton',
        module: './elements/like-button/like-button.js',
        properties: ['count', 'withoutHearts'],
        events: ['live-like'],
      },
    ]);
  });

  it('are valid themselves', () => {
    assert.deepEqual([said.get('react.d.ts'), said.get('vue.d.ts')], [[], []]);
  });

  it('let React use a tag with its properties, events, ref and children', () => assert.deepEqual(said.get('good.tsx'), []));
  it('let Vue use properties and events in camelCase', () => assert.deepEqual(said.get('good.ts'), []));

  for (const file of ['wrong-value.tsx', 'unknown-property.tsx', 'readonly-property.tsx', 'wrong-value.ts', 'unknown-event.ts']) {
    it(`refuse ${file}`, () => assert.equal(said.get(file)?.length, 1));
  }
});
