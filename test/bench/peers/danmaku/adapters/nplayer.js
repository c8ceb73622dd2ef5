import Danmaku from '@nplayer/danmaku';
import Player from 'nplayer';
import { now, pretendToPlay } from './fake-video.js';

export const modes = ['avoid', 'all'];

export function create(container, { seconds, fontSize, mode }) {
  const player = new Player({
    plugins: [new Danmaku({ autoInsert: false, fontsize: fontSize, duration: seconds, area: 1, unlimited: mode === 'all', maxPerInsert: 200, items: [] })],
  });
  player.mount(container);
  pretendToPlay(player.video);
  return {
    push(texts) {
      const time = now(player.video);
      player.danmaku.appendItems(texts.map((text) => ({ text, time, color: '#fff' })));
    },
  };
}
