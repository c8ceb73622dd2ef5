import type { Effect } from '../contract.js';
import type { Halves } from './side-by-side-engine.js';

type Matte = NonNullable<Effect['matte']>;

/** Puts the two halves of a video frame together. */
export interface Compositor {
  draw(video: HTMLVideoElement): void;
  close(): void;
}

/** On the graphics chip where there is one; else pixel by pixel, which is enough for small art. */
export function makeCompositor(canvas: HTMLCanvasElement, halves: Halves, matte: Matte, withChip = true): Compositor {
  const gl = withChip ? canvas.getContext('webgl', { premultipliedAlpha: true, antialias: false, depth: false }) : null;
  return gl ? onChip(gl, halves, matte) : byPixel(canvas, halves, matte);
}

const VERTEX = `
attribute vec2 place;
varying vec2 at;
void main() { at = vec2(place.x, 1.0 - place.y); gl_Position = vec4(place * 2.0 - 1.0, 0.0, 1.0); }`;
/**
 * The canvas wants colours already weakened by their alpha, as they are on black; never stronger than it, or what the encoder
 * has smeared would glow. `edge`: half a pixel of the video. Nearer to the seam than that, the other half would bleed in. */
const FRAGMENT = `
precision mediump float;
varying vec2 at;
uniform sampler2D frame;
uniform vec2 color;
uniform vec2 alpha;
uniform vec2 size;
uniform vec2 edge;
uniform vec2 matte;
void main() {
  vec2 spot = clamp(at * size, edge, size - edge);
  float seen = texture2D(frame, alpha + spot).g;
  vec3 shade = texture2D(frame, color + spot).rgb;
  gl_FragColor = vec4(matte.x > 0.5 ? min(shade, seen) : shade * seen, seen);
}`;

function onChip(gl: WebGLRenderingContext, { color, alpha, width, height }: Halves, matte: Matte): Compositor {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
  const place = gl.getAttribLocation(program, 'place');
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const [name, value] of [
    [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
  ] as const) {
    gl.texParameteri(gl.TEXTURE_2D, name, value);
  }
  const set = (name: string, [x, y]: readonly [number, number]) => gl.uniform2f(gl.getUniformLocation(program, name), x, y);
  set('color', color);
  set('alpha', alpha);
  set('matte', [matte === 'black' ? 1 : 0, 0]);
  const size = color[0] !== alpha[0] ? ([0.5, 1] as const) : ([1, 0.5] as const);
  set('size', size);
  set('edge', [(0.5 * size[0]) / width, (0.5 * size[1]) / height]);
  return {
    draw(video) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, video);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    },
    // Browsers allow some sixteen contexts a page; one that is only forgotten still counts.
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function byPixel(canvas: HTMLCanvasElement, { width, height, color, alpha }: Halves, matte: Matte): Compositor {
  const shown = canvas.getContext('2d', { willReadFrequently: true });
  const mask = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  return {
    draw(video) {
      if (!shown || !mask) return;
      const { videoWidth, videoHeight } = video;
      shown.drawImage(video, color[0] * videoWidth, color[1] * videoHeight, width, height, 0, 0, width, height);
      mask.drawImage(video, alpha[0] * videoWidth, alpha[1] * videoHeight, width, height, 0, 0, width, height);
      const picture = shown.getImageData(0, 0, width, height);
      const grey = mask.getImageData(0, 0, width, height).data;
      const { data } = picture;
      for (let i = 0; i < grey.length; i += 4) {
        const seen = grey[i + 1]!;
        data[i + 3] = seen;
        // Here colours are wanted at full strength; the array itself keeps them within 0…255.
        if (matte === 'black' && seen > 0) for (let c = i; c < i + 3; c++) data[c] = (data[c]! * 255) / seen;
      }
      shown.putImageData(picture, 0, 0);
    },
    close() {},
  };
}
