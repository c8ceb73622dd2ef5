/** Ours as a room uses it: filters, roles, viewer settings and interaction on. */
import '../../../src/define/danmaku-layer.js';
import type { Running, StageSettings } from './contract.js';

export async function create(stage: HTMLElement, { mode, seconds, fontSize }: StageSettings): Promise<Running> {
  const layer = document.createElement('danmaku-layer');
  Object.assign(layer, {
    duration: seconds,
    fontSize,
    motion: 'full',
    overlap: mode === 'all',
    interactive: true,
    filters: { words: ['spoiler', '剧透', 'free coins'], users: ['troll'], types: ['x:ad'] },
  });
  stage.append(layer);
  await layer.updateComplete;
  // As in a room, and as the others: the engine is there before anything is said. A text of nothing is given up at once.
  layer.push(' ');
  while (layer.stats.dropped === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  return { push: (texts) => layer.push(texts.map((text) => ({ text }))) };
}
