import { render, type TemplateResult } from 'lit';
import type { DanmakuItem } from './danmaku-item.js';
import type { Flyer } from './planner.js';
import type { TextRuler } from './text-ruler.js';

export interface StageFlyer extends Flyer {
  readonly item: DanmakuItem;
  readonly text: string;
  node?: HTMLElement;
}

const poolLimit = 200;
/** Displays whose size is remembered; a shop shows the same few cards all evening. */
const sizeLimit = 500;
/** Horizontal padding of a marked own comment, both sides, in em; see the styles. */
const ownPaddingEm = 0.9;

interface Size {
  width: number;
  height: number;
}

/** Makes what is shown, measures it, and uses it again. */
export class FlyerNodes {
  readonly #pool: HTMLElement[] = [];
  readonly #items = new WeakMap<Node, DanmakuItem>();
  /** By what a template says; the same words in the same template are as large as last time. */
  #sizes = new Map<string, Size>();
  #templates = new WeakMap<TemplateStringsArray, number>();
  #templateCount = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly ruler: TextRuler,
  ) {
    // Such events do not bubble. What cannot be shown says what it would have been.
    root.addEventListener('error', ({ target }) => target instanceof HTMLImageElement && target.replaceWith(target.alt), true);
  }

  /** What a node shows. */
  itemOf(node: Node): DanmakuItem | undefined {
    return this.#items.get(node);
  }

  /** Letters have another size now. */
  forgetSizes(): void {
    this.#sizes.clear();
  }

  clear(): void {
    this.#pool.length = 0;
  }

  /** Texts by arithmetic, known displays from memory, everything else on the page, but all of it in one layout. */
  measure(flyers: readonly StageFlyer[], font: number): void {
    const unknown: StageFlyer[] = [];
    for (const flyer of flyers) {
      const { content, own } = flyer.item;
      if (content === undefined) {
        flyer.width = this.ruler.width(flyer.text) + (own ? ownPaddingEm * font : 0);
        continue;
      }
      const known = this.#sizes.get(this.#keyOf(flyer) ?? '');
      if (known) Object.assign(flyer, known);
      else unknown.push(flyer);
    }
    if (unknown.length > 0) this.#measureOnPage(unknown);
  }

  /** The node of a comment that has got its place. */
  dress(flyer: StageFlyer): HTMLElement {
    const { item, text, width } = flyer;
    const node = flyer.node ?? (item.content === undefined ? this.#textNode(text) : richNode(item.content, text));
    node.part.toggle('own', item.own === true);
    node.style.color = item.color ?? '';
    node.style.visibility = '';
    if (item.content !== undefined) {
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
    if (!node.classList.contains('rich') && this.#pool.length < poolLimit) this.#pool.push(node);
  }

  #textNode(text: string): HTMLElement {
    const node = this.#pool.pop() ?? emptyNode();
    (node.firstChild as Text).data = text;
    return node;
  }

  #measureOnPage(flyers: StageFlyer[]): void {
    const box = document.createElement('div');
    box.className = 'measure';
    for (const flyer of flyers) {
      flyer.node = richNode(flyer.item.content!, flyer.text);
      flyer.node.part.toggle('own', flyer.item.own === true);
      box.append(flyer.node);
    }
    this.root.append(box);
    for (const flyer of flyers) {
      const { width, height } = flyer.node!.getBoundingClientRect();
      const size = { width: Math.ceil(width), height: Math.ceil(height) };
      Object.assign(flyer, size);
      const key = this.#keyOf(flyer);
      if (key === undefined) continue;
      if (this.#sizes.size >= sizeLimit) this.#sizes.clear();
      this.#sizes.set(key, size);
    }
    box.remove();
  }

  /** Undefined for what cannot be told from something of another size: nodes, and templates with more in them than words. */
  #keyOf({ item: { content, own } }: StageFlyer): string | undefined {
    if (!content || content instanceof Node || !content.values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
    let number = this.#templates.get(content.strings);
    if (number === undefined) this.#templates.set(content.strings, (number = this.#templateCount++));
    return JSON.stringify([number, own === true, ...content.values]);
  }
}

/** A node for a text, which is set as `data` of its one child. */
function emptyNode(): HTMLElement {
  const node = document.createElement('span');
  node.className = 'flyer';
  node.part.add('comment');
  node.dir = 'auto';
  node.append('');
  return node;
}

/**
 * A node for anything else; it is not used again.
 * @param instead Shown when the content cannot be.
 */
function richNode(content: TemplateResult | Node, instead: string): HTMLElement {
  const node = emptyNode();
  node.classList.add('rich');
  try {
    if (content instanceof Node) node.replaceChildren(content);
    else render(content, node);
  } catch (error) {
    // The page's developer hears of it; the others on stage fly on.
    reportError(error);
    node.replaceChildren(instead);
  }
  return node;
}
