/** Letters and lanes, pixels. */
export interface TextSize {
  readonly font: number;
  readonly lane: number;
}

/** What is on stage keeps the size it was measured with, or it would outgrow its place when the stage's size changes. */
export function setTextSize(element: HTMLElement, { font, lane }: TextSize): void {
  element.style.fontSize = `${font}px`;
  element.style.setProperty('--_lane', `${lane}px`);
}
