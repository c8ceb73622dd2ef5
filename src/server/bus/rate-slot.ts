import type { Clock } from '../clock.js';
import { Pulse } from '../pulse.js';
import type { Rate } from './bus.js';

interface Asked {
  readonly rate: Rate;
  readonly answer: (waitMs: number) => void;
}

/** Gathers what is to be counted, so that a flood of messages without a place costs one question a slot. */
export class RateSlot {
  readonly #count: (rates: readonly Rate[]) => Promise<readonly number[]>;
  readonly #failed: () => void;
  readonly #pulse: Pulse;
  #asked: Asked[] = [];

  /** `count` answers how long each has to wait, ms. While it fails everybody passes: their own server still counts. */
  constructor(clock: Clock, everyMs: number, count: (rates: readonly Rate[]) => Promise<readonly number[]>, failed: () => void) {
    this.#count = count;
    this.#failed = failed;
    this.#pulse = new Pulse(clock, () => everyMs, () => this.#ask());
  }

  take(rate: Rate): Promise<number> {
    return new Promise((answer) => {
      this.#asked.push({ rate, answer });
      this.#pulse.poke();
    });
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    let waits: readonly number[] = [];
    try {
      waits = await this.#count(asked.map(({ rate }) => rate));
    } catch {
      this.#failed();
    }
    asked.forEach(({ answer }, index) => answer(waits[index] ?? 0));
  }
}
