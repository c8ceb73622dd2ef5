/** Its own bubbles and scrolling; it has no bound, so the page keeps 500. */
import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import { Message, MessageList } from '@chatscope/chat-ui-kit-react';
import { createElement as h } from 'react';
import { reactList } from './react-list.js';

function List({ messages }) {
  return h(
    MessageList,
    { style: { height: '100%' }, scrollBehavior: 'auto', autoScrollToBottom: true },
    messages.map(({ seq, name, text }) => h(Message, { key: seq, model: { message: text, sender: name, direction: 'incoming', position: 'single' } })),
  );
}

export default reactList(
  List,
  {
    scroller: (host) => host.querySelector('.cs-message-list__scroll-wrapper'),
    rows: (host) => [...host.querySelectorAll('.cs-message')],
  },
  500,
);
