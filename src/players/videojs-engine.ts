import { oneCodecFamily } from './codec-family.js';
import type { EngineContext, EngineController, LiveSource, PlayerEngine } from './contract.js';
import { codeOfMediaError, codeOfStatus, PlayerError } from './errors.js';
import { probe } from './probe.js';
import { protocolOf } from './protocol.js';
import { setVhsLevel, VhsClock, vhsLevels, type Vhs } from './vhs.js';

const NAME = 'videojs';
const MPEGURL = 'application/vnd.apple.mpegurl';

/** HLS (also low latency) and DASH by video.js without its skin: no controls, no style sheet. Its code is fetched at first use. */
export const videojsEngine: PlayerEngine = {
  name: NAME,

  canPlay(source, { mediaSource }) {
    const protocol = protocolOf(source);
    return mediaSource && (protocol === 'hls' || protocol === 'dash') ? 'probably' : '';
  },

  async probe(source, signal) {
    await probe(source.src, NAME, signal);
  },

  async attach(video, source, context) {
    const [videojs, manifest] = await Promise.all([load(), probe(source.src, NAME, context.signal)]);
    context.signal.throwIfAborted();
    const address = new URL(source.src, document.baseURI).href;
    const narrowed = protocolOf(source) === 'hls' ? oneCodecFamily(manifest, address, playsType) : null;
    return start(videojs, video, source, narrowed, context);
  },
};

async function load(): Promise<VideoJs> {
  // Two style tags in the page's head that would not reach a shadow root anyway.
  (globalThis as { VIDEOJS_NO_DYNAMIC_STYLE?: boolean }).VIDEOJS_NO_DYNAMIC_STYLE ??= true;
  try {
    const { default: videojs } = await import('video.js');
    return videojs as unknown as VideoJs;
  } catch (cause) {
    throw new PlayerError('no-engine', 'video.js could not be loaded', NAME, { cause });
  }
}

const playsType = (type: string): boolean =>
  'MediaSource' in globalThis ? MediaSource.isTypeSupported(type) : document.createElement('video').canPlayType(type) !== '';

/** The part of video.js in use; its own types would become part of the kit's. */
interface VideoJs {
  (video: HTMLVideoElement, options: Record<string, unknown>): VideoJsPlayer;
  log: { level(name?: string): string };
}
interface VideoJsPlayer {
  src(source: { src: string; type: string }): void;
  play(): Promise<void> | undefined;
  pause(): void;
  dispose(): void;
  el(): Element;
  error(): { code: number; message: string } | null;
  currentTime(): number;
  currentTime(seconds: number): void;
  duration(): number;
  seekable(): TimeRanges;
  playbackRate(rate: number): void;
  tech(sure: object): { vhs?: Vhs } | undefined;
  on(type: string, listener: () => void): void;
}

function start(videojs: VideoJs, video: HTMLVideoElement, source: LiveSource, narrowed: string | null, { options, report }: EngineContext): EngineController {
  // Failures are reported to the page as events; the library would also print each retry to its console.
  videojs.log.level('off');
  let player: VideoJsPlayer;
  try {
    player = videojs(video, {
      controls: false,
      autoplay: false,
      preload: 'auto',
      fill: true,
      children: ['mediaLoader'],
      loadingSpinner: false,
      bigPlayButton: false,
      errorDisplay: false,
      userActions: { click: false, doubleClick: false, hotkeys: false },
      ...options,
      html5: {
        nativeAudioTracks: false,
        nativeVideoTracks: false,
        ...(options.html5 as object | undefined),
        // Browsers that say "maybe" to HLS offer neither low latency nor dates, so their own players come last.
        // The live edge may lie after what VHS calls seekable, see VhsClock.liveEdge.
        vhs: { overrideNative: true, experimentalUseMMS: true, allowSeeksWithinUnsafeLiveWindow: true, ...(options.html5 as { vhs?: object } | undefined)?.vhs },
      },
    });
  } catch (cause) {
    throw new PlayerError('config', cause instanceof Error ? cause.message : String(cause), NAME, { cause });
  }
  // The element around it is the region with a name.
  for (const name of ['role', 'aria-label', 'tabindex', 'lang']) player.el().removeAttribute(name);

  const blob = narrowed === null ? null : URL.createObjectURL(new Blob([narrowed], { type: MPEGURL }));
  const vhs = (): Vhs | undefined => player.tech({})?.vhs;
  const clock = new VhsClock();
  const seekable = (): [number, number] | null => {
    const range = player.seekable();
    return range.length > 0 ? [range.start(0), range.end(range.length - 1)] : null;
  };
  const liveEdge = (): number | null => {
    const range = seekable();
    return range && clock.liveEdge(range[1], vhs()?.playlists?.media()?.targetDuration ?? 0);
  };
  const readClock = (): void => {
    clock.read(vhs()?.playlists?.media());
    liveEdge();
  };
  const now = (): number => {
    readClock();
    return player.currentTime() ?? 0;
  };

  player.on('error', () => {
    const error = player.error();
    if (!error) return;
    const status = vhs()?.playlists?.error?.status ?? 0;
    const code = error.code === 2 && status >= 400 ? codeOfStatus(status) : codeOfMediaError(error.code);
    report({ type: 'error', error: new PlayerError(code, error.message, NAME, { cause: error }) });
  });
  player.on('loadedmetadata', () => {
    vhs()?.playlists?.on('loadedplaylist', readClock);
    vhs()?.playlists?.on('mediachange', () => report({ type: 'levels' }));
    report({ type: 'levels' });
  });
  player.src({ src: blob ?? source.src, type: source.type ?? (protocolOf(source) === 'dash' ? 'application/dash+xml' : MPEGURL) });

  return {
    // Undefined only in browsers whose media elements return nothing.
    play: async () => player.play(),
    pause: () => player.pause(),
    destroy() {
      player.dispose();
      for (const name of ['id', 'class', 'tabindex']) video.removeAttribute(name);
      if (blob) URL.revokeObjectURL(blob);
    },
    get live() {
      return player.duration() === Infinity;
    },
    seekable,
    toLiveEdge() {
      readClock();
      const edge = liveEdge();
      if (edge !== null) player.currentTime(edge);
    },
    latency: () => clock.latency(now()),
    programTime: () => clock.programTime(now()),
    setRate: (rate) => player.playbackRate(rate),
    levels: () => vhsLevels(vhs()),
    setLevel: (id) => setVhsLevel(vhs(), id),
  };
}
