/** How comments are written: what is measured and what is shown have the same. */
export interface TextSize {
  /** Of letters, pixels. */
  readonly font: number;
  /** Height of a lane, pixels. */
  readonly lane: number;
  /** As in CSS: `600 24px/33px sans-serif`. */
  readonly css: string;
}

/** Of a lane to its letters. */
const lineHeight = 1.35;

export function textSize(font: number, family = 'sans-serif', weight = '600'): TextSize {
  const lane = Math.ceil(font * lineHeight);
  return { font, lane, css: `${weight} ${font}px/${lane}px ${family}` };
}

/** 24 px on a desktop stage, 16 on a phone; whole steps, so that dragging a window's edge does not change it all the time. */
export function automaticFontSize(width: number): number {
  return Math.min(24, Math.max(16, Math.round(width / 96) * 2));
}

/** What is on stage keeps the letters it was measured with, or it would outgrow its place when the page or the stage changes. */
export function setTextSize(element: HTMLElement, { css, lane }: TextSize): void {
  element.style.font = css;
  element.style.setProperty('--_lane', `${lane}px`);
}
