import { createElement as h } from 'react';

export function Row({ message: { name, text, hue } }) {
  return h(
    'div',
    { className: 'plain' },
    h('i', { style: { background: `hsl(${hue} 60% 45%)` } }, name[0]),
    h('span', null, h('b', { style: { color: `hsl(${hue} 60% 35%)` } }, name), text),
  );
}
