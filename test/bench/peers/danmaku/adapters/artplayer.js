import Artplayer from 'artplayer';
import danmuku from 'artplayer-plugin-danmuku';
import { pretendToPlay } from './fake-video.js';

export const modes = ['avoid', 'all'];

export async function create(container, { seconds, fontSize, mode }) {
  const art = new Artplayer({
    container,
    url: 'data:video/mp4;base64,',
    plugins: [danmuku({ danmuku: [], speed: seconds, fontSize, margin: [0, 0], antiOverlap: mode === 'avoid', heatmap: false, emitter: false })],
  });
  // It listens to its video only when it has been set up.
  await new Promise((resolve) => setTimeout(resolve, 500));
  pretendToPlay(art.video);
  const plugin = art.plugins.artplayerPluginDanmuku;
  return {
    push(texts) {
      for (const text of texts) plugin.emit({ text, border: false, time: art.currentTime + 0.05 });
    },
  };
}
