import type { ChatRoom } from '../client/contract.js';
import type { Message, Sender } from '../protocol/message.js';
import type { TemplateResult } from 'lit';

/** The places a message can be shown. `spoken` is what a screen reader says, `digest` one line of plain text. */
export type Surface = 'row' | 'danmaku' | 'banner' | 'spoken' | 'digest';

export interface RenderContext {
  readonly surface: Surface;
  /** A word or sentence in the viewer's language. */
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  readonly lang: string;
  /** The viewer, so that own messages can look different. */
  readonly self: Sender | null;
  /** Where it is shown, when that is a room: to tell what addresses are relative to, or to answer. */
  readonly room?: ChatRoom | null;
}

/** A template or a Node is shown as it is; a string is always text, never markup; null shows nothing. */
export type Rendered = TemplateResult | Node | string | null;
export type Renderer = (message: Message, context: RenderContext) => Rendered;

/** Matches every type that has no renderer of its own. */
export const ANY = '*';

/**
 * Which message type is drawn how on which surface.
 *
 * A type without a renderer of its own falls back to the surface's `*` renderer. A renderer that throws is reported once
 * per type and surface to the page's error handling and replaced by the fallback, so it can never break a room.
 */
export class RendererRegistry {
  readonly #renderers = new Map<string, Renderer | null>();
  readonly #listeners = new Set<() => void>();
  readonly #reported = new Set<string>();
  readonly #base: RendererRegistry | undefined;

  /** @param base Asked for whatever this registry does not know itself. */
  constructor(base?: RendererRegistry) {
    this.#base = base;
  }

  /**
   * Shows messages of `type` on `surface` through `renderer`; null shows them nowhere on it. The latest wins.
   * @returns the undo, which brings the former renderer back.
   */
  register(surface: Surface, type: string, renderer: Renderer | null): () => void {
    if (renderer !== null && typeof renderer !== 'function') {
      throw new TypeError(`A renderer is a function (message, context) => template, Node, string or null; got ${typeof renderer}.`);
    }
    const key = `${surface} ${type}`;
    const former = this.#renderers.get(key);
    this.#renderers.set(key, renderer);
    this.#notify();
    return () => {
      if (this.#renderers.get(key) !== renderer) return;
      if (former === undefined) this.#renderers.delete(key);
      else this.#renderers.set(key, former);
      this.#notify();
    };
  }

  /** The renderer in force; null where the type is shown nowhere on this surface. */
  resolve(surface: Surface, type: string): Renderer | null {
    const own = this.#lookUp(`${surface} ${type}`);
    return own !== undefined ? own : (this.#lookUp(`${surface} ${ANY}`) ?? null);
  }

  /** What to show, or null for nothing. Never throws. */
  render(message: Message, context: RenderContext): Rendered {
    const renderer = this.resolve(context.surface, message.type);
    if (!renderer) return null;
    try {
      return renderer(message, context);
    } catch (error) {
      this.#report(`${context.surface} ${message.type}`, error);
      return this.#fallback(renderer, message, context);
    }
  }

  /** Calls `listener` after each change of the registry; returns the undo. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    const undoBase = this.#base?.subscribe(listener);
    return () => {
      this.#listeners.delete(listener);
      undoBase?.();
    };
  }

  #lookUp(key: string): Renderer | null | undefined {
    if (this.#renderers.has(key)) return this.#renderers.get(key);
    return this.#base ? this.#base.#lookUp(key) : undefined;
  }

  #fallback(failed: Renderer, message: Message, context: RenderContext): Rendered {
    const any = this.#lookUp(`${context.surface} ${ANY}`);
    // Where unknown types are shown nowhere, broken ones are not either.
    if (any === null) return null;
    if (!any || any === failed) return message.type;
    try {
      return any(message, context);
    } catch (error) {
      this.#report(`${context.surface} ${ANY}`, error);
      return message.type;
    }
  }

  #report(key: string, error: unknown): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    // As the platform does for listeners: the developer sees it, the room goes on.
    if (typeof reportError === 'function') reportError(error);
    else console.error(error);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
