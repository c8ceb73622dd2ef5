import { css } from 'lit';
import { nameColor } from '../shared/name-color.js';

export const styles = css`
  :host {
    --_background: var(--live-member-list-background, var(--_surface));
    --_row: var(--live-member-list-row-height, 48px);
    display: block;
    min-block-size: 0;
    overflow: hidden;
    color: var(--_text);
    background: var(--_background);
  }
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin: 0;
    padding: 12px 16px 8px;
    font-size: 14px;
    font-weight: 600;
    background: var(--_background);
  }
  .count {
    margin-inline-start: 4px;
    color: var(--_muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .list {
    /* Not none, for which Safari takes a list to be no list. https://bugs.webkit.org/show_bug.cgi?id=170179 */
    list-style: '';
    margin: 0;
    padding: 4px 8px;
  }
  .member {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: var(--_row);
    padding: 4px 8px;
    border-radius: var(--_radius);
    text-align: start;
  }
  .member:focus-visible {
    outline-offset: -2px;
  }
  @media (hover: hover) {
    button.member:hover {
      background: var(--_hover);
    }
  }
  .name {
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
    color: ${nameColor};
  }
  .badge,
  .you {
    flex: none;
    padding: 0 6px;
    border-radius: 4px;
    font-size: 12px;
    line-height: 18px;
    box-shadow: inset 0 0 0 1px color-mix(in oklch, currentColor 40%, transparent);
  }
  .host {
    color: var(--_host);
  }
  .moderator {
    color: var(--_moderator);
  }
  .you {
    margin-inline-start: auto;
    color: var(--_muted);
    box-shadow: none;
  }
  .more {
    margin: 0;
    padding: 4px 16px 16px;
    color: var(--_muted);
    font-size: 13px;
  }
  .empty {
    display: grid;
    place-items: center;
    gap: 8px;
    padding: 40px 24px;
    color: var(--_muted);
    text-align: center;
  }
  .empty p {
    margin: 0;
  }
  .empty .icon {
    inline-size: 32px;
    block-size: 32px;
    opacity: 0.7;
  }
  .bones span {
    block-size: 12px;
    inline-size: 40%;
    border-radius: 6px;
    background: var(--_hover);
  }
  .bones span:first-child {
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
  }
  .bones:nth-child(even) span:last-child {
    inline-size: 28%;
  }
  :host([over-picture]) {
    --_background: var(--live-member-list-background, transparent);
  }
  :host([over-picture]) .header {
    position: static;
  }
`;
