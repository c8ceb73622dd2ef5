import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Planner, type Flyer, type Mode, type Placement, type PlannerSettings } from '../../../src/elements/danmaku-layer/planner.js';
import type { Rank } from '../../../src/elements/danmaku-layer/backlog.js';
import { Strip } from '../../../src/elements/danmaku-layer/strip.js';

const base: PlannerSettings = {
  width: 1280,
  height: 720,
  laneHeight: 32,
  area: 1,
  overlap: false,
  still: false,
  maxPerSecond: 0,
  keepOut: [],
  hold: 5000,
};

interface TestFlyer extends Flyer {
  readonly truth: { width: number; height: number };
}

/** A stage without a page: the planner's answers are followed literally, in a time of its own. */
class Rehearsal {
  now = 0;
  readonly strip = new Strip();
  readonly planner: Planner<TestFlyer>;
  shown: Placement<TestFlyer>[] = [];
  log: Placement<TestFlyer>[] = [];

  constructor(public settings: PlannerSettings) {
    this.planner = new Planner(settings);
    this.strip.setSpeed(0, settings.width / 8);
  }

  push(flyer: Partial<TestFlyer> & { truth: TestFlyer['truth'] }): TestFlyer {
    const since = this.strip.elapsed(this.now);
    const full: TestFlyer = { mode: 'scroll', rank: 'normal', patience: flyer.rank === 'own' ? Infinity : 1000, since, ...flyer };
    this.planner.backlog.add(full);
    return full;
  }

  text(width: number, rank: Rank = 'normal', mode: Mode = 'scroll'): TestFlyer {
    return this.push({ rank, mode, truth: { width, height: 0 } });
  }

  change(settings: Partial<PlannerSettings>): void {
    if (settings.width !== undefined && settings.width > this.settings.width) {
      const travel = this.strip.travel(this.now);
      this.shown = this.shown.filter(
        (one) => one.mode !== 'reverse' || travel - one.at - one.flyer.width! < this.settings.width,
      );
    }
    this.settings = { ...this.settings, ...settings };
    this.planner.configure(this.settings);
    this.strip.setSpeed(this.now, this.settings.width / 8);
  }

  get moment() {
    return { travel: this.strip.travel(this.now), elapsed: this.strip.elapsed(this.now), width: this.settings.width };
  }

  /** Placements that reach into a height that was closed when they were made. */
  trespassers(placements: Placement<TestFlyer>[]): number {
    return placements.filter(({ top, height }) => this.settings.keepOut.some(([from, to]) => top < to - 1e-6 && top + height > from + 1e-6)).length;
  }

  trespassed = 0;

  tick(ms = 100): void {
    this.now += ms;
    if (this.strip.paused) return;
    const placements = this.planner.plan(this.moment, this.strip.speed, (flyers) => {
      for (const flyer of flyers) Object.assign(flyer, flyer.truth);
    });
    this.trespassed += this.trespassers(placements);
    this.shown.push(...placements);
    this.log.push(...placements);
    this.shown = this.shown.filter((one) => this.box(one).left < Infinity);
  }

  box({ flyer, mode, top, at, until, height }: Rehearsal['shown'][number]) {
    const { travel, elapsed, width } = this.moment;
    const length = flyer.width!;
    const gone = { left: Infinity, right: Infinity, top, bottom: top + height };
    if (mode !== 'scroll' && mode !== 'reverse') {
      const fits = Math.min(length, width);
      if (elapsed >= until) return gone;
      return { ...gone, left: (width - fits) / 2, right: (width + fits) / 2 };
    }
    const left = mode === 'scroll' ? at - travel : travel - at - length;
    if (mode === 'scroll' ? left + length <= 0 : left >= width) return gone;
    return { ...gone, left, right: left + length };
  }

  /** Pairs of boxes that meet on the stage now. */
  collisions(): number {
    const { width } = this.settings;
    const boxes = this.shown.map((one) => this.box(one)).filter((box) => box.left < width && box.right > 0);
    let count = 0;
    boxes.sort((a, b) => a.left - b.left);
    for (let i = 0; i < boxes.length; i++) {
      const a = boxes[i]!;
      for (let j = i + 1; j < boxes.length && boxes[j]!.left < a.right - 1e-6; j++) {
        const b = boxes[j]!;
        if (a.top < b.bottom - 1e-6 && b.top < a.bottom - 1e-6) count++;
      }
    }
    return count;
  }
}

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('what is planned', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`never has two comments meet, whatever comes and however the stage changes (seed ${seed})`, () => {
      const random = seeded(seed);
      const pick = <T>(...from: T[]): T => from[Math.floor(random() * from.length)]!;
      const stage = new Rehearsal(base);
      let pushed = 0;
      let worst = 0;
      while (pushed < 10_000) {
        const burst = random() < 0.02 ? 200 : Math.floor(random() * 20);
        for (let n = 0; n < burst; n++, pushed++) {
          stage.push({
            rank: pick<Rank>('own', 'high', 'normal', 'normal', 'normal', 'normal', 'normal', 'low'),
            mode: random() < 0.7 ? 'scroll' : pick<Mode>('scroll', 'reverse', 'top', 'bottom', 'fixed'),
            y: random(),
            hold: random() < 0.1 ? 500 + random() * 8000 : undefined,
            truth: { width: 20 + random() ** 3 * 1800, height: random() < 0.05 ? 30 + random() * 120 : 0 },
          });
        }
        if (random() < 0.02) stage.change({ width: 200 + Math.floor(random() * 2400), height: 100 + Math.floor(random() * 1300) });
        if (random() < 0.01) stage.change({ laneHeight: 16 + Math.floor(random() * 40) });
        if (random() < 0.01) stage.change({ area: random(), maxPerSecond: pick(0, 0, 5, 50) });
        if (random() < 0.03) {
          const { height } = stage.settings;
          const band = (): [number, number] => {
            const from = (random() * 1.2 - 0.1) * height;
            return [from, from + random() * height * 0.4];
          };
          stage.change({ keepOut: Array.from({ length: Math.floor(random() * 4) }, band) });
        }
        if (random() < 0.01) stage.strip.pause(stage.now);
        else stage.strip.resume(stage.now);
        const tick = 60 + random() * 300;
        stage.tick(tick / 2);
        worst = Math.max(worst, stage.collisions());
        stage.now += tick / 2;
        worst = Math.max(worst, stage.collisions());
      }
      assert.equal(worst, 0);
      assert.equal(stage.trespassed, 0);
      const modes = new Set(stage.log.map((one) => one.mode));
      assert.deepEqual([...modes].sort(), ['bottom', 'fixed', 'reverse', 'scroll', 'top']);
    });
  }

  it('fills the stage: at 100 a second at least 200 of the first 8 seconds', () => {
    const random = seeded(7);
    const stage = new Rehearsal(base);
    for (let tick = 0; tick < 80; tick++) {
      // 24 px letters, 2…29 of them: what people write.
      for (let n = 0; n < 10; n++) stage.text(24 * (2 + Math.floor(random() ** 2 * 28)));
      stage.tick();
    }
    assert.ok(stage.log.length >= 200, `${stage.log.length} shown`);
    assert.equal(stage.collisions(), 0);
  });

  it('shows long comments too, not only those that fit easily', () => {
    const stage = new Rehearsal({ ...base, height: 200 });
    for (let tick = 0; tick < 100; tick++) {
      for (let n = 0; n < 10; n++) stage.text(n === 0 ? 700 : 60);
      stage.tick();
    }
    assert.ok(stage.log.some((one) => one.flyer.width === 700));
  });

  it('gives every own and dear comment a place, in the thickest crowd', () => {
    const stage = new Rehearsal({ ...base, height: 100, maxPerSecond: 3 });
    const sure: TestFlyer[] = [];
    for (let tick = 0; tick < 200; tick++) {
      for (let n = 0; n < 50; n++) stage.text(200);
      if (tick % 10 === 0) sure.push(stage.text(200, 'own'), stage.text(200, 'high'));
      stage.tick();
    }
    for (let tick = 0; tick < 100; tick++) stage.tick();
    const shown = new Set(stage.log.map((one) => one.flyer));
    assert.deepEqual(sure.filter((flyer) => !shown.has(flyer)), []);
    assert.equal(stage.planner.backlog.dropped.own, 0);
  });

  it('says where everybody went: shown, given up or waiting', () => {
    const stage = new Rehearsal({ ...base, height: 64 });
    let pushed = 0;
    for (let tick = 0; tick < 50; tick++) {
      for (let n = 0; n < 30; n++, pushed++) stage.text(300, n % 5 === 0 ? 'low' : 'normal');
      stage.tick();
    }
    const { dropped, size } = stage.planner.backlog;
    assert.equal(stage.log.length + dropped.normal + dropped.low + size, pushed);
  });

  it('keeps to the cap, and spreads what it lets through', () => {
    const stage = new Rehearsal({ ...base, maxPerSecond: 10 });
    const perSecond: number[] = [];
    for (let second = 0; second < 10; second++) {
      const before = stage.log.length;
      for (let tick = 0; tick < 10; tick++) {
        for (let n = 0; n < 100; n++) stage.text(60);
        stage.tick();
      }
      perSecond.push(stage.log.length - before);
    }
    assert.ok(Math.max(...perSecond.slice(1)) <= 11, String(perSecond));
    assert.ok(Math.min(...perSecond) >= 9, String(perSecond));
  });

  it('enters no zone even when it is told to show all', () => {
    const stage = new Rehearsal({ ...base, overlap: true, keepOut: [[100, 300]] });
    for (let tick = 0; tick < 50; tick++) {
      for (let n = 0; n < 20; n++) stage.text(200, 'own', (['scroll', 'reverse', 'top', 'bottom'] as const)[n % 4]!);
      stage.tick();
    }
    assert.ok(stage.log.length > 500);
    assert.equal(stage.trespassed, 0);
  });

  it('uses the next lanes when the upper ones are closed, and shows nothing when all are', () => {
    const stage = new Rehearsal({ ...base, area: 0.25, keepOut: [[0, 200]] });
    for (let n = 0; n < 60; n++) stage.text(100);
    for (let tick = 0; tick < 20; tick++) stage.tick();
    assert.ok(stage.log.length > 20);
    assert.ok(stage.log.every((one) => one.top >= 200));
    const closed = new Rehearsal({ ...base, keepOut: [[0, 720]] });
    for (const mode of ['scroll', 'reverse', 'top', 'bottom', 'fixed'] as const) closed.text(100, 'own', mode);
    for (let tick = 0; tick < 20; tick++) closed.tick();
    assert.equal(closed.log.length, 0);
    assert.equal(closed.planner.backlog.size, 5);
  });

  it('puts a fixed comment into the lane nearest to its place, for its own time', () => {
    const stage = new Rehearsal(base);
    stage.push({ mode: 'fixed', y: 0.5, hold: 2000, truth: { width: 200, height: 0 } });
    stage.tick();
    const [one] = stage.log;
    // The middle of a lane of 32 px is at most half a lane from the middle of the stage.
    assert.ok(Math.abs(one!.top + 16 - 360) <= 16);
    assert.equal(one!.until - one!.at, 2000);
  });

  it('samples evenly: as many in each second, and none of them in heaps', () => {
    const random = seeded(11);
    for (const rate of [30, 100, 1000]) {
      const stage = new Rehearsal({ ...base, maxPerSecond: 10 });
      for (let tick = 0; tick < 300; tick++) {
        for (let n = 0; n < rate / 10; n++) stage.text(40 + random() * 200);
        stage.tick();
      }
      // When each one's first letter comes into the picture, seconds.
      const entries = stage.log.map((one) => (one.at - 1280) / 160).sort((a, b) => a - b).filter((at) => at > 2);
      const gaps = entries.slice(1).map((at, i) => at - entries[i]!);
      // Ten a second: on average a tenth apart, nowhere a hole of half a second, nowhere more than four in a tenth.
      assert.ok(Math.max(...gaps) < 0.5, `a hole of ${Math.max(...gaps)} s at ${rate}/s`);
      const heaps = entries.map((at) => entries.filter((other) => other >= at && other < at + 0.1).length);
      assert.ok(Math.max(...heaps) <= 4, `${Math.max(...heaps)} at once at ${rate}/s`);
    }
  });

  it('leaves nobody stuck when the clock jumps an hour ahead', () => {
    const stage = new Rehearsal(base);
    for (let n = 0; n < 30; n++) stage.text(100);
    stage.tick();
    stage.now += 3_600_000;
    stage.text(100);
    stage.tick();
    assert.equal(stage.collisions(), 0);
    stage.text(100);
    stage.tick();
    assert.ok(stage.shown.length >= 1);
  });

  it('keeps moving comments inside the area, and bottom ones at the bottom', () => {
    const stage = new Rehearsal({ ...base, area: 0.25 });
    for (let n = 0; n < 60; n++) stage.text(100);
    stage.text(100, 'own', 'bottom');
    for (let tick = 0; tick < 30; tick++) stage.tick();
    const scroll = stage.log.filter((one) => one.mode === 'scroll');
    assert.ok(scroll.every((one) => one.top + 32 <= 720 / 4 + 16));
    assert.equal(stage.log.find((one) => one.mode === 'bottom')!.top, 21 * 32);
  });

  it('makes room for a standing comment in a stage full of moving ones', () => {
    const stage = new Rehearsal({ ...base, height: 130 });
    for (let tick = 0; tick < 40; tick++) {
      for (let n = 0; n < 10; n++) stage.text(300);
      stage.tick();
    }
    const top = stage.text(300, 'own', 'top');
    for (let tick = 0; tick < 150 && !stage.log.some((one) => one.flyer === top); tick++) {
      for (let n = 0; n < 10; n++) stage.text(300);
      stage.tick();
      assert.equal(stage.collisions(), 0);
    }
    assert.ok(stage.log.some((one) => one.flyer === top));
  });

  it('shows all when overlapping is allowed', () => {
    const stage = new Rehearsal({ ...base, overlap: true, height: 100 });
    for (let tick = 0; tick < 10; tick++) {
      for (let n = 0; n < 10; n++) stage.text(300);
      stage.tick();
    }
    assert.equal(stage.log.length, 100);
  });

  it('brings captions one by one, as fast as they can be read, but my own at once', () => {
    const stage = new Rehearsal({ ...base, still: true, hold: 4000 });
    for (let n = 0; n < 10; n++) stage.push({ reading: 2000, patience: Infinity, truth: { width: 100, height: 0 } });
    for (let tick = 0; tick < 30; tick++) stage.tick();
    // At 0.1, 2.1: two in three seconds.
    assert.equal(stage.log.length, 2);
    // Four lines, each stays until it has been read and three more have.
    assert.ok(stage.log.every((one) => one.until - one.at === 8000));
    stage.push({ rank: 'own', reading: 2000, truth: { width: 100, height: 0 } });
    stage.tick();
    assert.equal(stage.log.length, 3);
  });

  it('moves nothing in still mode: four lines, one comment each at a time', () => {
    const stage = new Rehearsal({ ...base, still: true, hold: 4000 });
    for (let tick = 0; tick < 100; tick++) {
      stage.text(300);
      stage.tick();
      assert.ok(stage.shown.length <= 4);
    }
    assert.ok(stage.log.every((one) => one.mode === 'top' && one.top < 4 * 32));
    assert.ok(stage.log.length >= 8);
  });
});

describe('the strip', () => {
  it('moves by its speed, holds still in a pause, and changes speed without a jump', () => {
    const strip = new Strip();
    strip.setSpeed(0, 100);
    assert.equal(strip.travel(2000), 200);
    strip.pause(2000);
    assert.equal(strip.travel(9000), 200);
    assert.equal(strip.elapsed(9000), 2000);
    strip.resume(9000);
    strip.setSpeed(10_000, 50);
    assert.equal(strip.travel(10_000), 300);
    assert.equal(strip.travel(12_000), 400);
    assert.equal(strip.elapsed(12_000), 5000);
  });

  it('does not run backwards when a clock does', () => {
    const strip = new Strip();
    strip.setSpeed(1000, 100);
    assert.equal(strip.travel(500), 0);
  });
});
