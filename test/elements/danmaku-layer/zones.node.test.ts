import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bandsOf, cutOut, Zones, type Zone } from '../../../src/elements/danmaku-layer/zones.js';

/** Even-odd, by counting how often a ray to the right crosses the line. */
function inside(shape: string, x: number, y: number): boolean {
  const points = [...shape.matchAll(/(-?[\d.]+)% (-?[\d.]+)%/g)].map(([, left, top]) => [Number(left) / 100, Number(top) / 100] as const);
  let crossings = 0;
  for (const [i, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(i + 1) % points.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings++;
  }
  return crossings % 2 === 1;
}

describe('the shape that leaves zones out', () => {
  it('has a hole exactly where zones are, also where they overlap or leave the stage', () => {
    let seed = 1;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 50; round++) {
      const zones: Zone[] = Array.from({ length: 1 + Math.floor(random() * 5) }, () => ({
        x: random() * 1.2 - 0.2,
        y: random() * 1.2 - 0.2,
        width: random() * 0.6,
        height: random() * 0.6,
      }));
      const shape = cutOut(zones);
      for (let n = 0; n < 200; n++) {
        const [x, y] = [random(), random()];
        const edge = zones.some((zone) => [x - zone.x, x - zone.x - zone.width, y - zone.y, y - zone.y - zone.height].some((away) => Math.abs(away) < 2e-4));
        const covered = zones.some((zone) => x > zone.x && x < zone.x + zone.width && y > zone.y && y < zone.y + zone.height);
        if (!edge) assert.equal(inside(shape, x, y), !covered, `${x}, ${y} in ${JSON.stringify(zones)}`);
      }
    }
  });

  it('is none when there are no zones', () => assert.equal(cutOut([]), ''));
});

describe('zones', () => {
  it('close the heights that they take', () => {
    assert.deepEqual(bandsOf([{ x: 0.1, y: 0.25, width: 0.2, height: 0.5 }, { x: 0, y: 0, width: 0, height: 1 }], 400), [[100, 300]]);
  });

  it('say when they have changed, and leave out what is no number', () => {
    const zones = new Zones();
    const face = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 };
    assert.equal(zones.ask([face], 100, 100), true);
    assert.equal(zones.ask(() => [{ ...face }], 100, 100), false);
    assert.equal(zones.ask([{ ...face, x: NaN }], 100, 100), true);
    assert.deepEqual(zones.value, []);
  });
});
