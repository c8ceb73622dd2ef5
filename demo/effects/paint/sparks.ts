/** Shared by the scenes: repeatable chance, easing, and things that glow. `t` is 0…1 of the scene throughout. */
export type Context = CanvasRenderingContext2D;
export type Scene = (context: Context, t: number, width: number, height: number) => void;

export const chance = (n: number): number => {
  const s = Math.sin(n * 127.1 + 311.7) * 43758.5453;
  return s - Math.floor(s);
};
export const clamp = (v: number): number => Math.min(1, Math.max(0, v));
/** 0 before `from`, 1 after `to`, smooth between. */
export const ramp = (t: number, from: number, to: number): number => {
  const x = clamp((t - from) / (to - from));
  return x * x * (3 - 2 * x);
};

/** `color` as #rrggbb: it fades into its own transparent self, as plain `transparent` is black on the way there. */
export function glow(context: Context, x: number, y: number, radius: number, color: string, alpha: number): void {
  if (alpha <= 0.004 || radius <= 0) return;
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, color);
  gradient.addColorStop(1, `${color}00`);
  context.save();
  context.globalAlpha = alpha;
  context.fillStyle = gradient;
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
  context.restore();
}

/** Lets everything painted so far fade out towards the frame's edges, `margin` wide: a glow that is cut off shows the frame as a box. */
export function softEdges(context: Context, width: number, height: number, margin: number): void {
  context.save();
  context.globalCompositeOperation = 'destination-in';
  for (const [x, y, share] of [[width, 0, margin / width], [0, height, margin / height]] as const) {
    const gradient = context.createLinearGradient(0, 0, x, y);
    for (const [at, alpha] of [[0, 0], [share, 1], [1 - share, 1], [1, 0]] as const) gradient.addColorStop(at, `rgb(0 0 0 / ${alpha})`);
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
  }
  context.restore();
}

/** A four-pointed star that twinkles. */
export function star(context: Context, x: number, y: number, radius: number, color: string, alpha: number): void {
  if (alpha <= 0.01 || radius <= 0.2) return;
  context.save();
  context.translate(x, y);
  context.globalAlpha = alpha;
  context.fillStyle = color;
  context.beginPath();
  for (let i = 0; i < 8; i++) {
    const r = i % 2 ? radius * 0.22 : radius;
    context.lineTo(Math.cos((i * Math.PI) / 4) * r, Math.sin((i * Math.PI) / 4) * r);
  }
  context.fill();
  context.restore();
}

/** One firework: rays that slow down, fall and fade; `age` 0…1. */
export function burst(context: Context, x: number, y: number, size: number, age: number, colors: readonly string[], seed: number): void {
  if (age <= 0 || age >= 1) return;
  glow(context, x, y, size * 0.55, '#ffffff', 0.8 * (1 - ramp(age, 0, 0.22)));
  glow(context, x, y, size * (0.5 + age * 0.6), colors[0]!, 0.3 * (1 - age));
  const out = (a: number) => 1 - (1 - a) ** 3;
  context.save();
  context.lineCap = 'round';
  for (let i = 0; i < 44; i++) {
    const angle = (i / 44) * Math.PI * 2 + chance(seed + i) * 0.14;
    const reach = size * (0.55 + 0.45 * chance(seed + i * 3));
    const point = (a: number) => [x + Math.cos(angle) * reach * out(a), y + Math.sin(angle) * reach * out(a) + a * a * size * 0.28] as const;
    const fade = 1 - ramp(age, 0.5, 1);
    context.globalAlpha = fade * (0.75 + 0.25 * Math.sin(age * 60 + i * 5));
    context.strokeStyle = colors[i % colors.length]!;
    context.lineWidth = Math.max(0.8, size * 0.022 * (1 - age * 0.6));
    context.beginPath();
    context.moveTo(...point(Math.max(0, age - 0.12)));
    context.lineTo(...point(age));
    context.stroke();
    const [px, py] = point(age);
    if (i % 3 === 0) star(context, px, py, size * 0.06 * (1 - age * 0.5), 'white', fade * chance(seed + i + Math.floor(age * 24)));
  }
  context.restore();
}
