import { html, type TemplateResult } from 'lit';
import { nameIn, type LocalName } from '../../protocol/gift-name.js';
import type { Gift } from '../events.js';
import { rove } from '../shared/roving-focus.js';

const MEMORY = 'live-chatroom gift tab';

/** Gifts that stand together. */
export interface GiftTab {
  readonly id: string;
  /** Empty for gifts that belong to no tab. */
  readonly name: LocalName;
  readonly gifts: readonly Gift[];
}

/** Gifts by tab, in the order in which tabs come first. */
export function tabsOf(gifts: readonly Gift[]): GiftTab[] {
  const tabs = new Map<string, { id: string; name: LocalName; gifts: Gift[] }>();
  for (const gift of gifts) {
    const name = gift.tab ?? '';
    // The same tab in every language.
    const id = nameIn(name, 'en');
    const tab = tabs.get(id) ?? { id, name, gifts: [] };
    tabs.set(id, tab);
    tab.gifts.push(gift);
  }
  return [...tabs.values()];
}

export interface TabListParts {
  readonly tabs: readonly GiftTab[];
  readonly shown: GiftTab;
  readonly label: string;
  readonly lang: string;
  /** Name of the tab whose gifts belong to none. */
  readonly other: string;
  readonly onSelect: (tab: GiftTab) => void;
}

/** One tab stop; arrow keys, Home and End go to the next tab and show it. @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function tabList({ tabs, shown, label, lang, other, onSelect }: TabListParts): TemplateResult {
  const onKeydown = (event: KeyboardEvent) => {
    const list = event.currentTarget as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rove(event.key, tabs.indexOf(shown), tabs.length, 'horizontal', getComputedStyle(list).direction === 'rtl');
    if (to === null) return;
    event.preventDefault();
    onSelect(tabs[to]!);
    const button = list.querySelectorAll<HTMLElement>('[role=tab]')[to]!;
    button.focus();
    button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return html`<div part="tabs" class="tabs" role="tablist" aria-label=${label} @keydown=${onKeydown}>
    ${tabs.map(
      (tab, i) => html`<button
        part=${tab === shown ? 'tab tab-selected' : 'tab'}
        class="tab"
        type="button"
        role="tab"
        id="tab-${i}"
        aria-selected=${tab === shown ? 'true' : 'false'}
        aria-controls="panel"
        tabindex=${tab === shown ? 0 : -1}
        @click=${() => onSelect(tab)}
      >${nameIn(tab.name, lang) || other}</button>`,
    )}
  </div>`;
}

/** The tab that was shown last in this window; storage may be forbidden. */
export function rememberedTab(): string | null {
  try {
    return sessionStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}

export function rememberTab(id: string): void {
  try {
    sessionStorage.setItem(MEMORY, id);
  } catch {
    // It is then the first tab again next time.
  }
}
