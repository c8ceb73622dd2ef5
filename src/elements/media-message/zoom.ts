/** How a picture lies on the screen: 1 fits it whole; the offset is of its middle, px. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };
export const ZOOM_MAX = 6;
/** One press of a key or button. */
export const ZOOM_STEP = 1.5;

/** Larger or smaller around a point, which stays where it is; px from the middle of the screen. */
export function zoomed(view: View, factor: number, at: { x: number; y: number } = { x: 0, y: 0 }): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(1, view.zoom * factor));
  if (zoom === 1) return WHOLE;
  const grown = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** Pushed aside, but not off the screen. */
export function moved(view: View, dx: number, dy: number, screen: { width: number; height: number }): View {
  const most = (size: number) => (size * (view.zoom - 1)) / 2;
  const within = (value: number, size: number) => Math.min(most(size), Math.max(-most(size), value));
  return { zoom: view.zoom, x: within(view.x + dx, screen.width), y: within(view.y + dy, screen.height) };
}
