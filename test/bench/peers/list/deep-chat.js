/** Its own bubbles, nothing ever dropped; it cannot take out a single message. */
import 'deep-chat';
import { fromEnd, numberIn } from './feed.js';

let chat;
const box = () => chat.shadowRoot.querySelector('#messages');
const rows = () => [...box().querySelectorAll('.message-bubble')];
export default {
  async mount(host) {
    chat = document.createElement('deep-chat');
    chat.style.cssText = 'inline-size: 100%; block-size: 100%; border: 0';
    chat.connect = { handler: () => {} };
    host.append(chat);
    while (!chat.shadowRoot?.querySelector('#messages')) await new Promise(requestAnimationFrame);
  },
  push(batch) {
    for (const { name, text } of batch) chat.addMessage({ text: `${name}: ${text}`, role: 'ai' });
  },
  remove: null,
  rows,
  newest: () => numberIn(rows().at(-1)),
  fromEnd: () => fromEnd(box()),
};
