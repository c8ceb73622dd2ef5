import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { drawPortrait } from '../../../demo/app-server/portraits/draw.js';
import { PEOPLE } from '../../../demo/app-server/portraits/people.js';

test('the portraits in the public folder are what the script draws: twelve, all different', () => {
  const drawn = PEOPLE.map(drawPortrait);
  assert.equal(drawn.length, 12);
  assert.equal(new Set(drawn).size, 12);
  drawn.forEach((svg, index) => {
    const file = join(import.meta.dirname, '../../../demo/public/avatars', `${String(index + 1).padStart(2, '0')}.svg`);
    assert.equal(readFileSync(file, 'utf8'), svg, `${file}: run demo/app-server/portraits/make.ts`);
  });
});
