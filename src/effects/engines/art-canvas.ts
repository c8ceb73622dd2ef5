import type { Effect } from '../contract.js';

/** A canvas that fills the box as the effect wants it to. */
export function artCanvas(box: HTMLElement, width: number, height: number, { fit = 'contain' }: Effect): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  fill(canvas, fit);
  box.append(canvas);
  return canvas;
}

/** Through the CSSOM: strict pages refuse `style` attributes. */
export function fill(element: HTMLElement, fit: 'contain' | 'cover'): void {
  Object.assign(element.style, { position: 'absolute', inset: '0', inlineSize: '100%', blockSize: '100%', objectFit: fit });
}
