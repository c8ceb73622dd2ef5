/** Written by hand on a Friday: append each, keep 500, scroll each time. */
import { addCss, fromEnd, numberIn, plainRow, rowCss } from './feed.js';

const KEPT = 500;
let list;
export default {
  mount(host) {
    addCss(rowCss);
    list = host.appendChild(document.createElement('div'));
    list.style.cssText = 'block-size: 100%; overflow: auto';
  },
  push(batch) {
    for (const message of batch) {
      const follow = fromEnd(list) < 40;
      list.append(plainRow(message));
      if (list.childElementCount > KEPT) list.firstElementChild.remove();
      if (follow) list.scrollTop = list.scrollHeight;
    }
  },
  remove(seqs) {
    for (const row of [...list.children]) if (seqs.includes(numberIn(row))) row.remove();
  },
  rows: () => [...list.children],
  newest: () => numberIn(list.lastElementChild),
  fromEnd: () => fromEnd(list),
};
