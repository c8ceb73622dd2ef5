import { render, type TemplateResult } from 'lit';

/** A node for a text, which is set as `data` of its one child. */
export function textNode(): HTMLElement {
  const node = document.createElement('span');
  node.className = 'flyer';
  node.part.add('comment');
  node.dir = 'auto';
  node.append('');
  return node;
}

/**
 * A node for anything else; it is measured, and is not used again.
 * @param instead Shown when the content cannot be.
 */
export function richNode(content: TemplateResult | Node, instead: string): HTMLElement {
  const node = textNode();
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

/** Sizes of nodes that are not on the page yet, all of them in one layout. */
export function measureNodes(nodes: readonly HTMLElement[], root: HTMLElement): { width: number; height: number }[] {
  const box = document.createElement('div');
  box.className = 'measure';
  box.append(...nodes);
  root.append(box);
  const sizes = nodes.map((node) => {
    const { width, height } = node.getBoundingClientRect();
    return { width: Math.ceil(width), height: Math.ceil(height) };
  });
  box.remove();
  return sizes;
}
