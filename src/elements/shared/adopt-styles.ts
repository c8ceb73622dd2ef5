import type { CSSResult } from 'lit';

/** Adds what a part that arrived late looks like to the shadow root it is drawn in, once. */
export function adoptLate(root: ShadowRoot | null, { styleSheet }: CSSResult): void {
  if (root && styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
