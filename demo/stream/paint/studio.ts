/**
 * The "host" programme: a presenter at a desk before an evening window, portrait. Every motion has a period that divides
 * the 32 s loop. Desk and lower left stay dark: chat is read there, and nothing of it reaches the face.
 */
import { BEAT_SECONDS } from './tune.js';
import { blend, both, box, Canvas, chance, clamp, ellipse, hex, limb, melt, mix, ramp, scale, smooth, turned, union, without, type Rgb, type Shape } from './canvas.js';

export const STUDIO = { width: 432, height: 768 };
const { width: W, height: H } = STUDIO;
const TAU = Math.PI * 2;
const LOOP = 32;
const sway = (t: number, period: number, phase = 0): number => Math.sin(TAU * (t / period + phase));
const WINDOW = { l: 46, t: 64, r: 386, b: 520 };
const HAIR = hex(0x2c1a35), SKIN = hex(0xf3bb98), SKIN_SHADE = hex(0xd98e7b), KNIT = hex(0x2f6f86), KNIT_DARK = hex(0x1d4a62);

/** Sky and two rows of towers, wider than the window so that they can drift behind it. */
function sky(): Canvas {
  const c = new Canvas(W, H);
  c.fill([0, 0, W, H], box(0, 0, W, H), (_x, y) => ramp([hex(0x1b1d52), hex(0x3b2f7d), hex(0x8a4f96), hex(0xe37f86), hex(0xffb98a)], (y - WINDOW.t) / 400));
  c.glow(120, 150, 120, hex(0xfff0d0), 0.25);
  c.fill([80, 110, 160, 190], ellipse(120, 150, 26), hex(0xfff1d6));
  for (const [x, y, w] of [[250, 190, 70], [330, 245, 90], [60, 270, 80]] as const) {
    c.fill([x - w, y - 20, x + w, y + 20], melt(8, ellipse(x, y, w, 7), ellipse(x - w * 0.3, y - 6, w * 0.4, 7)), hex(0xd98aa8), 0.35, 8);
  }
  return c;
}

interface Tower { x: number; w: number; top: number; seed: number }
const towers = (count: number, low: number, high: number, seed: number, gap: number): Tower[] =>
  Array.from({ length: count }, (_, i) => ({ x: i * gap - 40, w: gap * (0.72 + 0.3 * chance(seed + i)), top: mix(low, high, chance(seed + i * 3.7)), seed: seed + i }));
const FAR = towers(13, 400, 290, 5, 42), NEAR = towers(9, 470, 350, 40, 64);

const vignette = Float32Array.from({ length: W * H }, (_, i) => {
  const x = (i % W) / W, y = Math.floor(i / W) / H;
  const edge = 1 - 0.42 * smooth(0.42, 0.85, Math.hypot((x - 0.5) * 0.8, y - 0.42));
  const chat = 1 - 0.42 * smooth(0.95, 0.2, x) * smooth(0.55, 0.8, y);
  return edge * chat;
});
const skyStill = sky();

export function drawStudio(c: Canvas, t: number, bands: Float32Array): void {
  c.copy(skyStill);
  const drift = sway(t, 32) * 7;
  city(c, t, drift);
  room(c, t, bands);
  presenter(c, t, bands);
  desk(c, t, bands);
  c.shade(vignette);
}

function city(c: Canvas, t: number, drift: number): void {
  const rows: [Tower[], Rgb, number, number][] = [[FAR, hex(0x6a4488), 0.5, 0.5], [NEAR, hex(0x362a63), 1, 1]];
  for (const [list, colour, move, glow] of rows) {
    for (const tower of list) {
      const x = tower.x + drift * move, r = x + tower.w;
      c.fill([x, tower.top, r, WINDOW.b], box(x, tower.top, r, WINDOW.b + 20, 2), (_x, y) => blend(colour, hex(0xc4688c), 0.35 * smooth(tower.top, WINDOW.b, y) * (1.4 - move)));
      for (let row = 0; row < 9; row++) {
        for (let column = 0; column < tower.w / 11 - 1; column++) {
          const key = tower.seed * 97 + row * 13 + column;
          if (chance(key) > 0.46) continue;
          // A few windows go dark and come back once a loop.
          const wink = chance(key + 0.5) > 0.85 ? smooth(-0.1, 0.1, sway(t, LOOP, chance(key + 2)) + 0.6) : 1;
          const wx = x + 6 + column * 11, wy = tower.top + 10 + row * 15;
          c.fill([wx, wy, wx + 6, wy + 8], box(wx, wy, wx + 5, wy + 7), blend(hex(0xffc873), hex(0xfff0c8), chance(key + 9)), 0.75 * wink * glow);
        }
      }
    }
    if (move < 1) bridge(c, t, drift);
  }
}

/** Headlights crossing between the two rows of towers: the quickest proof that the picture is alive. */
function bridge(c: Canvas, t: number, drift: number): void {
  const y = 436;
  c.fill([0, y - 2, W, y + 6], box(0, y, W, y + 4), hex(0x2a2050));
  for (let i = 0; i < 6; i++) {
    const x = ((((t / 16 + i / 6) % 1) + 1) % 1) * (W + 80) - 40 + drift * 0.7;
    c.glow(x, y - 1, 12, hex(0xfff0c0), 0.9);
    const back = W + 40 - (((t / 16 + i / 6 + 0.08) % 1) * (W + 80)) + drift * 0.7;
    c.glow(back, y + 3, 9, hex(0xff4a5a), 0.8);
  }
}

function room(c: Canvas, t: number, bands: Float32Array): void {
  const pane = box(WINDOW.l, WINDOW.t, WINDOW.r, WINDOW.b, 14);
  c.fill([0, 0, W, H], (x, y) => -pane(x, y), (_x, y) => ramp([hex(0x241a41), hex(0x2d2049), hex(0x1b1330)], y / H));
  c.fill([0, 0, W, H], (x, y) => Math.abs(pane(x, y)) - 4, hex(0x181028));
  for (const x of [W / 2 - 66]) c.fill([x - 3, WINDOW.t, x + 3, WINDOW.b], box(x - 2.5, WINDOW.t, x + 2.5, WINDOW.b), hex(0x181028));
  // String of bulbs across the top, brightening in turn.
  for (let i = 0; i < 9; i++) {
    const x = 14 + i * 50.5, y = 40 + Math.sin((i / 8) * Math.PI * 2) * 5 + Math.sin((i / 8) * Math.PI) * 26;
    const on = 0.6 + 0.4 * sway(t, 4, i / 9);
    if (i < 8) {
      const x2 = 14 + (i + 1) * 50.5, y2 = 40 + Math.sin(((i + 1) / 8) * Math.PI * 2) * 5 + Math.sin(((i + 1) / 8) * Math.PI) * 26;
      c.fill([x, Math.min(y, y2) - 12, x2, Math.max(y, y2)], limb(x, y - 8, x2, y2 - 8, 0.9), hex(0x120c20));
    }
    c.glow(x, y, 26, hex(0xffb663), 0.55 * on);
    c.fill([x - 7, y - 8, x + 7, y + 8], ellipse(x, y, 4.6, 5.6), blend(hex(0xd98d4a), hex(0xfff0c4), on));
  }
  // Neon note on the right wall, on every beat a little brighter.
  const beat = Math.exp((-3.5 * (t % (BEAT_SECONDS * 2))) / (BEAT_SECONDS * 2)), nx = 340, ny = 196;
  const note = union(limb(nx - 14, ny - 30, nx - 14, ny + 22, 1.6), limb(nx + 18, ny - 38, nx + 18, ny + 12, 1.6), limb(nx - 14, ny - 30, nx + 18, ny - 38, 1.8), limb(nx - 14, ny - 21, nx + 18, ny - 29, 1.6),
    (x, y) => Math.abs(ellipse(nx - 22, ny + 23, 9, 7)(x, y)) - 1.6, (x, y) => Math.abs(ellipse(nx + 10, ny + 13, 9, 7)(x, y)) - 1.6);
  const power = 0.55 + 0.35 * beat + 0.1 * bands[3]!;
  c.light([nx - 70, ny - 80, nx + 60, ny + 70], hex(0xff4fb4), (x, y) => 0.75 * power * Math.exp(-Math.max(0, note(x, y)) / 8));
  c.fill([nx - 40, ny - 50, nx + 40, ny + 50], note, blend(hex(0xff8fd0), hex(0xffe3f4), power));
}

function presenter(c: Canvas, t: number, bands: Float32Array): void {
  const dx = sway(t, 4) * 5 + sway(t, 16) * 5, bob = Math.abs(sway(t, 2)) * 3, breathe = sway(t, 4, 0.25) * 1.5;
  const x = 212 + dx * 0.5, neck = 412 + bob * 0.5, tilt = sway(t, 4, 0.05) * 0.045 + sway(t, 32) * 0.04;
  const hx = x + dx * 0.55, hy = 318 + bob;
  const turn = sway(t, 16, 0.1) * 5; // features slide a little: the head looks about
  const all: [number, number, number, number] = [hx - 150, hy - 140, hx + 150, hy + 150];
  const head = (s: Shape): Shape => turned(s, hx, neck, tilt);
  // Back hair, neck, shoulders.
  c.fill([hx - 130, hy - 130, hx + 130, 560], head(melt(14, ellipse(hx, hy - 22, 88, 90), limb(hx - 58, hy, hx - 66, hy + 118, 28, 20), limb(hx + 58, hy, hx + 66, hy + 118, 28, 20))),
    (px, _py, d) => blend(HAIR, px < hx ? hex(0x7a4a8a) : hex(0xc26a86), 0.55 * smooth(-9, 0, d)));
  c.fill([x - 60, neck - 20, x + 60, neck + 80], ellipse(x, neck + 26, 42, 34), scale(KNIT_DARK, 0.6));
  c.fill([x - 60, neck - 50, x + 60, neck + 60], limb(hx, neck - 26, x, neck + 34, 24, 28), (_px, py) => blend(SKIN_SHADE, SKIN, smooth(neck - 8, neck + 40, py)));
  const torso = melt(22, limb(x - 92, neck + 84 + breathe, x + 92, neck + 84 + breathe, 44), limb(x, neck + 80, x, neck + 240, 96, 118), limb(x - 104, neck + 100, x - 128, neck + 250, 34, 40), limb(x + 104, neck + 100, x + 128, neck + 250, 34, 40));
  const collar = ellipse(x, neck + 26, 42, 34);
  c.fill([x - 190, neck, x + 190, H], without(torso, collar), (px, py, d) => {
    const fold = 0.5 + 0.5 * Math.sin((px - x) * 0.22 + Math.sin(py * 0.018) * 1.4);
    return blend(blend(KNIT, KNIT_DARK, 0.25 * fold + 0.75 * smooth(neck + 40, neck + 230, py)), hex(0xffa08e), 0.5 * smooth(-7, 0, d) * smooth(neck + 200, neck + 60, py));
  });
  c.fill([x - 60, neck - 14, x + 60, neck + 80], (px, py) => Math.abs(collar(px, py)) - 6, blend(KNIT, hex(0xffffff), 0.12));

  const face = melt(10, ellipse(hx, hy - 12, 61, 62), ellipse(hx, hy + 22, 47, 52));
  c.fill(all, head(face), (px, py, d) => {
    const side = smooth(hx - 66, hx + 70, px);
    return blend(blend(SKIN, SKIN_SHADE, 0.55 * smooth(0.35, 0, side) + 0.25 * smooth(hy + 40, hy + 78, py)), hex(0xffd9b8), 0.55 * side * smooth(-12, -1, d));
  });
  for (const side of [-1, 1]) c.light(all, hex(0xff6f7a), head1(head, ellipse(hx + turn + side * 35, hy + 24, 17, 11), 0.16));
  features(c, t, bands, head, hx + turn, hy);
  fringe(c, head, hx, hy, all);
  headphones(c, head, hx, hy, all);
}

/** A soft patch of light in a shape's place. */
const head1 = (head: (s: Shape) => Shape, shape: Shape, power: number) => {
  const placed = head(shape);
  return (x: number, y: number): number => power * smooth(8, -10, placed(x, y));
};

function features(c: Canvas, t: number, bands: Float32Array, head: (s: Shape) => Shape, fx: number, hy: number): void {
  const near: [number, number, number, number] = [fx - 70, hy - 50, fx + 70, hy + 80];
  // Blinks at fixed moments of the loop, a double one now and then.
  let open = 1;
  for (const at of [2.6, 6.9, 7.3, 11.8, 16.2, 20.7, 21.1, 25.4, 29.9]) open = Math.min(open, clamp(Math.abs(t - at) / 0.11));
  for (const side of [-1, 1]) {
    const ex = fx + side * 26, ey = hy - 2;
    c.fill(near, head(ellipse(ex, ey, 12.5, 9.5 * open + 0.8)), hex(0xfff6ee));
    c.fill(near, head(both(ellipse(ex + sway(t, 8) * 2, ey, 8, 8.6), ellipse(ex, ey, 12.5, 9.5 * open + 0.8))), hex(0x4a2838));
    if (open > 0.5) c.fill(near, head(ellipse(ex + 3 + sway(t, 8) * 2, ey - 3.5, 2.5)), [1, 1, 1]);
    const rim = ellipse(ex, ey + 0.5, 13.5, 10 * open + 1.2);
    const lash = limb(ex + side * 12, ey - 2, ex + side * 16.5, ey - 6 * open - 1, 1.8, 0.8);
    c.fill(near, head(union(both((x, y) => Math.abs(rim(x, y)) - 1.7, (_x, y) => y - ey), lash)), hex(0x341d2b));
    c.fill(near, head(melt(3, limb(ex - side * 12, ey - 20, ex + side * 2, ey - 24, 2), limb(ex + side * 2, ey - 24, ex + side * 14, ey - 19, 2, 1.2))), HAIR);
  }
  c.fill(near, head(limb(fx + 1, hy + 10, fx + 4, hy + 21, 1.4, 2.4)), SKIN_SHADE);
  // Talks in phrases: four seconds in six, the mouth led by the tune's middle bands and a syllable rhythm.
  const talking = smooth(-0.35, 0.15, sway(t, 8, 0.05));
  const mouth = 1.5 + talking * (2 + 7 * Math.abs(sway(t, 0.5) * sway(t, 0.8, 0.2)) + 3 * bands[6]!);
  const my = hy + 42;
  const lips = melt(4, ellipse(fx, my + mouth * 0.35, 16 - mouth * 0.25, mouth), limb(fx - 18, my - 5.5, fx - 8, my + 1, 1.6, 2), limb(fx - 8, my + 1, fx + 8, my + 1, 2, 2), limb(fx + 8, my + 1, fx + 18, my - 5.5, 2, 1.6));
  c.fill(near, head(lips), hex(0x9c3b4a));
  if (mouth > 4) c.fill(near, head(both(ellipse(fx, my - 0.5, 11, 3), ellipse(fx, my + mouth * 0.35, 14, mouth))), hex(0xfff4ee));
}

function fringe(c: Canvas, head: (s: Shape) => Shape, hx: number, hy: number, all: [number, number, number, number]): void {
  const cap = both(ellipse(hx, hy - 22, 80, 82), (_x, y) => y - (hy + 30));
  const hair = melt(6, without(cap, melt(16, ellipse(hx + 16, hy + 22, 53, 62), ellipse(hx - 24, hy + 22, 36, 52))), limb(hx - 62, hy - 20, hx - 66, hy + 74, 15, 9), limb(hx + 63, hy - 20, hx + 67, hy + 74, 14, 9));
  c.fill(all, head(hair), (px, py, d) => {
    const strand = 0.5 + 0.5 * Math.sin((px - hx) * 0.19 + (py - hy) * 0.05);
    const shine = Math.exp(-(((py - hy + 74 + (px - hx) ** 2 / 160) / 9) ** 2));
    return blend(blend(HAIR, hex(0x4a2c55), 0.5 * strand), hex(0xd58fb8), 0.4 * shine + 0.25 * smooth(-5, 0, d));
  });
}

function headphones(c: Canvas, head: (s: Shape) => Shape, hx: number, hy: number, all: [number, number, number, number]): void {
  const arc = both((x, y) => Math.abs(ellipse(hx, hy - 18, 86, 92)(x, y)) - 5.5, (_x, y) => y - (hy - 6));
  c.fill(all, head(arc), (_px, _py, d) => blend(hex(0xe9e4f2), hex(0x9c8fb8), smooth(-5, 0, d)));
  for (const side of [-1, 1]) {
    const cx = hx + side * 83;
    c.fill(all, head(box(cx - 15, hy - 28, cx + 15, hy + 34, 14)), (px, _py, d) => blend(hex(0xf4f0fa), hex(0xa99bc6), 0.7 * smooth(-8, 0, d) + (px < hx ? 0.2 : 0)));
    c.fill(all, head(box(cx - 7, hy - 14, cx + 7, hy + 20, 7)), hex(0xff5fa2));
  }
}

function desk(c: Canvas, t: number, bands: Float32Array): void {
  // Microphone on its arm, in front of the shoulder and clear of the face.
  const mx = 318, my = 470 + sway(t, 8) * 1.5;
  c.fill([mx - 10, my - 20, W, 640], union(limb(W + 10, 600, 392, 500, 5), limb(392, 500, mx + 14, my + 12, 4.5)), (_x, _y, d) => blend(hex(0x15101f), hex(0x8d7aa8), 0.7 * smooth(-3, 0, d)));
  const mic = turned(box(mx - 21, my - 36, mx + 21, my + 30, 20), mx, my, -0.5);
  c.fill([mx - 60, my - 60, mx + 60, my + 60], mic, (x, y, d) => {
    const mesh = 0.5 + 0.25 * Math.sin(x * 1.6) + 0.25 * Math.sin(y * 1.6);
    return blend(blend(hex(0x2a2338), hex(0x564a6e), mesh * 0.5), hex(0xc7b4e0), 0.6 * smooth(-5, 0, d));
  });
  c.fill([mx - 60, my - 60, mx + 60, my + 60], turned(box(mx - 21, my + 2, mx + 21, my + 9), mx, my, -0.5), hex(0xff5fa2));

  const top = 628;
  c.fill([0, top - 4, W, H], box(-20, top, W + 20, H + 40, 10), (_x, y) => ramp([hex(0x33254a), hex(0x1d1530), hex(0x0e0a19)], (y - top) / 100));
  c.fill([0, top, W, top + 3], box(0, top, W, top + 2), hex(0x6a4d86), 0.7);
  // Meter on the desk: the tune's spectrum.
  const ml = 226;
  c.fill([ml - 12, top + 22, W, top + 100], box(ml - 10, top + 24, 410, top + 96, 12), hex(0x0d0917));
  for (let i = 0; i < 13; i++) {
    const lit = Math.round(bands[i + 1]! * 7);
    for (let row = 0; row < 7; row++) {
      const x = ml + i * 13.4, y = top + 84 - row * 8;
      c.fill([x, y, x + 10, y + 6], box(x, y, x + 9, y + 5, 1.5), scale(ramp([hex(0x37c8ff), hex(0x9b6bff), hex(0xff5fa2)], row / 6), row < lit ? 0.9 : 0.13));
    }
  }
  plant(c, t);
}

function plant(c: Canvas, t: number): void {
  const leaves: Shape[] = [];
  for (let i = 0; i < 9; i++) {
    const angle = -1.25 + i * 0.3 + sway(t, 8, i * 0.11) * 0.03, length = 120 + 50 * chance(i + 3);
    const tipX = 30 + Math.sin(angle) * length, tipY = 650 - Math.cos(angle) * length;
    leaves.push(limb(30, 660, (30 + tipX) / 2, (650 + tipY) / 2 - 12, 4, 12), limb((30 + tipX) / 2, (650 + tipY) / 2 - 12, tipX, tipY, 12, 1));
  }
  c.fill([0, 460, 220, 690], union(...leaves), (_x, y, d) => blend(hex(0x10202c), hex(0x3f7f78), 0.55 * smooth(-3, 0, d) * smooth(660, 520, y)));
  c.fill([0, 630, 90, 700], box(2, 640, 66, 700, 10), hex(0x171024));
}
