import type { LoadMeter } from './load-meter.js';

/** How often the meter is read while not everything is shown. */
const EVERY_MS = 1000;

/** Reads a meter once a second for as long as it shows load, and never otherwise. */
export class LoadReport {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 1;

  /** @param tell Called with "one in how many" each second under load, and once when it is over. */
  constructor(
    private readonly meter: LoadMeter,
    private readonly tell: (oneIn: number) => void,
  ) {}

  /** Something has been counted. */
  look(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const oneIn = this.meter.oneIn(performance.now());
      if (oneIn > 1 || this.#last > 1) this.tell(oneIn);
      this.#last = oneIn;
      if (oneIn > 1) this.look();
    }, EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
