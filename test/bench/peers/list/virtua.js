/** One scroll call per batch, while the reader is at the end, as its chat example does. */
import { createElement as h, useLayoutEffect, useRef } from 'react';
import { VList } from 'virtua';
import { reactList } from './react-list.js';
import { Row } from './react-row.js';

function List({ messages }) {
  const list = useRef(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current && messages.length > 0) list.current.scrollToIndex(messages.length - 1, { align: 'end' });
  }, [messages]);
  const onScroll = (offset) => {
    follows.current = offset - list.current.scrollSize + list.current.viewportSize >= -1.5;
  };
  return h(VList, { ref: list, className: 'virtua', style: { height: '100%' }, onScroll }, messages.map((message) => h(Row, { key: message.seq, message })));
}

export default reactList(List, {
  scroller: (host) => host.querySelector('.virtua'),
  rows: (host) => [...host.querySelectorAll('.plain')],
});
