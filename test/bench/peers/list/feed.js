/** What a plain row looks like, the same for all lists that let the page draw rows. */
export const rowCss = `
  .plain { display: flex; gap: 8px; padding: 4px 8px; font: 14px/20px system-ui, 'Noto Sans CJK SC', sans-serif; overflow-wrap: anywhere; }
  .plain i { flex: none; inline-size: 24px; block-size: 24px; border-radius: 50%; text-align: center; font-style: normal; color: white; line-height: 24px; }
  .plain b { margin-inline-end: 6px; }
`;

export function addCss(css) {
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
}

/** The number that every message begins with, from what a row shows. */
export function numberIn(element) {
  const found = element?.textContent.match(/#(\d+)/);
  return found ? Number(found[1]) : null;
}

export function plainRow({ name, text, hue }) {
  const row = document.createElement('div');
  row.className = 'plain';
  const face = document.createElement('i');
  face.style.background = `hsl(${hue} 60% 45%)`;
  face.textContent = name[0];
  const who = document.createElement('b');
  who.style.color = `hsl(${hue} 60% 35%)`;
  who.textContent = name;
  const words = document.createElement('span');
  words.append(who, text);
  row.append(face, words);
  return row;
}

/** Distance from the end, px, of a list that scrolls the usual way. */
export const fromEnd = (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
