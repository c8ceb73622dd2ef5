/** When each frame of an animation ends, ms from its start. A frame of no length is shown as long as browsers show it. */
export function frameEnds(durationsMs: readonly number[]): number[] {
  let end = 0;
  // Browsers stretch frames of up to 10 ms, which old files have for "as fast as you can", to 100 ms.
  return durationsMs.map((ms) => (end += ms > 10 ? ms : 100));
}

/** Which frame is due after `elapsedMs`; `ends.length` when it is over. */
export function frameAt(ends: readonly number[], elapsedMs: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elapsedMs < ends[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Draws frames when they are due, skipping those for which there was no time. Resolves at the end or when aborted.
 * `draw` may take its time; no other frame is drawn meanwhile. What it throws ends the animation.
 */
export function playFrames(ends: readonly number[], draw: (frame: number) => void | Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let start: number | undefined;
    let shown = -1;
    let handle = 0;
    const stop = () => {
      cancelAnimationFrame(handle);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
    const done = (settle: () => void) => {
      signal.removeEventListener('abort', stop);
      settle();
    };
    const step = async (now: number) => {
      try {
        start ??= now;
        const frame = frameAt(ends, now - start);
        if (frame >= ends.length) return done(resolve);
        if (frame !== shown) await draw((shown = frame));
        if (!signal.aborted) handle = requestAnimationFrame(onFrame);
      } catch (error) {
        done(() => reject(error as Error));
      }
    };
    const onFrame = (now: number) => void step(now);
    if (signal.aborted) resolve();
    else handle = requestAnimationFrame(onFrame);
  });
}

/** Resolves in the first frame of the screen at or after a moment of `performance.now()`, or when aborted. */
export function until(moment: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (signal.aborted || performance.now() >= moment) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
}
