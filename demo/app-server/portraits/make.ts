/** Draws the demo's portraits into its public folder. For maintainers: `npx tsx demo/app-server/portraits/make.ts` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPortrait } from './draw.js';
import { PEOPLE } from './people.js';

const folder = join(import.meta.dirname, '../../public/avatars');
mkdirSync(folder, { recursive: true });
PEOPLE.forEach((person, index) => {
  writeFileSync(join(folder, `${String(index + 1).padStart(2, '0')}.svg`), drawPortrait(person));
});
console.log(`${PEOPLE.length} portraits in ${folder}`);
