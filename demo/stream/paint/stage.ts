/**
 * The "tv" programme: a band on a night stage, lights moving in time with the tune, a crowd in front.
 * Every motion has a period that divides the 32 s loop. The lower left third stays dark: chat is read there.
 */
import { BEAT_SECONDS } from './tune.js';
import { blend, box, Canvas, chance, clamp, ellipse, hex, limb, melt, mix, ramp, scale, smooth, turned, union, type Rgb, type Shape } from './canvas.js';

export const STAGE = { width: 640, height: 360 };
const { width: W, height: H } = STAGE;
const TAU = Math.PI * 2;
const FLOOR = 256;
const SUN = { x: 320, y: 158, r: 104 };
const SUN_COLOURS = [hex(0xffe08a), hex(0xff9d6b), hex(0xff5f8f), hex(0xc04bff), hex(0x6a3df0)];
const WALL_COLOURS = [hex(0x2ad4ff), hex(0x4f8bff), hex(0x9b5cff), hex(0xff4fa3)];
const LAMPS: Rgb[] = [hex(0x3fd0ff), hex(0xff4f9e), hex(0xffb45c), hex(0x8f6bff), hex(0x3fd0ff), hex(0xff4f9e)];
const INK = hex(0x0b0820);

/** −1…1 with a period in seconds. */
const sway = (t: number, period: number, phase = 0): number => Math.sin(TAU * (t / period + phase));
/** 1 on the beat, falling to 0. */
const pulse = (t: number, every = BEAT_SECONDS): number => Math.exp((-4 * (t % every)) / every);
/** 0…1…0 once a beat, the lift of a body that moves to music. */
const hop = (t: number, phase = 0): number => Math.abs(Math.sin(Math.PI * (t / BEAT_SECONDS + phase)));

function backdrop(): Canvas {
  const c = new Canvas(W, H);
  c.fill([0, 0, W, H], box(0, 0, W, H), (_x, y) => (y < FLOOR
    ? ramp([hex(0x0d0a26), hex(0x1c1145), hex(0x34185e)], y / FLOOR)
    : ramp([hex(0x2a1550), hex(0x140c30), hex(0x080616)], (y - FLOOR) / (H - FLOOR))));
  c.glow(SUN.x, SUN.y, 300, hex(0x8a2f9f), 0.55);
  // Truss: two rails with lacing.
  for (const y of [16, 30]) c.fill([0, y, W, y + 3], box(0, y, W, y + 2), hex(0x2b2350));
  for (let x = -8; x < W; x += 28) {
    c.fill([x, 14, x + 30, 34], union(limb(x, 31, x + 14, 17, 0.9), limb(x + 14, 17, x + 28, 31, 0.9)), hex(0x241d45));
  }
  return c;
}

const vignette = Float32Array.from({ length: W * H }, (_, i) => {
  const x = (i % W) / W, y = Math.floor(i / W) / H;
  const edge = 1 - 0.5 * smooth(0.35, 0.8, Math.hypot((x - 0.52) * 0.95, y - 0.45));
  const chat = 1 - 0.5 * smooth(0.45, 0, x) * smooth(0.35, 0.95, y);
  return edge * chat;
});
const still = backdrop();

export function drawStage(c: Canvas, t: number, bands: Float32Array): void {
  c.copy(still);
  const pan = sway(t, 16) * 4;
  wall(c, bands, pan * 0.4);
  sun(c, t, bands, pan * 0.4);
  floor(c, t, pan);
  LAMPS.forEach((colour, i) => {
    const x = 70 + i * 100, angle = (320 - x) / 900 + 0.42 * sway(t, 8, i * 0.17) + 0.1 * sway(t, 4, i * 0.31);
    c.beam(x, 32, angle, 0.085, 330, colour, 0.34 + 0.2 * pulse(t, BEAT_SECONDS * 2));
    c.fill([x - 8, 28, x + 8, 44], turned(box(x - 5, 29, x + 5, 40, 3), x, 33, -angle), INK);
    c.glow(x + Math.sin(angle) * 7, 33 + Math.cos(angle) * 7, 16, blend(colour, [1, 1, 1], 0.6), 1);
  });
  band(c, t, pan);
  crowd(c, t, pan);
  c.shade(vignette);
}

/** LED columns either side: the tune's own spectrum, low notes by the sun. */
function wall(c: Canvas, bands: Float32Array, dx: number): void {
  for (let side = -1; side <= 1; side += 2) {
    for (let i = 0; i < 10; i++) {
      const x = SUN.x + dx + side * (128 + i * 17) - 6;
      const lit = Math.round(bands[Math.min(bands.length - 1, i + 1)]! * 15 * (1 - i * 0.025));
      for (let row = 0; row < 15; row++) {
        const y = FLOOR - 20 - row * 11, colour = ramp(WALL_COLOURS, row / 14);
        const on = row < lit;
        c.fill([x, y, x + 13, y + 9], box(x, y, x + 12, y + 7, 2), scale(colour, on ? 0.82 : 0.13), on ? 0.95 : 0.7);
      }
    }
  }
}

function sun(c: Canvas, t: number, bands: Float32Array, dx: number): void {
  const r = SUN.r * (1 + 0.018 * pulse(t)), x0 = SUN.x + dx;
  c.glow(x0, SUN.y, r * 1.9, hex(0xff5f8f), 0.3 + 0.25 * bands[1]!);
  const disc = ellipse(x0, SUN.y, r);
  c.fill([x0 - r - 2, SUN.y - r - 2, x0 + r + 2, SUN.y + r + 2], (x, y) => {
    // Slats: gaps that widen toward the bottom and drift down one step every 4 s.
    const v = (y - SUN.y + r * 0.15) / r;
    if (v <= 0) return disc(x, y);
    const step = 17, at = (((y - t * (step / 4)) % step) + step) % step;
    const gap = mix(1.2, 8.5, v);
    return Math.max(disc(x, y), gap / 2 - Math.abs(at - step / 2));
  }, (_x, y) => ramp(SUN_COLOURS, (y - SUN.y + r) / (2 * r)));
}

/** Glossy stage floor: the sun mirrored in soft streaks, a lit front edge. */
function floor(c: Canvas, t: number, pan: number): void {
  c.fill([0, FLOOR - 4, W, FLOOR + 3], box(0, FLOOR - 3, W, FLOOR + 1), hex(0x0a0720));
  c.light([150, FLOOR + 2, 490, 330], hex(0xff6aa0), (x, y) => {
    const depth = (y - FLOOR) / 70, spread = Math.abs(x - SUN.x - pan) / (110 + 40 * depth);
    const ripple = 0.6 + 0.4 * Math.sin(y * 0.9 + TAU * (t / 4) + x * 0.02);
    return depth > 1 || spread > 1 ? 0 : 0.42 * (1 - depth) * (1 - spread * spread) * ripple;
  });
}

type Box4 = readonly [number, number, number, number];
function silhouette(c: Canvas, bounds: Box4, shape: Shape, rim: Rgb): void {
  c.fill(bounds, shape, (_x, _y, d) => blend(INK, rim, 0.62 * smooth(-3.2, -0.2, d)));
}

function band(c: Canvas, t: number, pan: number): void {
  const rim = hex(0xff9ac0), base = FLOOR + 6;
  // Drummer behind, on a riser.
  {
    const x = 402 + pan * 0.6, y = FLOOR - 46 - hop(t) * 2, hit = hop(t, 0.25) * 13, other = hop(t, 0.75) * 13;
    const kit = union(ellipse(x, FLOOR - 16, 21, 21), ellipse(x - 34, FLOOR - 26, 14, 10), ellipse(x + 33, FLOOR - 26, 15, 11),
      box(x - 46, FLOOR - 8, x + 46, FLOOR + 4, 2), limb(x - 48, FLOOR - 58, x - 26, FLOOR - 53 + hit * 0.15, 1.6), limb(x + 30, FLOOR - 55 + other * 0.15, x + 54, FLOOR - 61, 1.6),
      limb(x - 37, FLOOR - 54, x - 37, FLOOR, 1), limb(x + 42, FLOOR - 56, x + 42, FLOOR, 1));
    const body = melt(4, ellipse(x, y - 22, 10, 12), limb(x, y - 8, x, y + 24, 12, 14), limb(x - 9, y - 4, x - 25, y + 8, 5, 4), limb(x - 25, y + 8, x - 31, y + 2 - hit, 3.6, 3),
      limb(x + 9, y - 4, x + 25, y + 8, 5, 4), limb(x + 25, y + 8, x + 31, y + 2 - other, 3.6, 3));
    const sticks = union(limb(x - 31, y + 2 - hit, x - 40, y - 10 - hit * 0.2, 1.1), limb(x + 31, y + 2 - other, x + 41, y - 11 - other * 0.2, 1.1));
    silhouette(c, [x - 64, y - 42, x + 64, FLOOR + 8], union(kit, body, sticks), hex(0xd87bff));
  }
  // Keys on the left.
  {
    const x = 216 + pan * 0.8, y = base - 92 + hop(t, 0.5) * 2.5, nod = sway(t, 2) * 3, reach = sway(t, 1) * 5;
    const person = melt(5, turned(ellipse(x + nod, y - 16, 11, 13.5), x, y, nod * 0.02), ellipse(x + nod - 6, y - 12, 9, 17), limb(x, y + 6, x - 2, y + 42, 12, 11), limb(x - 6, y + 46, x - 9, base, 6.5, 5), limb(x + 4, y + 46, x + 9, base, 6.5, 5),
      limb(x + 8, y + 5, x + 22, y + 24, 5, 4), limb(x + 22, y + 24, x + 34 + reach, y + 29, 4, 3), limb(x - 9, y + 6, x - 12, y + 25, 5, 4), limb(x - 12, y + 25, x + 12 - reach, y + 31, 4, 3));
    const keys = union(box(x - 14, base - 59, x + 60, base - 51, 2), limb(x - 6, base - 52, x + 46, base, 1.8), limb(x + 52, base - 52, x, base, 1.8), box(x + 8, base - 68, x + 56, base - 62, 2));
    silhouette(c, [x - 36, y - 42, x + 70, base + 6], union(person, keys), rim);
  }
  // Guitar on the right.
  {
    const x = 456 + pan * 0.9, y = base - 96 + hop(t) * 3, lean = sway(t, 4) * 0.07, strum = sway(t, 0.5) * 5;
    const person = melt(4, ellipse(x - 3, y - 14, 10.5, 13), limb(x - 9, y - 20, x + 9, y - 18, 6), limb(x, y + 8, x + 1, y + 44, 12, 10), limb(x - 5, y + 46, x - 15, base, 6.5, 5), limb(x + 5, y + 46, x + 14, base, 6.5, 5),
      limb(x - 10, y + 7, x - 25, y + 25, 4.6, 4), limb(x - 25, y + 25, x - 39, y + 17, 4, 3), limb(x + 10, y + 7, x + 19, y + 26, 4.6, 4), limb(x + 19, y + 26, x + 7, y + 39 + strum, 4, 3.2));
    const guitar = union(limb(x + 8, y + 37, x - 50, y + 12, 2.2, 1.6), ellipse(x + 12, y + 40, 13, 10), ellipse(x - 1, y + 34, 9, 8), limb(x - 50, y + 12, x - 57, y + 9, 3.2, 2.4));
    silhouette(c, [x - 76, y - 50, x + 60, base + 6], turned(union(person, guitar), x, base, lean), rim);
  }
  singer(c, t, pan, rim, base);
}

function singer(c: Canvas, t: number, pan: number, rim: Rgb, base: number): void {
  const x = 320 + pan + sway(t, 4) * 5, y = base - 112 + hop(t) * 2.5, tilt = sway(t, 8) * 0.05;
  // The free arm rises over eight seconds and comes down again.
  const lift = smooth(-0.2, 0.9, sway(t, 8, 0.1)), elbow = [x + 21, mix(y + 26, y - 4, lift)] as const;
  const hand = [mix(x + 28, x + 36 + sway(t, 2) * 4, lift), mix(y + 46, y - 34, lift)] as const;
  const hairTail = sway(t, 2, 0.2) * 4;
  const person = melt(4, ellipse(x, y - 16, 11, 14), ellipse(x + 3, y - 14, 12.5, 16), limb(x + 9, y - 12, x + 15 - hairTail, y + 20, 7, 4),
    limb(x, y + 6, x, y + 36, 11, 8.5), limb(x, y + 38, x, y + 66, 9, 19), limb(x - 5, y + 66, x - 8, base, 6, 4.5), limb(x + 6, y + 66, x + 9, base, 6, 4.5),
    limb(x - 9, y + 5, x - 22, y + 20, 4.6, 4), limb(x - 22, y + 20, x - 12, y - 2, 4, 3.2),
    limb(x + 9, y + 5, elbow[0], elbow[1], 4.6, 3.8), limb(elbow[0], elbow[1], hand[0], hand[1], 3.8, 2.8));
  const stand = union(limb(x - 12, y - 5, x - 15, base, 1.5), limb(x - 15, base - 2, x - 27, base + 2, 1.6), limb(x - 15, base - 2, x - 3, base + 2, 1.6), limb(x - 12, y - 3, x - 7, y - 9, 3.2, 3.8));
  silhouette(c, [x - 56, y - 52, x + 60, base + 8], union(turned(person, x, base, tilt), stand), rim);
}

function crowd(c: Canvas, t: number, pan: number): void {
  const rows = [
    { y: 312, r: 8.5, gap: 21, shift: 2.2, ink: hex(0x160d35), rim: hex(0xb04f9f), hop: 3 },
    { y: 338, r: 12.5, gap: 33, shift: 3.6, ink: hex(0x0a0719), rim: hex(0x5a3a96), hop: 5 },
  ];
  rows.forEach((row, depth) => {
    for (let i = -1; i * row.gap < W + row.gap * 2; i++) {
      const seed = i + depth * 100, x = i * row.gap + (chance(seed) - 0.5) * row.gap * 0.5 + pan * row.shift * 0.6;
      const y = row.y + (chance(seed + 31) - 0.5) * 12 - hop(t, chance(seed + 7) * 0.3) * row.hop;
      const head = ellipse(x, y, row.r * 0.86, row.r), body = limb(x, y + row.r * 2.1, x, y + 60, row.r * 1.5, row.r * 1.8);
      const parts: Shape[] = [head, body];
      const armed = chance(seed + 53) > 0.55;
      if (armed) {
        const wave = sway(t, 2, chance(seed + 17) * 0.15) * row.r * 0.7, reach = row.r * (2.1 + 1.1 * chance(seed + 3));
        const side = chance(seed + 5) > 0.5 ? 1 : -1, hx = x + side * row.r * 1.4 + wave, hy = y - reach;
        parts.push(limb(x + side * row.r * 1.2, y + row.r * 1.9, hx, hy, row.r * 0.46, row.r * 0.36), ellipse(hx, hy - 1, row.r * 0.46, row.r * 0.56));
        if (chance(seed + 91) > 0.62 && x > W * 0.3) {
          const on = clamp(0.55 + 0.45 * sway(t, 4, chance(seed)));
          c.glow(hx, hy - row.r * 0.6, 18, hex(0xcfe4ff), 0.9 * on);
        }
      }
      const reach = row.r * 5;
      c.fill([x - reach, y - reach, x + reach, H], melt(3, ...parts), (_px, _py, d) => blend(row.ink, row.rim, 0.75 * smooth(-2.4, 0, d) * smooth(H, row.y - 20, _py)));
    }
  });
}
