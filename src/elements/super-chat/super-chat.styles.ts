import { css, unsafeCSS } from 'lit';
import { TIER_COLORS } from '../../renderers/index.js';

/** The same five grounds as in rows. */
const tiers = unsafeCSS(TIER_COLORS.map((color, i) => `.tier-${i + 1} { --_tier: var(--live-superchat-tier-${i + 1}, ${color}); }`).join('\n'));

export const styles = css`
  ${tiers}
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--_text);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 4px 12px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  ul {
    display: flex;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .entry {
    position: relative;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 3px 12px 3px 4px;
    border-radius: 999px;
    overflow: hidden;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: white;
    text-shadow: none;
    background: color-mix(in oklch, var(--_tier), black 32%);
    outline-offset: -2px;
    --_focus: white;
  }
  /* What is left of its time. */
  .entry::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: var(--_left);
    background: var(--_tier);
  }
  .entry > * {
    position: relative;
  }
  .entry[aria-expanded='true'] {
    box-shadow: inset 0 0 0 2px white;
  }
  .add {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 999px;
    color: var(--_text);
    background: var(--_hover);
    font-size: 18px;
    font-weight: 600;
    position: relative;
  }
  :host([over-picture]) .add {
    background: oklch(0 0 0 / 52%);
    backdrop-filter: blur(12px);
  }
  .add::after {
    content: '';
    position: absolute;
    inset: -6px;
  }
  .card,
  .composer {
    position: absolute;
    z-index: 4;
    inset-block-start: 100%;
    inset-inline: 8px;
    border-radius: var(--_panel-radius);
    overflow: hidden;
    box-shadow: var(--_shadow);
    text-shadow: none;
  }
  .card {
    color: white;
    background: var(--_tier);
  }
  .card header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
    background: oklch(0 0 0 / 22%);
  }
  .card header .who {
    flex: 1;
    min-inline-size: 0;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .card p {
    margin: 0;
    padding: 10px 12px 12px;
    max-block-size: 30vh;
    overflow: auto;
    font-size: 14px;
    line-height: 20px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .composer {
    display: grid;
    gap: 8px;
    padding: 12px;
    color: var(--_text);
    background: var(--_raised);
    border-block-start: 4px solid var(--_tier, var(--_line));
  }
  .composer .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    font-size: 14px;
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    margin: -8px;
    color: var(--_muted);
  }
  .close .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  .amounts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  .chip input {
    position: absolute;
    opacity: 0;
    pointer-events: none;
  }
  .chip span {
    display: grid;
    place-items: center;
    min-block-size: 36px;
    padding-inline: 12px;
    border-radius: 999px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    background: var(--_hover);
    cursor: pointer;
  }
  .chip input:checked + span {
    color: white;
    background: var(--_tier);
  }
  .chip input:focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .own-amount,
  textarea {
    font: inherit;
    color: inherit;
    background: var(--_sunken);
    border: 1px solid var(--_line);
    border-radius: 10px;
    padding: 8px 10px;
  }
  .own-amount {
    inline-size: 92px;
    min-block-size: 36px;
    padding-block: 4px;
  }
  textarea {
    inline-size: 100%;
    font-size: 16px;
    line-height: 22px;
    resize: none;
  }
  .composer p {
    margin: 0;
    font-size: 12px;
    line-height: 16px;
  }
  .buys {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .over,
  .why {
    color: var(--_danger);
  }
  .why:empty {
    display: none;
  }
  .send {
    min-block-size: var(--_target);
    border-radius: 999px;
    font-weight: 600;
    color: white;
    background: var(--_tier, var(--_accent-solid));
  }
  .send[aria-disabled] {
    color: var(--_muted);
    background: var(--_hover);
    cursor: default;
  }
  @media (forced-colors: active) {
    .entry,
    .chip span,
    .card,
    .composer {
      border: 1px solid;
    }
  }
`;
