import { burst, chance, glow, ramp, star, type Context, type Scene } from './sparks.js';

const BODY = 'M0-60c16 12 24 28 24 47 0 15-4 29-10 40h-28c-6-11-10-25-10-40 0-19 8-35 24-47z';
const NOSE = 'M0-60c8.500 6.300 14.500 13.700 18.500 22.500h-37c4-8.800 10-16.200 18.500-22.500z';
const FINS = 'M-22-4l-17 19c-2 2-2 4-1 6l2.500 11 20-9zM22-4l17 19c2 2 2 4 1 6l-2.500 11-20-9z';

/** A rocket climbs from the lower edge, in smoke and sparks, and bursts into fireworks beyond the upper third. */
export const rocket: Scene = (context, t, width, height) => {
  const unit = width / 360;
  const path = (at: number) => {
    const climb = ramp(at, -0.16, 0.74) ** 1.2;
    return [width * (0.5 + 0.06 * Math.sin(at * 7)), height * (1.06 - climb * 0.8)] as const;
  };
  smoke(context, t, unit, path);
  for (let i = 0; i < 46; i++) {
    const born = (i / 46) * 0.62;
    const age = (t - born) / 0.3;
    if (age < 0 || age > 1) continue;
    const [x, y] = path(born);
    const side = (chance(i) - 0.5) * 130 * unit * age;
    star(context, x + side, y + (70 + 160 * age * chance(i + 9)) * unit, (3 + 8 * chance(i + 3)) * unit * (1 - age * 0.6), i % 3 ? '#ffe27a' : '#8fe3ff', 1 - age);
  }
  if (t < 0.7) drawRocket(context, t, unit, path(t), 1 - ramp(t, 0.66, 0.7));
  const [x, y] = path(0.68);
  burst(context, x, y, 165 * unit, (t - 0.67) / 0.33, ['#ffd166', '#ff6b6b', '#ffffff', '#ff9f1c'], 7);
  burst(context, x - 90 * unit, y + 90 * unit, 95 * unit, (t - 0.75) / 0.25, ['#7ee8fa', '#5b6bff', '#ffffff'], 51);
  burst(context, x + 96 * unit, y + 70 * unit, 100 * unit, (t - 0.78) / 0.22, ['#ff8fd0', '#c77dff', '#ffffff'], 93);
};

function smoke(context: Context, t: number, unit: number, path: (at: number) => readonly [number, number]): void {
  for (let i = 0; i < 60; i++) {
    const born = (i / 60) * 0.66;
    const age = (t - born) / 0.38;
    if (age < 0 || age > 1) continue;
    const [x, y] = path(born);
    const drift = (chance(i + 40) - 0.5) * 80 * unit * age;
    const warm = age < 0.12;
    glow(context, x + drift, y + (62 + 60 * age) * unit, (16 + 44 * age) * unit, warm ? '#ffcf87' : '#e9edf7', (warm ? 0.7 : 0.34) * (1 - age) ** 1.4);
  }
}

function drawRocket(context: Context, t: number, unit: number, [x, y]: readonly [number, number], alpha: number): void {
  context.save();
  context.translate(x + Math.sin(t * 190) * 1.2 * unit, y);
  context.rotate(0.1 * Math.cos(t * 7));
  context.scale(1.55 * unit, 1.55 * unit);
  context.globalAlpha = alpha;
  const flick = 1 + 0.22 * Math.sin(t * 300) + 0.12 * Math.sin(t * 517);
  glow(context, 0, 50, 62, '#ff8a1f', 0.55 * alpha);
  for (const [size, color] of [[1, '#ff5a1f'], [0.72, '#ffb01f'], [0.42, '#fff3b0']] as const) {
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(-13 * size, 27);
    context.quadraticCurveTo(-17 * size, 52 * size + 12, 0, 27 + 62 * size * flick);
    context.quadraticCurveTo(17 * size, 52 * size + 12, 13 * size, 27);
    context.fill();
  }
  const paint = (shape: string, stops: readonly string[]) => {
    const gradient = context.createLinearGradient(-26, 0, 26, 0);
    stops.forEach((color, i) => gradient.addColorStop(i / (stops.length - 1), color));
    context.fillStyle = gradient;
    context.fill(new Path2D(shape));
  };
  paint(FINS, ['#ff7a6b', '#d81f3c', '#a3122f']);
  paint(BODY, ['#ffffff', '#eef1fa', '#a6b1d4']);
  paint(NOSE, ['#ff8a7a', '#e02a46', '#b01534']);
  for (const [radius, color] of [[12.5, '#2f4f9e'], [8.5, '#6fd0ff'], [3, '#ffffff']] as const) {
    context.fillStyle = color;
    context.beginPath();
    context.arc(radius === 3 ? -3 : 0, radius === 3 ? -18 : -15, radius, 0, 7);
    context.fill();
  }
  context.restore();
}
