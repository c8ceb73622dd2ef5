import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    --_tile-radius: var(--live-gift-tile-radius, 12px);
    --_chosen: light-dark(white, oklch(1 0 0 / 18%));
    --_send: var(--live-gift-send-color, oklch(0.56 0.22 15));
  }
  .base {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 10px 12px;
  }
  .tabs {
    display: flex;
    gap: 4px;
    margin-inline: -12px;
    padding-inline: 12px;
    overflow: auto hidden;
    overscroll-behavior: contain;
    scrollbar-width: none;
    scroll-padding-inline: 40px;
  }
  .tab {
    position: relative;
    flex: none;
    min-block-size: 36px;
    padding-inline: 10px;
    font-size: 14px;
    line-height: 20px;
    font-weight: 500;
    white-space: nowrap;
    text-shadow: none;
    color: var(--_muted);
    outline-offset: -3px;
  }
  .tab:first-child {
    margin-inline-start: -6px;
  }
  .tab:hover {
    color: var(--_text);
  }
  .tab[aria-selected='true'] {
    font-weight: 700;
    color: var(--_text);
  }
  .tab[aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-inline: 10px;
    inset-block-end: 3px;
    block-size: 3px;
    border-radius: 3px;
    background: var(--_send);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 4px;
    max-block-size: var(--live-gift-grid-height, 276px);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
    padding: 3px 3px 8px;
    margin: -3px -3px -8px;
  }
  @container (inline-size < 280px) {
    .grid {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  @container (inline-size >= 520px) {
    .grid {
      grid-template-columns: none;
      grid-auto-flow: column;
      grid-auto-columns: minmax(92px, 1fr);
      overflow: auto hidden;
      scroll-snap-type: x proximity;
    }
    .tile {
      scroll-snap-align: start;
    }
  }
  .tile {
    position: relative;
    display: grid;
    min-inline-size: 0;
    block-size: 116px;
    border-radius: var(--_tile-radius);
  }
  /* A long press is a hold, not a wish to mark or save something. */
  .gift,
  .send {
    touch-action: manipulation;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .gift {
    display: grid;
    grid-template-rows: 64px 18px 16px;
    align-content: center;
    justify-items: center;
    min-inline-size: 0;
    padding-inline: 4px;
    border-radius: inherit;
    transition: background var(--_in);
  }
  .gift:hover {
    background: var(--_hover);
  }
  .gift > .gift-picture {
    inline-size: 48px;
    block-size: 48px;
    align-self: center;
    object-fit: contain;
    filter: drop-shadow(0 3px 5px oklch(0 0 0 / 22%));
    transition: transform 160ms cubic-bezier(0.2, 0, 0, 1);
  }
  .name,
  .price {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-shadow: none;
  }
  .name {
    font-size: 13px;
    line-height: 18px;
    font-weight: 500;
  }
  .price .gift-picture {
    flex: none;
  }
  .price {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    font-size: 12px;
    line-height: 16px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .selected {
    background: var(--_raised);
    box-shadow:
      inset 0 0 0 1.5px color-mix(in oklch, var(--_send), transparent 25%),
      0 4px 12px oklch(0 0 0 / 14%);
  }
  :host([over-picture]) .selected {
    background: oklch(1 0 0 / 10%);
  }
  .selected .gift {
    grid-template-rows: 58px 18px;
    align-content: start;
    padding-block-start: 2px;
  }
  .selected .gift:hover {
    background: none;
  }
  .selected .gift > .gift-picture {
    transform: scale(1.08);
  }
  .selected .name {
    display: none;
  }
  .send {
    position: absolute;
    inset-inline: 6px;
    inset-block-end: 6px;
    min-block-size: 30px;
    padding-inline: 4px;
    border-radius: 999px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 13px;
    line-height: 18px;
    font-weight: 700;
    text-shadow: none;
    color: white;
    background: var(--_send);
    transition:
      transform var(--_in),
      filter var(--_in);
  }
  /* A finger gets the whole lower part of the tile. */
  .send::after {
    content: '';
    position: absolute;
    inset: -8px -6px -6px;
  }
  .send:hover {
    filter: brightness(1.07);
  }
  .send:active {
    transform: scale(0.95);
  }
  .send[aria-disabled='true'] {
    color: var(--_muted);
    background: var(--_hover);
    filter: none;
    transform: none;
  }
  .times {
    position: absolute;
    z-index: 1;
    inset-block-start: 4px;
    inset-inline-end: 8px;
    font-size: 18px;
    line-height: 22px;
    font-weight: 800;
    font-style: italic;
    font-variant-numeric: tabular-nums;
    color: var(--_gold);
    paint-order: stroke fill;
    -webkit-text-stroke: 3px var(--_raised);
    pointer-events: none;
  }
  .ring {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
    pointer-events: none;
    fill: none;
    stroke: var(--_gold);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .ring rect {
    inline-size: 100%;
    block-size: 100%;
    stroke-dasharray: 1;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: 36px;
    text-shadow: none;
  }
  .quantities {
    display: flex;
    gap: 4px;
    margin: 0;
    padding: 3px;
    border: 0;
    min-inline-size: 0;
    border-radius: 999px;
    background: var(--_hover);
  }
  .quantity {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 38px;
    min-block-size: 30px;
    padding-inline: 6px;
    border-radius: 999px;
    font-size: 13px;
    line-height: 18px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
    cursor: pointer;
  }
  .quantity:has(:checked) {
    color: var(--_text);
    background: var(--_chosen);
    box-shadow: 0 1px 4px oklch(0 0 0 / 18%);
  }
  .quantity:has(:focus-visible) {
    outline: 2px solid var(--_focus, var(--_accent));
    outline-offset: 1px;
  }
  .quantity input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: inherit;
  }
  .own-quantity {
    inline-size: 52px;
    min-block-size: 30px;
    padding-inline: 8px;
    border: 0;
    border-radius: 999px;
    font: inherit;
    font-size: 13px;
    font-weight: 600;
    text-align: center;
    color: var(--_text);
    background: none;
    appearance: textfield;
    -moz-appearance: textfield;
  }
  .own-quantity::-webkit-inner-spin-button,
  .own-quantity::-webkit-outer-spin-button {
    appearance: none;
    margin: 0;
  }
  .own-quantity::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .own-quantity.chosen {
    background: var(--_chosen);
    box-shadow: 0 1px 4px oklch(0 0 0 / 18%);
  }
  .balance {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    margin-inline-start: auto;
    font-size: 13px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .note {
    margin: 0;
    padding: 8px 12px;
    border-radius: 8px;
    font-size: 13px;
    line-height: 18px;
    text-shadow: none;
    color: var(--_text);
    background: var(--_hover);
  }
  .note.error {
    color: var(--_danger);
  }
  .empty {
    margin: 0;
    padding: 32px 12px;
    text-align: center;
    color: var(--_muted);
  }
  .off .gift > .gift-picture {
    filter: grayscale(1);
    opacity: 0.55;
  }
  @media (prefers-reduced-motion: reduce) {
    .gift > .gift-picture {
      transition: none;
    }
  }
`;
