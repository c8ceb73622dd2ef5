import { render } from 'lit';
import type { DisplayBudget } from './display-budget.js';
import { emptyNode, type StageFlyer } from './flyer-nodes.js';
import { setTextSize, type TextSize } from './text-size.js';

/** Displays whose size is remembered; a shop shows the same few cards all evening. */
const sizeLimit = 500;
/** For building displays in one go, ms; who is left waits for the next tick. */
const buildMs = 8;
/** Widest display, pixels: a screen or two. A wider one would hold its lanes for minutes; what is beyond is cut. */
const widest = 3000;

interface Size {
  width: number;
  height: number;
}

/** Comments that are more than text: builds and measures them, and keeps what they cost within bounds. */
export class Displays {
  /** By what a template says; the same words in the same template are as large as last time. */
  readonly #sizes = new Map<string, Size>();
  readonly #templates = new WeakMap<TemplateStringsArray, number>();
  #templateCount = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly budget: DisplayBudget,
  ) {
    // Such events do not bubble. What cannot be shown says what it would have been.
    root.addEventListener('error', ({ target }) => target instanceof HTMLImageElement && target.replaceWith(target.alt), true);
  }

  /** Letters have another size now. */
  forgetSizes(): void {
    this.#sizes.clear();
  }

  /** Known ones from memory, the others on the page, all in one layout. Leaves out those for which there is no time now. */
  measure(flyers: readonly StageFlyer[], size: TextSize): void {
    const end = performance.now() + buildMs;
    const built: StageFlyer[] = [];
    const box = document.createElement('div');
    box.className = 'measure';
    setTextSize(box, size);
    for (const flyer of flyers) {
      const known = this.#sizes.get(this.#keyOf(flyer) ?? '');
      if (known) Object.assign(flyer, known);
      else if (this.budget.rests(typeOf(flyer))) this.#makePlain(flyer);
      else if (performance.now() <= end) {
        flyer.node = this.node(flyer);
        flyer.node.part.toggle('own', flyer.item.own === true);
        box.append(flyer.node);
        built.push(flyer);
      }
    }
    if (built.length === 0) return;
    this.root.append(box);
    for (const flyer of built) {
      const { width, height } = flyer.node!.getBoundingClientRect();
      const found = { width: Math.min(widest, Math.ceil(width)), height: Math.ceil(height) };
      Object.assign(flyer, found);
      const key = this.#keyOf(flyer);
      if (key === undefined) continue;
      if (this.#sizes.size >= sizeLimit) this.#sizes.clear();
      this.#sizes.set(key, found);
    }
    box.remove();
  }

  /** A node that is not used again. What cannot be shown is replaced by its words. */
  node(flyer: StageFlyer): HTMLElement {
    const { content } = flyer.item;
    const node = emptyNode();
    node.classList.add('rich');
    try {
      if (content instanceof Node) node.replaceChildren(content);
      else this.budget.run(typeOf(flyer), () => render(content, node));
    } catch (error) {
      // The page's developer hears of it; the others on stage fly on.
      this.budget.failed(typeOf(flyer), error);
      this.budget.replaced++;
      node.replaceChildren(flyer.text);
    }
    return node;
  }

  /** What says nothing without its display waits for that. */
  #makePlain(flyer: StageFlyer): void {
    if (flyer.text === '') return;
    flyer.plain = true;
    this.budget.replaced++;
  }

  /** Undefined for what cannot be told from something of another size: nodes, and templates with more in them than words. */
  #keyOf({ item: { content, own } }: StageFlyer): string | undefined {
    if (!content || content instanceof Node || !content.values?.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
    let number = this.#templates.get(content.strings);
    if (number === undefined) this.#templates.set(content.strings, (number = this.#templateCount++));
    return JSON.stringify([number, own === true, ...content.values]);
  }
}

/** What the developer calls it; comments that the page pushes by itself have no message. */
function typeOf({ item: { message } }: StageFlyer): string {
  return message?.type ?? 'push()';
}
