import { heartPath, heartShapes, palette, type Random } from './heart-path.js';

/** Hearts on screen at most, waiting ones included; more would be noise, and cost. */
export const heartLimit = 24;
/** Of a crowd's likes, so many rise in the second that follows. */
const crowdLimit = 12;
const spreadMs = 1000;
const svg = 'http://www.w3.org/2000/svg';

interface Heart {
  readonly node: SVGSVGElement;
  readonly path: SVGPathElement;
  animation: Animation | null;
}

/**
 * Hearts that rise and fade. Each is one animation of transform and opacity, so the compositor does the work, and one
 * of a fixed number of nodes that are used again.
 */
export class Hearts {
  readonly #free: Heart[] = [];
  /** Oldest first. */
  #rising: Heart[] = [];

  constructor(
    private readonly stage: HTMLElement,
    private readonly random: Random = Math.random,
  ) {}

  get size(): number {
    return this.#rising.length;
  }

  /** One at once; the oldest gives way where there are too many, for who taps must see it. */
  own(): void {
    if (this.size >= heartLimit) this.#end(this.#rising[0]!);
    this.#rise(0);
  }

  /** Signs of `count` likes of others, spread over the second until the next news of them. */
  crowd(count: number): void {
    const hearts = Math.min(count, crowdLimit, heartLimit - this.size);
    for (let n = 0; n < hearts; n++) this.#rise(((n + this.random()) / hearts) * spreadMs);
  }

  clear(): void {
    for (const heart of [...this.#rising]) this.#end(heart);
    for (const { node } of this.#free.splice(0)) node.remove();
  }

  #rise(delay: number): void {
    const heart = this.#free.pop() ?? createHeart();
    const { node, path } = heart;
    path.setAttribute('d', heartShapes[Math.floor(this.random() * heartShapes.length)]!);
    node.style.color = palette[Math.floor(this.random() * palette.length)]!;
    if (!node.isConnected) this.stage.append(node);
    const height = this.stage.clientHeight;
    const { keyframes, duration } = heartPath(height, this.random);
    heart.animation = node.animate(keyframes, { duration, delay, fill: 'both' });
    heart.animation.onfinish = () => this.#end(heart);
    this.#rising.push(heart);
  }

  #end(heart: Heart): void {
    this.#rising = this.#rising.filter((other) => other !== heart);
    if (heart.animation) {
      heart.animation.onfinish = null;
      heart.animation.cancel();
      heart.animation = null;
    }
    this.#free.push(heart);
  }
}

function createHeart(): Heart {
  const node = document.createElementNS(svg, 'svg');
  node.setAttribute('viewBox', '0 0 32 32');
  node.setAttribute('class', 'rising');
  node.setAttribute('part', 'heart');
  const path = document.createElementNS(svg, 'path');
  node.append(path);
  return { node, path, animation: null };
}
