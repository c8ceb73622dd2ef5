import DanmuJs from 'danmu.js';

export const modes = ['avoid'];

export function create(container, { seconds, fontSize }) {
  const danmu = new DanmuJs({ container, channelSize: Math.ceil(fontSize * 1.35), area: { start: 0, end: 1 }, interval: 250, live: true, mouseControl: true });
  danmu.start();
  let id = 0;
  const style = { fontSize: `${fontSize}px`, color: 'white', textShadow: '1px 1px 2px black, -1px -1px 2px black' };
  return {
    push(texts) {
      // One call for many is its cheaper way.
      danmu.updateComments(texts.map((txt) => ({ id: String(++id), txt, duration: seconds * 1000, mode: 'scroll', style })), false);
    },
  };
}
