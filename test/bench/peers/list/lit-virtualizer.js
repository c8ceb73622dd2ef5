import '@lit-labs/virtualizer';
import { flow } from '@lit-labs/virtualizer/layouts/flow.js';
import { html, render } from 'lit';
import { addCss, fromEnd, numberIn, rowCss } from './feed.js';

let host;
let items = [];
/** Until somebody turns the wheel; its own `unpinned` event also comes when rows are taken out. */
let pinned = true;

function draw() {
  const layout = pinned && items.length > 0 ? flow({ pin: { index: items.length - 1, block: 'end' } }) : flow();
  render(
    html`<lit-virtualizer
      scroller
      style="block-size: 100%; display: block"
      .items=${items}
      .keyFunction=${({ seq }) => seq}
      .layout=${layout}
      .renderItem=${({ name, text, hue }) => html`<div class="plain" style="inline-size: 100%">
        <i style="background: hsl(${hue} 60% 45%)">${name[0]}</i><span><b style="color: hsl(${hue} 60% 35%)">${name}</b>${text}</span>
      </div>`}
      @wheel=${() => (pinned = false)}
    ></lit-virtualizer>`,
    host,
  );
}

const list = () => host.querySelector('lit-virtualizer');
const rows = () => [...host.querySelectorAll('.plain')];
export default {
  mount(element) {
    host = element;
    addCss(rowCss);
    draw();
  },
  push(batch) {
    items = items.concat(batch);
    draw();
  },
  remove(seqs) {
    const gone = new Set(seqs);
    items = items.filter(({ seq }) => !gone.has(seq));
    draw();
  },
  rows,
  newest: () => Math.max(...rows().map((row) => numberIn(row) ?? -1)),
  fromEnd: () => fromEnd(list()),
};
