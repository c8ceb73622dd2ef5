/**
 * The demo programme's music: 16 bars at 120 beats a minute, exactly 32 s, mono, 48 kHz, computed here and therefore free
 * of anyone's rights. Every note's tail wraps around the end, so the loop has no seam.
 */
export const RATE = 48_000;
export const LOOP_SECONDS = 32;
export const BEAT_SECONDS = 0.5;
const LENGTH = RATE * LOOP_SECONDS;

/** Four bars of chords as MIDI notes: Am9, Fmaj7, C, G6. */
const CHORDS = [[57, 60, 64, 67, 71], [53, 57, 60, 64, 67], [48, 55, 60, 64, 67], [55, 59, 62, 64, 71]] as const;
/** A small melody per four bars: beat, MIDI note, length in beats. */
const MELODY = [
  [0, 76, 1.5], [1.5, 74, 0.5], [2, 72, 1], [3, 69, 1], [4, 72, 1.5], [5.5, 74, 0.5], [6, 76, 2],
  [8, 79, 1.5], [9.5, 76, 0.5], [10, 74, 1], [11, 72, 1], [12, 74, 3],
] as const;
const ANSWER = [
  [0, 81, 1], [1, 79, 1], [2, 76, 2], [4, 77, 1], [5, 76, 1], [6, 72, 2],
  [8, 76, 1], [9, 74, 0.5], [9.5, 72, 0.5], [10, 74, 2], [12, 71, 1.5], [13.5, 72, 0.5], [14, 69, 2],
] as const;

const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);
const TAU = Math.PI * 2;

function add(out: Float32Array, atSeconds: number, seconds: number, sample: (t: number) => number): void {
  const start = Math.round(atSeconds * RATE);
  for (let i = 0, n = Math.round(seconds * RATE); i < n; i++) out[(start + i) % LENGTH]! += sample(i / RATE);
}

/** Two-operator FM, the sound of an electric piano. */
const piano = (midi: number, level: number) => (t: number): number => {
  const f = hertz(midi);
  const bright = 1.4 * Math.exp(-t * 5);
  return level * Math.exp(-t * 2.2) * Math.min(1, t * 400) * Math.sin(TAU * f * t + bright * Math.sin(TAU * f * 2 * t));
};
const pad = (midi: number, level: number, seconds: number) => (t: number): number => {
  const f = hertz(midi), shape = Math.min(1, t / 0.5) * Math.min(1, (seconds - t) / 0.7);
  return level * shape * (Math.sin(TAU * f * t) + 0.35 * Math.sin(TAU * f * 1.003 * 2 * t) + 0.5 * Math.sin(TAU * f * 0.997 * t));
};
const lead = (midi: number, level: number, seconds: number) => (t: number): number => {
  const f = hertz(midi), vibrato = 0.35 * Math.min(1, t * 2) * Math.sin(TAU * 5.2 * t);
  const shape = Math.min(1, t * 40) * Math.min(1, Math.max(0, (seconds - t) / 0.15));
  const p = TAU * f * t + vibrato;
  return level * shape * (Math.sin(p) + 0.3 * Math.sin(2 * p) + 0.12 * Math.sin(3 * p));
};
const bass = (midi: number, level: number, seconds: number) => (t: number): number => {
  const p = TAU * hertz(midi) * t;
  return level * Math.min(1, t * 200) * Math.min(1, (seconds - t) / 0.04) * Math.exp(-t * 0.8) * (Math.sin(p) + 0.35 * Math.sin(2 * p));
};

/** `drums` off and a softer lead make the quiet version for the talk studio. */
export function makeTune(mood: 'show' | 'talk'): Float32Array {
  const dry = new Float32Array(LENGTH), show = mood === 'show';
  const bar = 4 * BEAT_SECONDS;
  for (let b = 0; b < 16; b++) {
    const chord = CHORDS[b % 4]!, at = b * bar;
    for (const note of chord) add(dry, at, bar + 0.6, pad(note, 0.022, bar + 0.6));
    const steps = show ? [0, 2, 1, 3, 4, 2, 3, 1] : [0, 3, 2, 4];
    steps.forEach((step, i) => {
      add(dry, at + (i * bar) / steps.length, 1.6, piano(chord[step % chord.length]! + (show ? 12 : 0), 0.1));
    });
    for (const beat of show ? [0, 1.5, 2.5, 3] : [0, 2]) {
      add(dry, at + beat * BEAT_SECONDS, 0.42, bass(chord[0] - 12 - (chord[0] > 55 ? 12 : 0), show ? 0.2 : 0.14, 0.42));
    }
  }
  for (let part = 0; part < 4; part++) {
    if (!show && part % 2 === 0) continue;
    for (const [beat, note, beats] of part % 2 === 0 ? MELODY : ANSWER) {
      const seconds = beats * BEAT_SECONDS + 0.12;
      add(dry, part * 4 * bar + beat * BEAT_SECONDS, seconds, lead(note - (show ? 0 : 12), 0.075, seconds));
    }
  }
  const wet = echo(dry, 0.75 * BEAT_SECONDS, 0.28);
  if (show) drums(wet);
  return level(wet);
}

function drums(out: Float32Array): void {
  let seed = 7;
  const noise = (): number => (seed = (seed * 16807) % 2147483647) / 1073741824 - 1;
  for (let beat = 0; beat < LOOP_SECONDS / BEAT_SECONDS; beat++) {
    const at = beat * BEAT_SECONDS;
    add(out, at, 0.28, (t) => 0.42 * Math.exp(-t * 14) * Math.sin(TAU * (48 * t + 9 * (1 - Math.exp(-t * 30)))));
    if (beat % 2 === 1) add(out, at, 0.2, (t) => 0.11 * Math.exp(-t * 22) * noise() + 0.08 * Math.exp(-t * 30) * Math.sin(TAU * 190 * t));
    let last = 0;
    add(out, at + BEAT_SECONDS / 2, 0.08, (t) => { const n = noise(), high = n - last; last = n; return 0.04 * Math.exp(-t * 60) * high; });
  }
}

function echo(dry: Float32Array, seconds: number, gain: number): Float32Array {
  const out = dry.slice(), step = Math.round(seconds * RATE);
  for (let tap = 1; tap <= 4; tap++) {
    const k = gain ** tap;
    for (let i = 0; i < LENGTH; i++) out[(i + tap * step) % LENGTH]! += dry[i]! * k;
  }
  return out;
}

/** Gentle saturation, then −3 dB peak. */
function level(wave: Float32Array): Float32Array {
  let peak = 0;
  for (let i = 0; i < LENGTH; i++) { wave[i] = Math.tanh(wave[i]! * 1.3); peak = Math.max(peak, Math.abs(wave[i]!)); }
  for (let i = 0; i < LENGTH; i++) wave[i]! *= 0.7 / peak;
  return wave;
}

/**
 * Loudness 0…1 of `count` log-spaced bands (60 Hz … 6 kHz) for every video frame, with a meter's quick rise and slow fall.
 * Measured twice around the loop, so that the fall carries over the seam.
 */
export function bandsOf(wave: Float32Array, count: number, fps: number): Float32Array[] {
  const frames = LOOP_SECONDS * fps, size = 2048, top = new Float32Array(count).fill(1e-9);
  const raw = Array.from({ length: frames }, (_, frame) => Float32Array.from({ length: count }, (_, band) => {
    const k = 2 * Math.cos((TAU * 60 * 100 ** (band / (count - 1))) / RATE);
    let a = 0, b = 0;
    const from = Math.round((frame / fps) * RATE) - size / 2 + LENGTH;
    for (let i = 0; i < size; i++) {
      const s = wave[(from + i) % LENGTH]! * (0.5 - 0.5 * Math.cos((TAU * i) / size)) + k * a - b;
      b = a; a = s;
    }
    return Math.sqrt(Math.max(0, a * a + b * b - k * a * b));
  }));
  for (const row of raw) row.forEach((v, i) => { top[i] = Math.max(top[i]!, v); });
  const held = new Float32Array(count), out: Float32Array[] = [];
  for (let n = 0; n < frames * 2; n++) {
    const row = raw[n % frames]!;
    for (let i = 0; i < count; i++) {
      const v = Math.sqrt(row[i]! / top[i]!);
      held[i] = v > held[i]! ? held[i]! + (v - held[i]!) * 0.6 : held[i]! + (v - held[i]!) * 0.14;
    }
    out[n % frames] = held.slice();
  }
  return out;
}
