/** A picture in a row is at most so large, px … */
const MOST = 168;
/** … and no edge of it is smaller than this: what is longer is cut at its ends, and whole in the full view. */
const LEAST = 64;

/** How large a picture stands in a row, px, known before it has loaded; so that nothing moves when it has. */
export function imageBox(width: unknown, height: unknown): { width: number; height: number } {
  const [w, h] = [edge(width), edge(height)];
  const scale = Math.min(1, MOST / Math.max(w, h));
  return { width: Math.max(LEAST, Math.round(w * scale)), height: Math.max(LEAST, Math.round(h * scale)) };
}

/** Content comes from outside. */
function edge(value: unknown): number {
  return typeof value === 'number' && value >= 1 && value <= 100_000 ? value : MOST;
}
