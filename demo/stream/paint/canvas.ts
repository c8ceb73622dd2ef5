/**
 * A very small software painter: distance-field shapes with smooth edges on a float RGB picture.
 * Used only by the maintainer's sample maker, so that the demo programme needs no graphics library and no outside
 * material. Colours are display values 0…1 (not linear light); additive light may exceed 1 and is rolled off on output.
 */
export type Rgb = readonly [number, number, number];
/** Signed distance in pixels from a shape's edge; negative inside. */
export type Shape = (x: number, y: number) => number;
type Paint = Rgb | ((x: number, y: number, distance: number) => Rgb);
/** left, top, right, bottom in pixels */
export type Bounds = readonly [number, number, number, number];

export const clamp = (v: number, low = 0, high = 1): number => (v < low ? low : v > high ? high : v);
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const smooth = (from: number, to: number, v: number): number => {
  const t = clamp((v - from) / (to - from));
  return t * t * (3 - 2 * t);
};
export const blend = (a: Rgb, b: Rgb, t: number): Rgb => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];
export const scale = (c: Rgb, k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];
export const hex = (value: number): Rgb => [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];

/** A colour along evenly spaced stops, `t` 0…1. */
export function ramp(stops: readonly Rgb[], t: number): Rgb {
  const at = clamp(t) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return blend(stops[i]!, stops[i + 1]!, at - i);
}

/** Repeatable 0…1 per index, so that two runs draw the same crowd. */
export const chance = (n: number): number => {
  const s = Math.sin(n * 127.1 + 311.7) * 43758.5453;
  return s - Math.floor(s);
};

export const ellipse = (cx: number, cy: number, rx: number, ry = rx): Shape => (x, y) => {
  const k = Math.hypot((x - cx) / rx, (y - cy) / ry);
  return (k - 1) * Math.min(rx, ry);
};
export const box = (l: number, t: number, r: number, b: number, radius = 0): Shape => (x, y) => {
  const dx = Math.abs(x - (l + r) / 2) - (r - l) / 2 + radius;
  const dy = Math.abs(y - (t + b) / 2) - (b - t) / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};
/** A limb: a line from one joint to another whose half-width may taper. */
export const limb = (x0: number, y0: number, x1: number, y1: number, r0: number, r1 = r0): Shape => {
  const vx = x1 - x0, vy = y1 - y0, inverse = 1 / (vx * vx + vy * vy || 1);
  return (x, y) => {
    const t = clamp(((x - x0) * vx + (y - y0) * vy) * inverse);
    return Math.hypot(x - x0 - vx * t, y - y0 - vy * t) - mix(r0, r1, t);
  };
};
export const union = (...shapes: Shape[]): Shape => (x, y) => {
  let d = Infinity;
  for (const shape of shapes) d = Math.min(d, shape(x, y));
  return d;
};
export const both = (a: Shape, b: Shape): Shape => (x, y) => Math.max(a(x, y), b(x, y));
export const without = (a: Shape, b: Shape): Shape => (x, y) => Math.max(a(x, y), -b(x, y));
/** Union whose joint is rounded over `k` pixels. */
export const melt = (k: number, ...shapes: Shape[]): Shape => (x, y) => {
  let d = Infinity;
  for (const shape of shapes) {
    const e = shape(x, y);
    if (d === Infinity) { d = e; continue; }
    const h = clamp(0.5 + (0.5 * (e - d)) / k);
    d = mix(e, d, h) - k * h * (1 - h);
  }
  return d;
};
/** The same shape turned around a pivot, by an angle in radians. */
export const turned = (shape: Shape, px: number, py: number, angle: number): Shape => {
  const c = Math.cos(-angle), s = Math.sin(-angle);
  return (x, y) => shape(px + (x - px) * c - (y - py) * s, py + (x - px) * s + (y - py) * c);
};

export class Canvas {
  readonly data: Float32Array;
  constructor(readonly width: number, readonly height: number) {
    this.data = new Float32Array(width * height * 3);
  }

  copy(from: Canvas): void { this.data.set(from.data); }

  #range(b: Bounds): [number, number, number, number] {
    return [Math.max(0, Math.floor(b[0])), Math.max(0, Math.floor(b[1])),
      Math.min(this.width, Math.ceil(b[2])), Math.min(this.height, Math.ceil(b[3]))];
  }

  /** Paint over. `edge` is the width of the soft rim in pixels. */
  fill(bounds: Bounds, shape: Shape, paint: Paint, alpha = 1, edge = 1): void {
    const [l, t, r, b] = this.#range(bounds);
    for (let y = t; y < b; y++) {
      for (let x = l; x < r; x++) {
        const d = shape(x + 0.5, y + 0.5);
        if (d >= edge / 2) continue;
        const cover = alpha * (d <= -edge / 2 ? 1 : 0.5 - d / edge);
        const c = typeof paint === 'function' ? paint(x, y, d) : paint;
        const i = (y * this.width + x) * 3;
        for (let k = 0; k < 3; k++) this.data[i + k]! += (c[k]! - this.data[i + k]!) * cover;
      }
    }
  }

  /** Add light: `strength` 0…1 per pixel times a colour. */
  light(bounds: Bounds, colour: Rgb, strength: (x: number, y: number) => number): void {
    const [l, t, r, b] = this.#range(bounds);
    for (let y = t; y < b; y++) {
      for (let x = l; x < r; x++) {
        const k = strength(x + 0.5, y + 0.5);
        if (k < 0.002) continue;
        const i = (y * this.width + x) * 3;
        this.data[i]! += colour[0] * k;
        this.data[i + 1]! += colour[1] * k;
        this.data[i + 2]! += colour[2] * k;
      }
    }
  }

  glow(x: number, y: number, radius: number, colour: Rgb, strength: number): void {
    this.light([x - radius, y - radius, x + radius, y + radius], colour, (px, py) => {
      const k = 1 - Math.hypot(px - x, py - y) / radius;
      return k <= 0 ? 0 : strength * k * k * k;
    });
  }

  /** A lamp's cone of light; angle 0 points down, `spread` is the half angle in radians. */
  beam(x: number, y: number, angle: number, spread: number, reach: number, colour: Rgb, strength: number): void {
    const dx = Math.sin(angle), dy = Math.cos(angle), w = reach * (Math.abs(dx) + spread);
    this.light([x - w, y, x + w, y + reach], colour, (px, py) => {
      const along = (px - x) * dx + (py - y) * dy;
      if (along <= 0 || along >= reach) return 0;
      const across = Math.abs((px - x) * dy - (py - y) * dx) / (along * spread + 1.5);
      if (across >= 1) return 0;
      const core = 1 - across * across;
      return strength * core * core * (1 - along / reach) * Math.min(1, along / 6);
    });
  }

  /** Multiply by a prepared map with one value per pixel (vignette, scrim). */
  shade(map: Float32Array): void {
    for (let i = 0, p = 0; i < map.length; i++) {
      const k = map[i]!;
      this.data[p++]! *= k; this.data[p++]! *= k; this.data[p++]! *= k;
    }
  }

  /** 8-bit RGB; highlights above 0.8 are rolled off instead of clipped. */
  toBytes(out: Uint8Array): void {
    for (let i = 0; i < this.data.length; i++) {
      const v = this.data[i]!;
      out[i] = 255 * (v <= 0 ? 0 : v < 0.8 ? v : 0.8 + 0.2 * (1 - Math.exp(-(v - 0.8) / 0.2)));
    }
  }
}
