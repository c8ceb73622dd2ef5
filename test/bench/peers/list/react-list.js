/** What the React lists share: one state with all messages, one render per batch. */
import { createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { addCss, fromEnd, numberIn, rowCss } from './feed.js';

/**
 * @param List Component that gets `messages`.
 * @param find `scroller(host)`, and `rows(host)` in the order of the page.
 * @param kept Messages kept; the list itself has no bound.
 */
export function reactList(List, find, kept = Infinity) {
  let change;
  let host;
  const ready = (resolve) =>
    function Page() {
      const [messages, set] = useState([]);
      change = set;
      useEffect(resolve, []);
      return h(List, { messages });
    };
  const newestFirst = (rows) => Math.max(...rows.map((row) => numberIn(row) ?? -1));
  return {
    async mount(element) {
      addCss(rowCss);
      host = element;
      await new Promise((resolve) => createRoot(host).render(h(ready(resolve))));
    },
    push(batch) {
      change((messages) => {
        const all = messages.concat(batch);
        return all.length > kept ? all.slice(-kept) : all;
      });
    },
    remove(seqs) {
      const gone = new Set(seqs);
      change((messages) => messages.filter(({ seq }) => !gone.has(seq)));
    },
    rows: () => find.rows(host),
    newest: () => newestFirst(find.rows(host)),
    fromEnd: () => fromEnd(find.scroller(host)),
  };
}
