import type { Halves } from './side-by-side-engine.js';

/** Puts the two halves of a video frame together. */
export interface Compositor {
  draw(video: HTMLVideoElement): void;
  close(): void;
}

/** On the graphics chip where there is one; else pixel by pixel, which is enough for small art. */
export function makeCompositor(canvas: HTMLCanvasElement, halves: Halves): Compositor {
  const gl = canvas.getContext('webgl', { premultipliedAlpha: true, antialias: false, depth: false });
  return gl ? onChip(gl, halves) : byPixel(canvas, halves);
}

const VERTEX = `
attribute vec2 place;
varying vec2 at;
void main() { at = vec2(place.x, 1.0 - place.y); gl_Position = vec4(place * 2.0 - 1.0, 0.0, 1.0); }`;
/** `edge`: half a pixel of the video. Nearer to the seam than that, the other half would bleed in. */
const FRAGMENT = `
precision mediump float;
varying vec2 at;
uniform sampler2D frame;
uniform vec2 color;
uniform vec2 alpha;
uniform vec2 size;
uniform vec2 edge;
void main() {
  vec2 spot = clamp(at * size, edge, size - edge);
  float seen = texture2D(frame, alpha + spot).g;
  gl_FragColor = vec4(texture2D(frame, color + spot).rgb * seen, seen);
}`;

function onChip(gl: WebGLRenderingContext, { color, alpha, width, height }: Halves): Compositor {
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

function byPixel(canvas: HTMLCanvasElement, { width, height, color, alpha }: Halves): Compositor {
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
      for (let i = 0; i < grey.length; i += 4) picture.data[i + 3] = grey[i + 1]!;
      shown.putImageData(picture, 0, 0);
    },
    close() {},
  };
}
