/** What a viewer can still spend: what the page said last, less what has been sent since. */
export class Purse {
  #said: number | undefined;
  #spent = 0;
  /** How often the page has said a figure. */
  #times = 0;

  /** Undefined: nobody knows, so nothing is checked. */
  get left(): number | undefined {
    return this.#said === undefined ? undefined : Math.max(0, this.#said - this.#spent);
  }

  get said(): number | undefined {
    return this.#said;
  }

  /** The page knows anew; what was sent before is in it, as far as the page knows. */
  tell(balance: number | undefined): void {
    this.#said = balance;
    this.#spent = 0;
    this.#times++;
  }

  affords(cost: number): boolean {
    return this.left === undefined || cost <= this.left;
  }

  /**
   * Asks the page by `ask` and, when it agrees, takes the cost off; a page that says a new figure while it is asked has
   * taken it off already.
   */
  pay(cost: number, ask: () => boolean): boolean {
    const before = this.#times;
    if (!ask()) return false;
    if (before === this.#times) this.#spent += cost;
    return true;
  }

  /** What was refused was not spent. */
  giveBack(cost: number): void {
    this.#spent = Math.max(0, this.#spent - cost);
  }
}
