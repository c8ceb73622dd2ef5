import { create as createManager } from 'danmu';

export const modes = ['avoid', 'all'];

export function create(container, { seconds, fontSize, mode }) {
  const manager = createManager({
    trackHeight: Math.ceil(fontSize * 1.35),
    mode: mode === 'all' ? 'none' : 'strict',
    durationRange: [seconds * 1000, seconds * 1000],
    interval: 100,
    limits: { stash: 5000 },
    plugin: {
      $createNode: (danmaku, node) => {
        node.textContent = danmaku.data;
        Object.assign(node.style, { fontSize: `${fontSize}px`, color: 'white', whiteSpace: 'pre', textShadow: '1px 1px 2px black, -1px -1px 2px black' });
      },
    },
  });
  manager.mount(container);
  manager.startPlaying();
  return {
    push(texts) {
      for (const text of texts) manager.push(text);
    },
  };
}
