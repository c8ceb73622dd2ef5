import { decodedBytes } from '../budget.js';
import { EffectError, type EffectEngine } from '../contract.js';
import { showsAlpha } from './alpha-support.js';
import { fill } from './art-canvas.js';
import { playVideo } from './play-video.js';

/** A video whose own format has holes: WebM with VP8 or VP9. Offer `side-by-side` after it, for browsers that cannot. */
export const engine: EffectEngine = {
  name: 'video',
  canPlay: ({ kind }) => kind === 'video',
  async play(effect, place, signal) {
    const { bytes, facts } = await place.load(effect.src);
    const type = { webm: 'video/webm', mp4: 'video/mp4' }[facts.format as string];
    const video = document.createElement('video');
    if (!type || !video.canPlayType(type)) throw new EffectError('unsupported', `this browser does not play ${effect.src} (${facts.format})`);
    if (facts.format === 'webm') {
      // Without holes it would cover the show.
      if (!facts.alpha) throw new EffectError('unsupported', `${effect.src} has no alpha`);
      if (!(await showsAlpha())) throw new EffectError('unsupported', 'this browser does not show holes in videos');
    }
    if (signal.aborted) return;
    place.claim(decodedBytes(facts));
    fill(video, effect.fit ?? 'contain');
    place.box.append(video);
    await playVideo(video, bytes, type, signal, () => {});
  },
};
