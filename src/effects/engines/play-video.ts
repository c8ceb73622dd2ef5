import { EffectError } from '../contract.js';

/** A video that does not go on for so long has got stuck, ms. */
const STUCK_MS = 3000;

/** Plays a file once, muted, from memory. Resolves at its end or when aborted. `onStart`: its size is known, and it moves. */
export async function playVideo(video: HTMLVideoElement, bytes: Uint8Array<ArrayBuffer>, type: string, signal: AbortSignal, onStart: () => void): Promise<void> {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const watch = new AbortController();
  const on = (name: string, listener: () => void) => video.addEventListener(name, listener, { signal: watch.signal });
  let stuck: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const alive = () => {
        clearTimeout(stuck);
        stuck = setTimeout(() => reject(new EffectError('stalled', 'the video has stopped')), STUCK_MS);
      };
      signal.addEventListener('abort', () => resolve(), { signal: watch.signal });
      on('ended', resolve);
      on('error', () => reject(new EffectError('broken', video.error?.message || 'the video cannot be decoded')));
      on('loadeddata', onStart);
      on('timeupdate', alive);
      alive();
      video.muted = true;
      video.playsInline = true;
      video.disableRemotePlayback = true;
      video.src = url;
      const play = () =>
        void video.play().catch((cause: unknown) => {
          // Moved in the page, which pauses it: it goes on by `pause` below, or is stuck.
          if (!signal.aborted && (cause as Error).name !== 'AbortError') reject(new EffectError('broken', 'the video does not start', { cause }));
        });
      on('pause', () => {
        if (!video.ended && !signal.aborted) queueMicrotask(play);
      });
      play();
    });
  } finally {
    clearTimeout(stuck);
    watch.abort();
    video.pause();
    // What a browser needs to let go of the decoder. @see https://html.spec.whatwg.org/multipage/media.html#best-practices-for-authors-using-media-elements
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}
