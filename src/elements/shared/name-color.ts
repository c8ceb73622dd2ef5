import { css } from 'lit';

/**
 * A colour per person that stays the same on every device and visit.
 * Lightness is fixed per theme, so that each of the 360 hues keeps at least 4.5:1 on the kit's surfaces (WCAG 2.2, 1.4.3).
 */

/** 0…359, from the id by FNV-1a, which spreads ids that differ in one digit. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
export function nameHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  // The low bits of FNV are its weakest; fold the high half in before the remainder.
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}

/** Colour of the name of whose hue stands in `--_person`; follows `color-scheme`. */
export const nameColor = css`light-dark(oklch(0.5 0.13 var(--_person)), oklch(0.8 0.11 var(--_person)))`;
