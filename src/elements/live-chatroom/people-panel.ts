import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/more-icons.js';

export const peoplePanelStyles = css`
  .members {
    display: flex;
    flex-direction: column;
  }
  .members > member-list,
  .members ::slotted(*) {
    flex: 1;
    min-block-size: 0;
  }
  .members supporter-board {
    flex: none;
    border-block-end: 1px solid var(--_line);
  }
  .people-head {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 8px 8px 0 16px;
    font-weight: 600;
  }
  .people-head:dir(rtl) {
    padding: 8px 16px 0 8px;
  }
  /* Over the picture: a sheet, in the place of the chat. */
  .overlay.view-members .body {
    inline-size: 100%;
    block-size: min(56cqb, 480px);
    padding: 0;
    border-radius: 16px 16px 0 0;
    background: oklch(0.16 0.01 260 / 88%);
    backdrop-filter: blur(20px);
    --live-member-list-background: transparent;
  }
  .overlay.view-members .composer {
    background: oklch(0.16 0.01 260 / 88%);
  }
`;

export interface PeoplePanel {
  readonly t: (key: string) => string;
  /** Over the picture there are no tabs to go back by. */
  readonly close?: () => void;
  readonly supporters: unknown;
  readonly people: unknown;
}

/** Who gives most, and who is here. */
export function peoplePanel({ t, close, supporters, people }: PeoplePanel): TemplateResult {
  return html`<div class="members">
    ${close
      ? html`<div class="people-head">${t('room.tab.members')}<button class="icon-button" @click=${close} aria-label=${t('room.people-close')}>${icon('close')}</button></div>`
      : nothing}
    ${supporters} ${people}
  </div>`;
}
