/** The built-in look and behaviour: avatars, badges, menus, chants, hidden people, all of it. */
import { MessageList } from '../../../../src/elements/message-list/message-list.js';
import '../../../../src/define/message-list.js';
import { numberIn } from './feed.js';

/** `ours?max-rate=0` shows every message. */
const maxRate = new URLSearchParams(location.search).get('max-rate');
let list;
const root = () => list.shadowRoot;
const scroller = () => root().querySelector('[part=scroller]');
const rows = () => [...root().querySelectorAll('.row')];
export default {
  async mount(host) {
    list = new MessageList();
    if (maxRate !== null) list.maxRate = Number(maxRate);
    host.append(list);
    await list.updateComplete;
  },
  push(batch) {
    list.push(batch.map(({ seq, name, text }) => ({ id: `m${seq}`, text, sender: { id: name, name } })));
  },
  remove(seqs) {
    list.remove(seqs.map((seq) => `m${seq}`));
  },
  rows,
  newest: () => numberIn(root().querySelector('.block').lastElementChild),
  fromEnd: () => -scroller().scrollTop,
  stats: () => list.stats,
};
