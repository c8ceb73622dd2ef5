/** 0 to below 1. */
export type Random = () => number;

/** What rises: heart, star, flower, clover of hearts, thumb, spark. On a 32 px grid, filled in the current colour. */
export const heartShapes: readonly string[] = [
  'M16 28S3 20.6 3 11.4A7 7 0 0 1 16 8a7 7 0 0 1 13 3.4C29 20.6 16 28 16 28z',
  'M16 2.8l3.7 8 8.8 1-6.5 6 1.8 8.7-7.8-4.4-7.8 4.4L10 17.8l-6.5-6 8.8-1z',
  'M16 11.6a5.2 5.2 0 1 1 7.6 6.2 5.2 5.2 0 1 1-7.6 6.1 5.2 5.2 0 1 1-7.6-6.1A5.2 5.2 0 1 1 16 11.6z',
  'M16 3c1.7 7.8 5.2 11.3 13 13-7.8 1.7-11.3 5.2-13 13-1.7-7.8-5.2-11.3-13-13 7.8-1.7 11.3-5.2 13-13z',
  'M4 14.5h4.5V28H4zM11 14.3l5.3-10.6c2.5-.3 3.9 1.7 3.5 4.2l-.6 4.1h6.6c2 0 3.3 1.8 2.8 3.7l-2.5 9.3c-.4 1.8-1.7 3-3.6 3H14.2L11 26.5z',
  'M11.5 26.5S1.5 21 1.5 13.9A5.4 5.4 0 0 1 11.5 11a5.4 5.4 0 0 1 10 2.9c0 7.1-10 12.6-10 12.6zM24.5 14.5s-6-3.3-6-7.7a3.3 3.3 0 0 1 6-1.7 3.3 3.3 0 0 1 6 1.7c0 4.4-6 7.7-6 7.7z',
];

/** The brand's hue and warm ones around it, all of one lightness so that none shouts. */
export const palette: readonly string[] = [
  'oklch(0.66 0.23 15)',
  'oklch(0.7 0.21 350)',
  'oklch(0.74 0.17 50)',
  'oklch(0.82 0.16 85)',
  'oklch(0.68 0.19 310)',
  'oklch(0.68 0.17 var(--_hue))',
];

const shortestMs = 1600;
const longestMs = 2400;
/** Points of the curve; between them the compositor goes straight, which nobody sees at this count. */
const points = 10;

/**
 * One heart's way up: it pops out of the button, sways to both sides and fades in the last third.
 * @param height Pixels that it rises.
 */
export function heartPath(height: number, random: Random): { keyframes: Keyframe[]; duration: number } {
  const duration = shortestMs + random() * (longestMs - shortestMs);
  const side = random() < 0.5 ? -1 : 1;
  const sway = 10 + random() * 18;
  const drift = (random() - 0.5) * 44;
  const turns = 0.7 + random() * 0.6;
  const tilt = (random() - 0.5) * 50;
  const size = 0.8 + random() * 0.45;
  const rise = height * (0.78 + random() * 0.22);
  const keyframes: Keyframe[] = [];
  for (let n = 0; n <= points; n++) {
    const t = n / points;
    const x = side * Math.sin(t * turns * 2 * Math.PI) * sway * Math.min(1, t * 2.5) + drift * t;
    // Quick out of the button, then slower, as warm air would carry it.
    const y = -rise * (1 - (1 - t) ** 1.6);
    const scale = size * (t < 0.1 ? 0.35 + t * 7.5 : 1.1 - (t - 0.1) * 0.25);
    keyframes.push({
      offset: t,
      transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) rotate(${(tilt * t).toFixed(1)}deg) scale(${scale.toFixed(3)})`,
      opacity: t === 0 ? 0 : t < 0.65 ? 1 : Math.max(0, 1 - (t - 0.65) / 0.35),
    });
  }
  return { keyframes, duration };
}
