import type { DanmakuItem } from './danmaku-item.js';
import type { DisplayBudget } from './display-budget.js';
import type { Displays } from './displays.js';
import type { Flyer } from './planner.js';
import type { TextRuler } from './text-ruler.js';
import type { TextSize } from './text-size.js';

export interface StageFlyer extends Flyer {
  readonly item: DanmakuItem;
  readonly text: string;
  node?: HTMLElement;
  /** Flies as its words, whatever display it came with. */
  plain?: boolean;
}

/** About what a full belt gives back when it leaves; more would only be kept. */
const poolLimit = 100;
/** Horizontal padding of a marked own comment, both sides, in em; see the styles. */
const ownPaddingEm = 0.9;

/** Makes what is shown, measures it, and uses it again. */
export class FlyerNodes {
  readonly #pool: HTMLElement[] = [];
  readonly #items = new WeakMap<Node, DanmakuItem>();
  /** Arrives with the first comment that is more than text. */
  #displays: Displays | null = null;
  #loading: Promise<void> | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly ruler: TextRuler,
    private readonly budget: DisplayBudget,
  ) {}

  /** What a node shows. */
  itemOf(node: Node): DanmakuItem | undefined {
    return this.#items.get(node);
  }

  /** Letters have another size now. */
  forgetSizes(): void {
    this.#displays?.forgetSizes();
  }

  clear(): void {
    this.#pool.length = 0;
  }

  /** What displays need; without it they fly as their words. */
  loadDisplays(): Promise<void> {
    return (this.#loading ??= import('./displays.js').then(
      ({ Displays }) => void (this.#displays = new Displays(this.root, this.budget)),
      (error: unknown) => this.budget.failed('displays', error),
    ));
  }

  /** Texts by arithmetic, all else on the page. Whoever cannot be measured yet is left without a width. */
  measure(flyers: readonly StageFlyer[], size: TextSize): void {
    const rich: StageFlyer[] = [];
    for (const flyer of flyers) {
      if (isRich(flyer)) rich.push(flyer);
      else if (flyer.text !== '') flyer.width = this.ruler.width(flyer.text) + (flyer.item.own ? ownPaddingEm * size.font : 0);
    }
    if (rich.length === 0) return;
    if (this.#displays) this.#displays.measure(rich, size);
    else void this.loadDisplays().then(() => this.#displays ?? rich.forEach((flyer) => (flyer.plain = true)));
  }

  /** The node of a comment that has got its place. */
  dress(flyer: StageFlyer): HTMLElement {
    const { item, text, width } = flyer;
    const displays = isRich(flyer) ? this.#displays : null;
    const node = displays ? (flyer.node ?? displays.node(flyer)) : this.#textNode(text);
    // Nodes come without styles; what is not wanted is not written, as each write costs more than all that was decided.
    if (item.own) node.part.add('own');
    if (item.color) node.style.color = item.color;
    if (displays) {
      // What arrives late (a picture, a font) is cut at the edge of the place that was booked.
      node.style.width = `${width}px`;
      node.style.height = `${flyer.height}px`;
    }
    this.#items.set(node, item);
    return node;
  }

  free(node: HTMLElement): void {
    node.remove();
    this.#items.delete(node);
    if (node.classList.contains('rich') || this.#pool.length >= poolLimit) return;
    node.removeAttribute('style');
    node.part.remove('own');
    this.#pool.push(node);
  }

  #textNode(text: string): HTMLElement {
    const node = this.#pool.pop() ?? emptyNode();
    (node.firstChild as Text).data = text;
    return node;
  }
}

function isRich({ item: { content }, plain }: StageFlyer): boolean {
  return (content ?? null) !== null && !plain;
}

/** A node for a text, which is set as `data` of its one child. */
export function emptyNode(): HTMLElement {
  const node = document.createElement('span');
  node.className = 'flyer';
  node.part.add('comment');
  node.dir = 'auto';
  node.append('');
  return node;
}
