import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/more-icons.js';

export type View = 'chat' | 'members' | 'gifts';

export interface RoomTabs {
  readonly t: (key: string) => string;
  readonly views: readonly View[];
  readonly selected: View;
  readonly choose: (view: View) => void;
  /** Puts the chat away; absent where it cannot be. */
  readonly collapse?: () => void;
}

/** Chat, viewers, gifts: one stop for the keyboard, arrows within. */
export function roomTabs({ t, views, selected, choose, collapse }: RoomTabs): TemplateResult {
  return html`<div class="tabs" part="tabs">
    <div role="tablist" aria-label=${t('room.label')} @keydown=${onTabKey}>
      ${views.map(
        (view) => html`<button
          id="tab-${view}"
          role="tab"
          part="tab ${view === selected ? 'tab-selected' : ''}"
          aria-selected=${view === selected}
          aria-controls="body"
          tabindex=${view === selected ? 0 : -1}
          @click=${() => choose(view)}
        >${t(`room.tab.${view}`)}</button>`,
      )}
    </div>
    ${collapse ? html`<button class="icon-button collapse" @click=${collapse} aria-label=${t('room.collapse')}>${icon('chevron-right')}</button>` : nothing}
  </div>`;
}

function onTabKey(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const rtl = getComputedStyle(list).direction === 'rtl';
  const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if (step === undefined) return;
  const next = tabs.at((tabs.indexOf(event.target as HTMLElement) + step) % tabs.length);
  next?.click();
  next?.focus();
}
