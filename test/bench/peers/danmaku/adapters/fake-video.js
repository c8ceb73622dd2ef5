/**
 * Makes a video element claim that it plays: engines that belong to a player run only then, and decoding a real stream
 * would be measured with them. It tells the time four times a second, as browsers do.
 */
export function pretendToPlay(video) {
  const start = performance.now();
  const claims = {
    paused: () => false,
    ended: () => false,
    readyState: () => 4,
    duration: () => 36_000,
    currentTime: () => (performance.now() - start) / 1000,
    play: () => () => Promise.resolve(),
  };
  for (const [name, get] of Object.entries(claims)) Object.defineProperty(video, name, { get, set: () => {}, configurable: true });
  const say = (name) => video.dispatchEvent(new Event(name));
  for (const name of ['loadstart', 'loadedmetadata', 'loadeddata', 'canplay', 'play', 'playing']) say(name);
  setInterval(() => say('timeupdate'), 250);
}

export const now = (video) => video.currentTime;
