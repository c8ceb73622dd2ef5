import { adoptLate } from '../shared/adopt-styles.js';
import { addShow } from '../shared/show-displays.js';
import { Flow } from './flow.js';
import { lateStyles } from './late.styles.js';
import { notes } from './message-row.js';
import { rowNote } from './row-note.js';
import type { RowStream } from './row-stream.js';

export { addNotice } from './notice-row.js';

/** Gives a list what it can do without in its first moments: a flow for floods, the displays of a show, and how that looks. */
export function equip(root: ShadowRoot, stream: RowStream): void {
  adoptLate(root, lateStyles);
  stream.direct((rows, meter) => new Flow(rows, meter));
  addShow();
  // Said in here, as bundlers drop a module that is imported for what it does.
  notes.of = rowNote;
  stream.redrawAll(({ state }) => state !== 'sent');
}
