import type { DanmakuItem } from './danmaku-item.js';
import type { FlyerNodes } from './flyer-nodes.js';
import type { Strip } from './strip.js';
import { setTextSize, type TextSize } from './text-size.js';

/** At once; they lie above everything and each is a layer of its own, so they are for moments, not for a crowd. */
const limit = 12;

/** Comments on ways of their own. */
export class FreePaths {
  readonly #flying = new Map<HTMLElement, Animation>();

  constructor(
    private readonly root: HTMLElement,
    private readonly nodes: FlyerNodes,
  ) {}

  /**
   * False when there is no way, or when enough are flying.
   * @throws {TypeError} the way is one that cannot be gone, as when its offsets do not rise.
   */
  add(item: DanmakuItem, text: string, seconds: number, strip: Strip, size: TextSize): boolean {
    const { path = [] } = item;
    if (path.length < 2 || this.#flying.size >= limit) return false;
    const node = this.nodes.dress({ item, text, rank: 'normal', mode: 'fixed', since: 0, patience: 0 });
    node.classList.add('path');
    setTextSize(node, size);
    // Percentages of the stage, so that a new size of it moves nothing out of it.
    const animation = node.animate(
      path.map(({ x, y, offset, opacity = 1, scale = 1, rotate = 0 }) => ({
        left: `${x * 100}%`,
        top: `${y * 100}%`,
        opacity,
        transform: `translate(-50%, -50%) rotate(${rotate}deg) scale(${scale})`,
        ...(offset === undefined ? {} : { offset }),
      })),
      { duration: seconds * 1000, fill: 'both' },
    );
    this.root.append(node);
    this.#flying.set(node, animation);
    animation.onfinish = () => this.#remove(node);
    if (strip.paused) animation.pause();
    return true;
  }

  sync({ paused }: Strip): void {
    for (const animation of this.#flying.values()) {
      if (!paused) {
        animation.play();
        continue;
      }
      // By itself a pause begins at the next frame.
      const at = animation.currentTime;
      animation.pause();
      animation.currentTime = at;
    }
  }

  clear(): void {
    for (const node of [...this.#flying.keys()]) this.#remove(node);
  }

  #remove(node: HTMLElement): void {
    this.#flying.get(node)?.cancel();
    this.#flying.delete(node);
    node.classList.remove('path');
    this.nodes.free(node);
  }
}
