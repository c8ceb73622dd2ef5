/**
 * Maintainer only: draws and encodes the demo's sample programmes. Needs ffmpeg with libx264, libvpx-vp9, aac and libopus;
 * nobody who runs, tests or installs the project does. Run: `npx tsx demo/stream/make-sample.ts [tv|host …] [posters]` (≈ 5 min on two cores; with `posters` only the still pictures, some seconds).
 *
 * Each result is one fragmented MP4 of exactly 32 s: a fragment per half second, a key frame at the start of each 2 s segment, sound and picture
 * together. 32 s is a multiple of 8 s, the shortest time that holds a whole number of AAC frames (1024 samples at 48 kHz).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Canvas } from './paint/canvas.js';
import { bandsOf, LOOP_SECONDS, makeTune, RATE } from './paint/tune.js';
import { drawStage, STAGE } from './paint/stage.js';
import { drawStudio, STUDIO } from './paint/studio.js';
import { readSample, withoutSeam } from './sample-file.js';

const FPS = 30;
/** The moment of the loop that stands for it in lists, s. */
const POSTER_AT = 5.2;
/** Encoded before and after the part that is kept, so that the encoders are in full swing at both ends of it. */
const MARGIN_SECONDS = 8;
const OUT = join(import.meta.dirname, 'sample');
const PROGRAMMES = {
  tv: { size: STAGE, draw: drawStage, mood: 'show', h264: { crf: 29, max: 270 }, vp9: { crf: 53, max: 150 } },
  host: { size: STUDIO, draw: drawStudio, mood: 'talk', h264: { crf: 30, max: 220 }, vp9: { crf: 51, max: 120 } },
} as const;

async function run(program: string, args: string[], input?: AsyncIterable<Uint8Array>): Promise<void> {
  const child = spawn(program, args, { stdio: [input ? 'pipe' : 'ignore', 'inherit', 'inherit'] });
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
  if (input && child.stdin) {
    for await (const chunk of input) if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin!.once('drain', resolve));
    child.stdin.end();
  }
  await done;
}

async function* frames(name: keyof typeof PROGRAMMES, tune: Float32Array): AsyncGenerator<Uint8Array> {
  const { size, draw } = PROGRAMMES[name];
  const bands = bandsOf(tune, 16, FPS), canvas = new Canvas(size.width, size.height);
  for (let n = 0; n < LOOP_SECONDS * FPS; n++) {
    draw(canvas, n / FPS, bands[n]!);
    const bytes = new Uint8Array(size.width * size.height * 3);
    canvas.toBytes(bytes);
    yield bytes;
  }
}

async function poster(name: keyof typeof PROGRAMMES): Promise<void> {
  const { size, draw, mood } = PROGRAMMES[name], canvas = new Canvas(size.width, size.height), bytes = new Uint8Array(size.width * size.height * 3);
  draw(canvas, POSTER_AT, bandsOf(makeTune(mood), 16, FPS)[Math.round(POSTER_AT * FPS)]!);
  canvas.toBytes(bytes);
  await run('ffmpeg', ['-y', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size.width}x${size.height}`, '-i', '-', '-frames:v', '1', '-q:v', '4', join(OUT, `${name}.jpg`)],
    (async function* () { yield bytes; })());
}

function wav(tune: Float32Array): Buffer {
  const head = Buffer.alloc(44), body = Buffer.from(Int16Array.from(tune, (v) => Math.round(v * 32767)).buffer);
  head.write('RIFF', 0); head.writeUInt32LE(36 + body.length, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(RATE, 24); head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34); head.write('data', 36); head.writeUInt32LE(body.length, 40);
  return Buffer.concat([head, body]);
}

async function make(name: keyof typeof PROGRAMMES, scratch: string): Promise<void> {
  const { size, mood, h264, vp9 } = PROGRAMMES[name];
  const tune = makeTune(mood), sound = join(scratch, `${name}.wav`), picture = join(scratch, `${name}.mkv`);
  writeFileSync(sound, wav(tune));
  await run('ffmpeg', ['-y', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size.width}x${size.height}`, '-r', String(FPS), '-i', '-',
    '-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', picture], frames(name, tune));
  const seconds = String(LOOP_SECONDS + 2 * MARGIN_SECONDS);
  const source = ['-y', '-loglevel', 'error', '-stream_loop', '1', '-i', picture, '-stream_loop', '1', '-i', sound, '-t', seconds, '-map', '0:v', '-map', '1:a', '-ac', '1', '-ar', String(RATE),
    '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];
  const container = ['-f', 'mp4', '-movflags', '+empty_moov+default_base_moof+skip_trailer+negative_cts_offsets', '-frag_duration', '500000', '-min_frag_duration', '490000'];
  const variants = {
    h264: ['-c:v', 'libx264', '-profile:v', 'main', '-level', '3.1', '-preset', 'veryslow', '-tune', 'animation', '-bf', '0', '-g', '60', '-keyint_min', '60', '-sc_threshold', '0',
      '-crf', String(h264.crf), '-maxrate', `${h264.max}k`, '-bufsize', `${h264.max * 2}k`, '-c:a', 'aac', '-b:a', '56k'],
    vp9: ['-c:v', 'libvpx-vp9', '-crf', String(vp9.crf), '-b:v', `${vp9.max}k`, '-g', '60', '-keyint_min', '60', '-auto-alt-ref', '1', '-lag-in-frames', '25', '-deadline', 'good', '-cpu-used', '2', '-row-mt', '1',
      '-c:a', 'libopus', '-b:a', '40k', '-vbr', 'on'],
  };
  for (const [codec, options] of Object.entries(variants)) {
    const whole = join(scratch, `${name}-${codec}.mp4`);
    await run('ffmpeg', [...source, ...options, ...container, whole]);
    const loop = withoutSeam(readSample(readFileSync(whole)), MARGIN_SECONDS, LOOP_SECONDS);
    writeFileSync(join(OUT, `${name}-${codec}.mp4`), loop);
    console.log(`${name}-${codec}.mp4 ${(loop.length / 1024).toFixed(0)} KiB`);
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'live-sample-'));
try {
  mkdirSync(OUT, { recursive: true });
  const posters = process.argv.includes('posters'), wanted = process.argv.slice(2).filter((word) => word !== 'posters');
  for (const name of Object.keys(PROGRAMMES) as (keyof typeof PROGRAMMES)[]) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await poster(name);
    if (!posters) await make(name, scratch);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
