/** How many bytes a page loads for the SDK, for a plain chat, and for each element alone. */
import type { Table } from './table.js';
import { subjects, weigh } from './weights.js';

export default async function size(): Promise<Table> {
  const weights = [];
  for (const subject of subjects()) weights.push(await weigh(subject));
  return {
    title: 'Size of what a page loads',
    columns: ['what', 'min (B)', 'gzip (B)', 'budget (B)', 'later, gzip (B)'],
    rows: weights.map(({ subject, minified, gzip, lazyGzip }) => [subject.name, minified, gzip, subject.budget ?? '', lazyGzip]),
    notes: [
      'Bundled by esbuild, minified, code splitting on; gzip level 9. Each row stands alone, Lit included where elements need it.',
      '"later" comes by import() at first need: player engines, the emoji picker.',
    ],
    broken: weights.flatMap(({ faults }) => faults),
  };
}
