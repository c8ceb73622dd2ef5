import { setTextSize, type TextSize } from './text-size.js';

interface Caption {
  readonly node: HTMLElement;
  /** Running ms of the stage at which it goes. */
  readonly until: number;
}

const fadeMs = 160;

/** Comments that stand still: at the top, at the bottom, or all of them where nothing may move. */
export class Captions {
  #captions: Caption[] = [];

  /** @param free Takes back nodes that have gone. */
  constructor(
    private readonly stage: HTMLElement,
    private readonly free: (node: HTMLElement) => void,
  ) {}

  get size(): number {
    return this.#captions.length;
  }

  /** Running ms at which the next one goes; Infinity when there is none. */
  get nextExit(): number {
    return this.#captions.reduce((next, { until }) => Math.min(next, until), Infinity);
  }

  /** @param left `start`: written from the line's start like a caption; null: centred; else pixels from the left. */
  add(node: HTMLElement, top: number, until: number, size: TextSize, left: 'start' | number | null): void {
    const placed = typeof left === 'number';
    if (placed) Object.assign(node.style, { left: `${left}px`, right: 'auto' });
    setTextSize(node, size);
    node.style.top = `${top}px`;
    node.classList.add('caption');
    node.classList.toggle('at-start', left === 'start');
    node.classList.toggle('placed', placed);
    this.stage.append(node);
    node.animate({ opacity: [0, 1] }, fadeMs);
    this.#captions.push({ node, until });
  }

  expire(elapsed: number): void {
    this.#captions = this.#captions.filter((caption) => {
      if (caption.until > elapsed) return true;
      this.#remove(caption);
      return false;
    });
  }

  clear(): void {
    for (const caption of this.#captions) this.#remove(caption);
    this.#captions = [];
  }

  #remove({ node }: Caption): void {
    node.classList.remove('caption', 'at-start', 'placed');
    this.free(node);
  }
}
