/** As its documentation sets up a live stream: follows while it believes to be at the end, stable keys, extended viewport. */
import { createElement as h } from 'react';
import { Virtuoso } from 'react-virtuoso';
import { reactList } from './react-list.js';
import { Row } from './react-row.js';

function List({ messages }) {
  return h(Virtuoso, {
    style: { height: '100%' },
    data: messages,
    alignToBottom: true,
    followOutput: (atBottom) => (atBottom ? 'auto' : false),
    increaseViewportBy: 300,
    computeItemKey: (_, { seq }) => seq,
    itemContent: (_, message) => h(Row, { message }),
  });
}

export default reactList(List, {
  scroller: (host) => host.querySelector('[data-virtuoso-scroller]'),
  rows: (host) => [...host.querySelectorAll('[data-item-index]')],
});
