/**
 * How far the conveyor has moved. Every scrolling comment has a fixed place on one endless strip; the strip moves, the
 * comments do not. So one number says where all of them are, and no change of speed can make one overtake another.
 *
 * Times handed in are ms of the clock that also drives the animations; they may stand still but not run backwards.
 */
export class Strip {
  #travel = 0;
  #elapsed = 0;
  #since = 0;
  #speed = 0;
  #paused = false;

  /** Pixels per second while it runs. */
  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Pixels moved so far. */
  travel(now: number): number {
    return this.#travel + (this.#speed * this.#running(now)) / 1000;
  }

  /** ms that it has been running; stands still during a pause, so that nothing expires while it is frozen. */
  elapsed(now: number): number {
    return this.#elapsed + this.#running(now);
  }

  setSpeed(now: number, pixelsPerSecond: number): void {
    this.#settle(now);
    this.#speed = pixelsPerSecond;
  }

  pause(now: number): void {
    this.#settle(now);
    this.#paused = true;
  }

  resume(now: number): void {
    this.#settle(now);
    this.#paused = false;
  }

  #running(now: number): number {
    return this.#paused ? 0 : Math.max(0, now - this.#since);
  }

  #settle(now: number): void {
    this.#travel = this.travel(now);
    this.#elapsed = this.elapsed(now);
    this.#since = Math.max(now, this.#since);
  }
}
