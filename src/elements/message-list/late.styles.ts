import { css } from 'lit';

/** Of what cannot be seen before a list has been there for a moment: its floods, and what is done with rows. */
export const lateStyles = css`
  .more {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 2px;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 6px;
    color: var(--_muted);
    background: var(--_raised);
    box-shadow: 0 0 0 1px var(--_line);
    text-shadow: none;
  }
  .row:not(:hover, :focus, :focus-within) .more {
    display: none;
  }
  .more .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  .row-held .text {
    opacity: 0.65;
  }
  .held {
    display: block;
    color: var(--_muted);
    font-size: 0.86em;
  }
  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    color: var(--_danger);
    font-size: 0.86em;
  }
  .failure .icon {
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: -6px;
  }
  .failure button {
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
    padding-block: 4px;
  }
  :host([over-picture]) .failure {
    color: oklch(0.85 0.12 25);
  }
  .chant {
    display: inline-flex;
    align-items: baseline;
    gap: 6px;
    max-inline-size: 100%;
    padding: 3px 12px;
    border-radius: 999px;
    background: color-mix(in oklch, var(--_accent) 8%, transparent);
  }
  .chant bdi {
    white-space: pre-wrap;
  }
  .chant-count {
    /* "×7", not "7×", also on pages that run from right to left. */
    direction: ltr;
    unicode-bidi: isolate;
    color: var(--_accent);
    font-variant-numeric: tabular-nums;
  }
  /* A tick that takes no room and covers no word; it says its number to whoever points at its row. */
  .left-out {
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline-start: 8px;
    inline-size: 24px;
    block-size: 3px;
    border-radius: 999px;
    overflow: hidden;
    color: transparent;
    background: color-mix(in oklch, var(--_accent) 70%, transparent);
  }
  .row:is(:hover, :focus, :focus-within) .left-out {
    inset-inline-start: 4px;
    inline-size: auto;
    block-size: auto;
    padding: 0 8px;
    font-size: 11px;
    line-height: 20px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_accent);
    background: var(--_raised);
    box-shadow: 0 0 0 1px var(--_line);
    text-shadow: none;
  }
  :host(:not(:state(scrolled-back))) .left-out {
    display: none;
  }
  .load {
    position: absolute;
    z-index: 2;
    inset-block-start: 6px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    padding: 0 10px;
    border-radius: 999px;
    font-size: 12px;
    line-height: 24px;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
    background: var(--_raised);
    box-shadow: 0 0 0 1px var(--_line);
    text-shadow: none;
  }
  .load::after {
    content: '';
    position: absolute;
    inset: -10px;
  }
  .bar ~ .load {
    inset-block-start: 32px;
  }
  @media (forced-colors: active) {
    .chant,
    .load {
      border: 1px solid;
    }
  }
`;
