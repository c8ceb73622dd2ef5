import type { EngineController, LiveSource, PlayerEngine } from './contract.js';
import { codeOfMediaError, PlayerError } from './errors.js';
import { probe } from './probe.js';
import { protocolOf } from './protocol.js';

const NAME = 'native';

/** The media element alone: plain files anywhere, HLS where there are no Media Source Extensions (older iPhones). */
export const nativeEngine: PlayerEngine = {
  name: NAME,

  canPlay(source, { canPlayType }) {
    const protocol = protocolOf(source);
    if (protocol === 'hls') return canPlayType('application/vnd.apple.mpegurl') ? 'maybe' : '';
    if (protocol !== 'file') return '';
    return source.type ? (canPlayType(source.type) as '' | 'maybe' | 'probably') : 'maybe';
  },

  async probe(source, signal) {
    if (protocolOf(source) === 'hls') await probe(source.src, NAME, signal);
  },

  async attach(video, source, { signal, report }) {
    await this.probe!(source, signal);
    const failed = (): void => {
      const error = video.error;
      report({ type: 'error', error: new PlayerError(codeOfMediaError(error?.code ?? 0), error?.message || 'the media element gave up', NAME, { cause: error }) });
    };
    video.addEventListener('error', failed);
    video.src = source.src;
    return controller(video, source, () => video.removeEventListener('error', failed));
  },
};

/** Safari only: the date of media time zero, from EXT-X-PROGRAM-DATE-TIME. */
type Dated = HTMLVideoElement & { getStartDate?(): Date };

function controller(video: Dated, source: LiveSource, undo: () => void): EngineController {
  const seekable = (): [number, number] | null => {
    const { length } = video.seekable;
    return length > 0 ? [video.seekable.start(0), video.seekable.end(length - 1)] : null;
  };
  const isLive = (): boolean => video.duration === Infinity || (protocolOf(source) === 'hls' && !Number.isFinite(video.duration));
  return {
    play: () => video.play(),
    pause: () => video.pause(),
    destroy() {
      undo();
      video.removeAttribute('src');
      video.load();
    },
    get live() {
      return isLive();
    },
    seekable,
    toLiveEdge() {
      const range = isLive() ? seekable() : null;
      if (range) video.currentTime = range[1];
    },
    latency() {
      const range = isLive() ? seekable() : null;
      return range ? Math.max(0, range[1] - video.currentTime) : null;
    },
    programTime() {
      const start = video.getStartDate?.().getTime();
      return start === undefined || Number.isNaN(start) ? null : start + video.currentTime * 1000;
    },
    setRate(rate) {
      video.playbackRate = rate;
    },
  };
}
