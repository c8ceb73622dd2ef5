import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';
import { areas } from './arrows.js';
import { arrowFaults } from './imports.js';

describe('imports in src', () => {
  it('point only where the table of arrows lets them', () => {
    const faults = filesUnder('src', /\.ts$/).flatMap((file) =>
      arrowFaults(file.slice('src/'.length), readFileSync(join(projectFolder, file), 'utf8'), areas),
    );
    assert.deepEqual(faults, []);
  });
});

describe('the judge of imports', () => {
  const judge = (path: string, text: string) => arrowFaults(path, text, areas);
  const refused: [name: string, path: string, text: string][] = [
    ['protocol knows nobody', 'protocol/codec.ts', `import { log } from '../client/room-log.js';`],
    ['the client knows no Lit', 'client/room.ts', `import { html } from 'lit';`],
    ['the client knows no element, not even as a type', 'client/room.ts', `import type { A } from '../elements/events.js';`],
    ['an element does not reach into another', 'elements/a/a.ts', `import { B } from '../b/b.js';`],
    ['an adapter does not reach into another', 'adapters/a/a.ts', `import { B } from '../b/b.js';`],
    ['an element does not know the server', 'elements/a/a.ts', `export * from '../../server/index.js';`],
    ['video.js is not loaded at once', 'players/video-js.ts', `import videojs from 'video.js';`],
    ['a vendor SDK is not loaded at all', 'adapters/a/a.ts', `const sdk = await import('@rongcloud/imlib-next');`],
    ['renderers know the client by type only', 'renderers/row.ts', `import { type A, b } from '../client/contract.js';`],
    ['unlisted packages stay out', 'elements/a/a.ts', `import 'lodash';`],
    ['Node stays in the server', 'client/room.ts', `import { readFile } from 'node:fs/promises';`],
    ['nothing outside src', 'server/main.ts', `import '../../demo/server.js';`],
    ['new folders need a line in the table', 'helpers/a.ts', ''],
  ];
  for (const [name, path, text] of refused) {
    it(`refuses: ${name}`, () => assert.equal(judge(path, text).length, 1));
  }

  const accepted: [name: string, path: string, text: string][] = [
    ['types by inline keyword', 'renderers/row.ts', `import { type A, type B } from '../client/contract.js';`],
    ['types by import()', 'renderers/row.ts', `let a: import('../client/contract.js').ChatRoom;`],
    ['an engine at first need', 'players/video-js.ts', `const load = () => import('video.js');`],
    ['a sub-path of a package', 'elements/a/a.ts', `import { repeat } from 'lit/directives/repeat.js';`],
    ['what elements share', 'elements/a/a.ts', `import { icons } from '../shared/icons.js'; import '../events.js';`],
    ['the client contract in elements', 'elements/a/a.ts', `import { ROOM_LOG_SIZE } from '../../client/contract.js';`],
  ];
  for (const [name, path, text] of accepted) {
    it(`accepts: ${name}`, () => assert.deepEqual(judge(path, text), []));
  }
});
