import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onLabels, translate } from '../../labels/index.js';

const controllers = new Set<LabelsController>();
let observing = false;
let edition = 0;

/** One observer for the page; elements inside shadow roots ask again because their host re-renders them. */
function observe(): void {
  if (observing) return;
  observing = true;
  new MutationObserver(refreshLabels).observe(document, { subtree: true, attributes: true, attributeFilter: ['lang'] });
  onLabels(() => {
    edition++;
    refreshLabels();
  });
  // Words that nobody reads in the first moment; until they are here a key may stand in their place.
  import('../../labels/more.js').catch(reportError);
}

/** Lets every element look up its language again; for a `lang` that changed inside a shadow root. */
export function refreshLabels(): void {
  for (const controller of controllers) controller.refresh();
}

/** Gives an element its words in the language of the nearest `lang` attribute, across shadow roots, and follows changes. */
export class LabelsController implements ReactiveController {
  #lang = 'en';

  constructor(private readonly host: ReactiveControllerHost & Element) {
    host.addController(this);
  }

  /** The language in use, as the nearest `lang` says it. */
  get lang(): string {
    return this.#lang;
  }

  /** Changes whenever other words may be shown: another language, or the words of this one have come. For what is drawn by hand. */
  get edition(): string {
    return `${this.#lang} ${edition}`;
  }

  /** A word or sentence; `{name}` in it is replaced from `values`. */
  readonly t = (key: string, values?: Record<string, string | number>): string => translate(this.#lang, key, values);

  hostConnected(): void {
    observe();
    controllers.add(this);
    this.refresh();
  }

  hostDisconnected(): void {
    controllers.delete(this);
  }

  refresh(): void {
    this.#lang = nearestLang(this.host);
    // Asked even when the language is the same: single words may have been replaced.
    this.host.requestUpdate();
  }
}

function nearestLang(start: Element): string {
  for (let element: Element | null = start; element; ) {
    const found: Element | null = element.closest('[lang]');
    if (found) return found.getAttribute('lang') || 'en';
    const root: Node = element.getRootNode();
    element = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language || 'en';
}

