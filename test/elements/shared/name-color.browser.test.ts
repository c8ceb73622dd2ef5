import { expect } from '@open-wc/testing';
import { nameColor, nameHue } from '../../../src/elements/shared/name-color.js';

/** What the browser really paints, sRGB 0…255. */
function painted(color: string): [number, number, number] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return [r!, g!, b!];
}

/** WCAG 2.2, relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = {
  light: ['oklch(0.985 0.002 260)', 'white', 'oklch(0.95 0.004 260)'],
  dark: ['oklch(0.18 0.01 260)', 'oklch(0.235 0.012 260)', 'oklch(0.145 0.01 260)'],
} as const;

describe('nameColor', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => `user-${i}`);

  for (const scheme of ['light', 'dark'] as const) {
    it(`of 1,000 people can be read on each ${scheme} surface (4.5:1)`, () => {
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.colorScheme = scheme;
      probe.style.color = nameColor.cssText;
      const backgrounds = surfaces[scheme].map(painted);
      const worst = ids.map((id) => {
        probe.style.setProperty('--_person', String(nameHue(id)));
        const color = painted(getComputedStyle(probe).color);
        return Math.min(...backgrounds.map((background) => contrast(color, background)));
      });
      probe.remove();
      expect(Math.min(...worst)).to.be.at.least(4.5);
    });
  }

  it('spreads people over the circle', () => {
    const perSector = new Array<number>(12).fill(0);
    for (const id of ids) perSector[Math.floor(nameHue(id) / 30)]! += 1;
    // 1,000 over twelve sectors are 83 each; no sector is empty or holds twice its share.
    expect(Math.min(...perSector)).to.be.above(41);
    expect(Math.max(...perSector)).to.be.below(167);
  });
});
