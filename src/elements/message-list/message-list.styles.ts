// Long because every state of a row is drawn here, over a surface and over a picture.
import { css } from 'lit';
import { nameColor } from '../shared/name-color.js';

export const styles = css`
  :host {
    --_row-gap: var(--live-message-list-row-gap, 0px);
    --_row-padding: var(--live-message-list-row-padding, 4px 8px);
    display: block;
    position: relative;
    min-block-size: 0;
    color: var(--_text);
    contain: strict;
    block-size: var(--live-message-list-height, 100%);
  }
  .scroller {
    /* Reversed: the browser itself keeps the end in view, with no read and no write of scroll positions. */
    display: flex;
    flex-direction: column-reverse;
    block-size: 100%;
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
    outline-offset: -2px;
  }
  .block {
    /* Rows in normal flow: a flex column lays out all of them again for each that comes. */
    flex: none;
    padding-block: 4px;
  }
  .row + .row {
    margin-block-start: var(--_row-gap);
  }
  .row {
    --_avatar-size: 24px;
    position: relative;
    display: flex;
    gap: 8px;
    padding: var(--_row-padding);
    border-radius: var(--_radius);
    contain: content;
    overflow-wrap: anywhere;
    outline-offset: -2px;
  }
  .row[hidden] {
    display: none;
  }
  .words {
    min-inline-size: 0;
    flex: 1;
    padding-block: 2px;
  }
  .name {
    color: ${nameColor};
    font-weight: 600;
  }
  .text {
    white-space: pre-wrap;
  }
  .line {
    flex: 1;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .row-gap .line {
    text-align: center;
    border-block: 1px dashed var(--_line);
    padding-block: 2px;
  }
  .badge {
    display: inline-block;
    padding-inline: 5px;
    margin-inline-end: 4px;
    border-radius: 4px;
    font-size: 11px;
    font-weight: 600;
    line-height: 16px;
    vertical-align: 1px;
    color: var(--_badge);
    background: color-mix(in oklch, var(--_badge) 16%, transparent);
    text-shadow: none;
  }
  .badge.host {
    --_badge: var(--_host);
  }
  .badge.moderator {
    --_badge: var(--_moderator);
  }
  .row-own .name {
    color: var(--_accent);
  }
  .row-own:not(.row-line) {
    background: color-mix(in oklch, var(--_accent) 9%, transparent);
  }
  .row-mention {
    background: color-mix(in oklch, var(--_accent) 14%, transparent);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .row-mention:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .row-gift .text,
  .combo {
    color: var(--_gold);
  }
  .combo {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .row-pending .text {
    opacity: 0.65;
  }
  .show-all {
    padding: 2px 4px;
    color: var(--_accent);
    font-weight: 600;
  }
  @media (hover: hover) {
    .row:hover {
      background: var(--_hover);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .row.enter {
      animation: enter var(--_in) backwards;
    }
  }
  @keyframes enter {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  .bar {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    z-index: 2;
    padding: 4px 12px;
    text-align: center;
    font-size: 12px;
    line-height: 18px;
    color: white;
    background: oklch(0.3 0.02 260 / 92%);
    text-shadow: none;
  }
  .pill {
    position: absolute;
    z-index: 2;
    inset-block-end: 8px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 0 14px 0 10px;
    border-radius: 999px;
    font-size: 13px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_on-accent);
    background: var(--_accent-solid);
    box-shadow: var(--_shadow);
    text-shadow: none;
  }
  .pill::after {
    content: ''; /* The touch target is larger than the pill looks. */
    position: absolute;
    inset: -6px;
  }
  .pill .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .note {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    padding: 24px;
    text-align: center;
    color: var(--_muted);
    pointer-events: none;
  }
  .note .icon {
    inline-size: 32px;
    block-size: 32px;
    opacity: 0.7;
  }
  .skeleton {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 8px;
    display: grid;
    gap: 14px;
  }
  .skeleton span {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .skeleton span::before {
    content: '';
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: var(--_hover);
  }
  .skeleton span::after {
    content: '';
    inline-size: var(--_w);
    block-size: 12px;
    border-radius: 6px;
    background: var(--_hover);
  }

  /* Over a picture: no boxes but for own and paid rows, names lighter, the top edge fades out. */
  :host([over-picture]) .scroller {
    scrollbar-width: none;
    mask-image: linear-gradient(to bottom, transparent, black var(--live-message-list-fade, 40px));
  }
  /* The scrim: as tall as the rows, soft at its edges. White text keeps 4.5:1 on it over a white picture (test/e2e/contrast). */
  :host([over-picture]) .block {
    position: relative;
    isolation: isolate;
    padding-inline-end: 10%;
  }
  :host([over-picture]) .block::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset: 0;
    background: oklch(0 0 0 / 42%);
    mask:
      linear-gradient(to bottom, transparent, black 28px calc(100% - 16px), transparent) intersect,
      linear-gradient(to right, black 84%, transparent) intersect;
    pointer-events: none;
  }
  :host([over-picture]:dir(rtl)) .block::before {
    mask:
      linear-gradient(to bottom, transparent, black 28px calc(100% - 16px), transparent) intersect,
      linear-gradient(to left, black 84%, transparent) intersect;
  }
  :host([over-picture]) .row {
    contain: layout;
    inline-size: fit-content;
    max-inline-size: 100%;
    border-radius: 14px;
    padding: 2px 8px;
  }
  :host([over-picture]) .name {
    color: oklch(0.9 0.07 var(--_person));
  }
  :host([over-picture]) .row-own:not(.row-line) {
    background: oklch(0.3 0.06 var(--_hue) / 55%);
  }
  :host([over-picture]) .row-gift {
    background: linear-gradient(to right, oklch(0.35 0.09 60 / 75%), oklch(0.35 0.09 60 / 20%));
  }
  :host([over-picture]) .row-line .line {
    color: oklch(1 0 0 / 86%);
  }
  :host([over-picture]) .row:hover {
    background: oklch(0 0 0 / 35%);
  }
  :host([over-picture]) .bar {
    inline-size: fit-content;
    border-radius: 999px;
  }
  @media (forced-colors: active) {
    .row-own,
    .row-mention,
    .pill {
      border: 1px solid;
    }
  }
`;
