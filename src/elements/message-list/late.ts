// First: the words that come with the next import draw all rows anew.
import './row-note.js';
import { adoptLate } from '../shared/adopt-styles.js';
import { addShow } from '../shared/show-displays.js';
import { Flow } from './flow.js';
import { lateStyles } from './late.styles.js';
import type { RowStream } from './row-stream.js';

export { addNotice } from './notice-row.js';

/** Gives a list what it can do without in its first moments: a flow for floods, the displays of a show, and how that looks. */
export function equip(root: ShadowRoot, stream: RowStream): void {
  adoptLate(root, lateStyles);
  stream.direct((rows, meter) => new Flow(rows, meter));
  addShow();
}
