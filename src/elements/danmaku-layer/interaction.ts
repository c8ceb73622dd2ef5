import { html, nothing, render } from 'lit';
import '../../labels/more.js';
import type { DanmakuAction } from '../events.js';
import type { DanmakuItem } from './danmaku-item.js';
import { flyerText } from './flyer-text.js';
import { styles } from './interaction.styles.js';

/** What the layer lends. */
export interface Touchable {
  /** Holds the comments. */
  readonly stage: HTMLElement;
  /** For what a person operates; not hidden from screen readers. */
  readonly controls: HTMLElement;
  isPaused(): boolean;
  t(key: string, values?: Record<string, string>): string;
  itemOf(node: Node): DanmakuItem | undefined;
  pause(): void;
  resume(): void;
  act(action: DanmakuAction, item: DanmakuItem): void;
}

/**
 * Lets a person catch a comment: the pointer over one holds it, a click or Enter opens what can be done with it.
 *
 * What is held is a copy that stands still above the others, while the comment itself moves on unseen, so that nothing
 * behind it has to wait and nothing collides when it is let go. By keyboard: a button, shown when it has the focus,
 * freezes the stage and leads through what is on it by arrow keys.
 */
export class Interaction {
  readonly #listening = new AbortController();
  #held: { node: HTMLElement; copy: HTMLElement; item: DanmakuItem } | null = null;
  #choosing = false;
  /** Frozen by us, so we thaw it. */
  #froze = false;

  constructor(private readonly layer: Touchable) {
    const { stage, controls } = layer;
    const root = stage.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(styles.styleSheet!)) root.adoptedStyleSheets.push(styles.styleSheet!);
    const { signal } = this.#listening;
    stage.addEventListener('pointerover', this.#onOver, { signal });
    stage.addEventListener('pointerout', this.#onOut, { signal });
    // A finger that has come to scroll the page, not to catch.
    stage.addEventListener('pointercancel', () => this.#menuOpen || this.#choosing || this.release(), { signal });
    stage.addEventListener('click', this.#onClick, { signal });
    controls.addEventListener('keydown', this.#onKey, { signal });
    this.render();
  }

  close(): void {
    this.#listening.abort();
    this.#stopChoosing();
    this.release();
    render(nothing, this.layer.controls);
  }

  /** Draws anew, as when the language changes. */
  render(): void {
    const { t } = this.layer;
    const item = this.#held?.item;
    const text = item ? wordsOf(item) : '';
    const name = item?.message?.sender.name;
    const entry = (action: DanmakuAction, label: string) => html`<button role="menuitem" tabindex="-1" @click=${() => this.#act(action)}>${label}</button>`;
    render(
      html`<button class="chooser" part="chooser" @click=${this.#choose} @blur=${this.#onBlur}>${t('danmaku.choose')}</button>
        <span class="visually-hidden" role="status">${this.#choosing && item ? (name ? t('row.says', { name, text }) : text) : ''}</span>
        <div class="menu" part="menu" .popover=${'auto'} role="menu" aria-label=${t('danmaku.menu')} @toggle=${this.#onToggle} @keydown=${this.#onMenuKey}>
          ${text ? entry('copy', t('danmaku.copy')) : nothing}
          ${name && !item?.own ? entry('block', t('danmaku.block', { name })) : nothing}
          ${item && !item.own ? entry('report', t('danmaku.report')) : nothing}
        </div>`,
      this.layer.controls,
    );
  }

  /** Lets go of what is held. */
  release(): void {
    if (!this.#held) return;
    const { node, copy, item } = this.#held;
    this.#held = null;
    copy.remove();
    // Its node may be somebody else's by now.
    if (this.layer.itemOf(node) === item) node.style.visibility = '';
  }

  #hold(node: HTMLElement): void {
    const item = this.layer.itemOf(node);
    if (!item || this.#held?.node === node) return;
    this.release();
    const { stage } = this.layer;
    const from = stage.getBoundingClientRect();
    const { left, top, width } = node.getBoundingClientRect();
    const { fontFamily, fontSize, lineHeight } = getComputedStyle(node);
    const copy = node.cloneNode(true) as HTMLElement;
    copy.className = `${node.classList.contains('rich') ? 'flyer rich' : 'flyer'} held`;
    copy.removeAttribute('style');
    Object.assign(copy.style, { left: `${left - from.left}px`, top: `${top - from.top}px`, width: `${width}px`, fontFamily, fontSize, lineHeight, color: node.style.color });
    copy.classList.toggle('chosen', this.#choosing);
    node.style.visibility = 'hidden';
    stage.append(copy);
    this.#held = { node, copy, item };
  }

  #openMenu(): void {
    if (!this.#held) return;
    this.render();
    const menu = this.#menu;
    menu.showPopover();
    const { left, bottom } = this.#held.copy.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(bottom + 8, innerHeight - menu.offsetHeight - 8))}px`;
    menu.querySelector('button')?.focus();
  }

  #act(action: DanmakuAction): void {
    const item = this.#held?.item;
    this.#menu.hidePopover();
    if (item) this.layer.act(action, item);
    // Who was blocked should not stay in view in the shape of a copy.
    if (action === 'block') this.release();
  }

  get #menu(): HTMLElement {
    return this.layer.controls.querySelector<HTMLElement>('.menu')!;
  }

  get #menuOpen(): boolean {
    return this.#menu.matches(':popover-open');
  }

  /** Comments that can be seen, the newest first: those that are farthest from leaving. */
  #candidates(): HTMLElement[] {
    const from = this.layer.stage.getBoundingClientRect();
    // What moves to the right hangs on its right edge.
    const way = (node: HTMLElement, { left, right }: DOMRect) => (parseFloat(node.style.right) >= 0 ? from.right - left : right - from.left);
    return [...this.layer.stage.querySelectorAll<HTMLElement>('.flyer:not(.held)')]
      .filter((node) => this.layer.itemOf(node) && (node.style.visibility !== 'hidden' || node === this.#held?.node))
      .map((node) => ({ node, box: node.getBoundingClientRect() }))
      .filter(({ box }) => box.left < from.right && box.right > from.left)
      .sort((a, b) => way(b.node, b.box) - way(a.node, a.box) || a.box.top - b.box.top)
      .map(({ node }) => node);
  }

  #step(by: number): void {
    const candidates = this.#candidates();
    if (candidates.length === 0) return;
    const at = this.#held ? candidates.indexOf(this.#held.node) : -1;
    this.#hold(candidates[(Math.max(at + by, by > 0 ? 0 : -1) + candidates.length) % candidates.length]!);
    this.render();
  }

  readonly #choose = (): void => {
    if (this.#choosing) {
      this.#openMenu();
      return;
    }
    this.#choosing = true;
    this.#froze = !this.layer.isPaused();
    this.layer.pause();
    this.#step(1);
  };

  #stopChoosing(): void {
    if (!this.#choosing) return;
    this.#choosing = false;
    this.release();
    if (this.#froze) this.layer.resume();
    this.render();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.#choosing || this.#menuOpen) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) this.#step(step);
    else if (event.key === 'Escape') this.#stopChoosing();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const entries = [...this.#menu.querySelectorAll('button')];
    const at = entries.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    entries.at(next % entries.length)!.focus();
  };

  readonly #onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open') return;
    if (this.#choosing) this.layer.controls.querySelector<HTMLElement>('.chooser')!.focus();
    else this.release();
  };

  readonly #onBlur = (): void => {
    if (!this.#menuOpen) this.#stopChoosing();
  };

  readonly #onOver = (event: PointerEvent): void => {
    if (this.#choosing || this.#menuOpen) return;
    const node = (event.target as Element).closest<HTMLElement>('.flyer');
    if (node && !node.classList.contains('held')) this.#hold(node);
  };

  readonly #onOut = (event: PointerEvent): void => {
    if (this.#choosing || this.#menuOpen || event.pointerType === 'touch') return;
    if (this.#held?.copy.contains(event.target as Node) && !this.#held.copy.contains(event.relatedTarget as Node | null)) this.release();
  };

  readonly #onClick = (event: MouseEvent): void => {
    const node = (event.target as Element).closest<HTMLElement>('.flyer');
    if (!node) return;
    if (!node.classList.contains('held')) this.#hold(node);
    this.#openMenu();
  };
}

/** What it says, as text; also of displays that carry none. */
function wordsOf({ text, content }: DanmakuItem): string {
  const line = flyerText(text ?? '');
  return line || (content instanceof Node ? (content.textContent ?? '').trim() : '');
}
