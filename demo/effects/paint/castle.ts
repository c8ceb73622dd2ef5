import { burst, chance, glow, ramp, softEdges, star, type Context, type Scene } from './sparks.js';

/** On the 48-grid of the gift's small picture. */
const TOWERS = 'M5.500 24h9v20h-9zM33.500 24h9v20h-9z';
const ROOFS = 'M4 24.500L10 13l6 11.500zM32 24.500L38 13l6 11.500zM15 19.500L24 5l9 14.500z';
const KEEP = 'M17 19h14v25H17z';
const DOOR = 'M20.500 44v-7.500a3.500 3.500 0 0 1 7 0V44z';
const FLAGS = 'M10 13V8.500l4.500 1.700L10 12zM38 13V8.500l4.500 1.700L38 12zM24 5V.4l5 2-5 2z';
const WINDOWS = [[10, 29], [38, 29], [24, 26]] as const;

/** A castle springs up in a halo, lights its windows, and fireworks go off behind it. */
export const castle: Scene = (context, t, width, height) => {
  const gone = ramp(t, 0.88, 1);
  const spring = ramp(t, 0, 0.13) * (1 + 0.16 * Math.sin(ramp(t, 0.06, 0.3) * Math.PI) * (1 - ramp(t, 0.2, 0.4)));
  const [cx, base] = [width / 2, height * 0.9];
  glow(context, cx, height * 0.58, width * 0.5 * spring, '#b48cff', 0.55 * spring * (1 - gone));
  // On the ground it stands on: wide, and no deeper than what is left of the frame.
  context.save();
  context.translate(cx, base);
  context.scale(1, 0.24);
  glow(context, 0, 0, width * 0.42 * spring, '#ffd6f5', 0.5 * spring * (1 - gone));
  context.restore();
  burst(context, width * 0.22, height * 0.26, width * 0.2, (t - 0.2) / 0.34, ['#ffd166', '#ff6b6b', '#ffffff'], 3);
  burst(context, width * 0.78, height * 0.22, width * 0.22, (t - 0.36) / 0.34, ['#7ee8fa', '#5b6bff', '#ffffff'], 33);
  burst(context, width * 0.5, height * 0.16, width * 0.24, (t - 0.54) / 0.36, ['#ff8fd0', '#ffe27a', '#ffffff'], 77);
  context.save();
  context.globalAlpha = 1 - gone;
  context.translate(cx, base);
  const scale = (width / 48) * 0.78;
  context.scale(scale * spring, scale * spring * (1 + 0.05 * Math.sin(t * 40) * (1 - ramp(t, 0.1, 0.35))));
  context.translate(-24, -44);
  build(context, ramp(t, 0.16, 0.3));
  context.restore();
  for (let i = 0; i < 26; i++) {
    const phase = (t * 1.6 + chance(i)) % 1;
    const angle = chance(i + 7) * Math.PI * 2;
    const far = width * (0.16 + 0.32 * chance(i + 5));
    star(context, cx + Math.cos(angle) * far, height * 0.56 + Math.sin(angle) * far * 0.8, width * 0.022 * chance(i + 2), '#fff7c9', Math.sin(phase * Math.PI) * spring * (1 - gone));
  }
  softEdges(context, width, height, width * 0.07);
};

function build(context: Context, lit: number): void {
  const fill = (shape: string, from: string, to: string) => {
    const gradient = context.createLinearGradient(6, 4, 40, 44);
    gradient.addColorStop(0, from);
    gradient.addColorStop(1, to);
    context.fillStyle = gradient;
    context.fill(new Path2D(shape));
  };
  fill(TOWERS, '#fff4fb', '#c7b3f2');
  fill(KEEP, '#ffffff', '#d3c2f5');
  fill(ROOFS, '#b48cff', '#6a3fd6');
  fill(FLAGS, '#ff5a86', '#ffb02e');
  fill(DOOR, '#8a5a3c', '#4d2f1f');
  for (const [x, y] of WINDOWS) {
    context.fillStyle = '#5b4a94';
    context.fillRect(x - 1.4, y - 2.2, 2.8, 4.4);
    context.save();
    context.globalAlpha *= lit;
    context.fillStyle = '#ffe27a';
    context.fillRect(x - 1.4, y - 2.2, 2.8, 4.4);
    context.restore();
    glow(context, x, y, 5, '#ffd166', 0.6 * lit * context.globalAlpha);
  }
}
