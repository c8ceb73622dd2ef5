import type { DisplayBudget } from './display-budget.js';
import type { Band, Zones, ZoneSource } from './zones.js';

/** The parts of the stage that are closed. How they are reckoned arrives with the first of them. */
export class ClosedParts {
  #zones: Zones | null = null;
  #state: 'unasked' | 'awaited' | 'here' | 'missing' = 'unasked';

  /** @param arrived Is told when there is something to ask, or when there never will be. */
  constructor(
    private readonly root: HTMLElement,
    private readonly budget: DisplayBudget,
    private readonly arrived: () => void,
  ) {}

  /** Nothing new should come in meanwhile, as it might come into one of them. */
  get awaited(): boolean {
    return this.#state === 'awaited';
  }

  bands(height: number): Band[] {
    return this.#zones?.bands(height) ?? [];
  }

  /** Whether they have changed; what is on its way passes behind them from now on. */
  ask(source: ZoneSource, width: number, height: number): boolean {
    if (!this.#zones) {
      if (typeof source === 'function' || source.length > 0) void this.#load();
      return false;
    }
    if (!this.#zones.ask(source, width, height)) return false;
    this.root.style.clipPath = this.#zones.shape;
    return true;
  }

  async #load(): Promise<void> {
    if (this.#state !== 'unasked') return;
    this.#state = 'awaited';
    try {
      const { Zones } = await import('./zones.js');
      this.#zones = new Zones();
      this.#state = 'here';
    } catch (error) {
      this.#state = 'missing';
      this.budget.failed('zones', error);
    }
    this.arrived();
  }
}
