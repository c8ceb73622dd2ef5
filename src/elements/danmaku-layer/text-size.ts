/** Letters and lanes, pixels. */
export interface TextSize {
  readonly font: number;
  readonly lane: number;
}

/** Of a lane to its letters. */
const lineHeight = 1.35;

export function textSize(font: number): TextSize {
  return { font, lane: Math.ceil(font * lineHeight) };
}

/** 24 px on a desktop stage, 16 on a phone; whole steps, so that dragging a window's edge does not change it all the time. */
export function automaticFontSize(width: number): number {
  return Math.min(24, Math.max(16, Math.round(width / 96) * 2));
}

/** What is on stage keeps the size it was measured with, or it would outgrow its place when the stage's size changes. */
export function setTextSize(element: HTMLElement, { font, lane }: TextSize): void {
  element.style.fontSize = `${font}px`;
  element.style.setProperty('--_lane', `${lane}px`);
}
