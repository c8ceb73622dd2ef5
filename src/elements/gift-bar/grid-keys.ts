/**
 * Where a key leads in a grid that is filled row by row; null when it leads nowhere.
 * @param columns As laid out now; as many as there are things when they stand in one line.
 */
export function gridStep(key: string, from: number, count: number, columns: number, rtl = false): number | null {
  const inside = (to: number) => (to >= 0 && to < count ? to : from);
  switch (key) {
    case 'ArrowLeft':
      return inside(from + (rtl ? 1 : -1));
    case 'ArrowRight':
      return inside(from + (rtl ? -1 : 1));
    case 'ArrowUp':
      return inside(from - columns);
    case 'ArrowDown':
      return inside(from + columns);
    case 'Home':
      return count > 0 ? 0 : null;
    case 'End':
      return count > 0 ? count - 1 : null;
    default:
      return null;
  }
}

/** How many of these stand beside each other in the first line, by their upper edges. */
export function columnsOf(tops: readonly number[]): number {
  const next = tops.findIndex((top) => Math.abs(top - tops[0]!) > 1);
  return Math.max(1, next < 0 ? tops.length : next);
}
