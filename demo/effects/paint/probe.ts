import type { Scene } from './sparks.js';

/** Fixture of the tests: red, seen on the left half only; a white bar in it moves down. */
export const probe: Scene = (context, t, width, height) => {
  context.fillStyle = '#e02020';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#ffffff';
  context.fillRect(0, t * height, width / 2, height / 8);
};
