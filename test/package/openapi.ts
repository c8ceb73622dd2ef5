/** Writes the description of the Server API into the package; `test/server/api/openapi.node.test.ts` finds one that is out of date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from '../../src/server/api/openapi.js';
import { projectFolder } from '../support/folders.js';

export const openApiFile = join(projectFolder, 'src/server/api/openapi.json');
export const openApiText = () => `${JSON.stringify(openApi(), null, 1)}\n`;

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('test/package/openapi.ts')) writeFileSync(openApiFile, openApiText());
