import { css } from 'lit';

export const styles = css`
  :host {
    --_heart: var(--live-like-color, oklch(0.63 0.24 15));
    --_rise: var(--live-like-hearts-height, 260px);
    display: inline-block;
    position: relative;
    flex: none;
    color: var(--_text);
  }
  .button {
    position: relative;
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    min-inline-size: var(--_target);
    min-block-size: var(--_target);
    border-radius: 999px;
    background: var(--live-like-background, var(--_hover));
    color: var(--_heart);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    transition: transform var(--_in);
  }
  :host([over-picture]) .button {
    background: var(--live-like-background, oklch(0 0 0 / 38%));
    backdrop-filter: blur(12px);
  }
  .button[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
  .button:not([aria-disabled='true']):active {
    transform: scale(0.9);
  }
  .icon {
    inline-size: 26px;
    block-size: 26px;
    transform: translateY(-4px);
  }
  .count {
    position: absolute;
    inset-block-end: -3px;
    inset-inline-start: 50%;
    display: flex;
    min-inline-size: 24px;
    justify-content: center;
    padding: 0 6px;
    border-radius: 999px;
    translate: -50% 0;
    font-size: 11px;
    line-height: 16px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    text-shadow: none;
    white-space: nowrap;
    color: var(--live-like-count-color, white);
    background: var(--live-like-count-background, oklch(0.5 0.2 15));
  }
  .count:dir(rtl) {
    translate: 50% 0;
  }
  .button[aria-disabled='true'] .count {
    background: oklch(0.45 0.01 260);
  }
  .digit {
    display: inline-block;
    block-size: 16px;
    overflow: clip;
  }
  .digit::before {
    /* All digits below each other; the column moves to the right one, so a count rolls. */
    content: '0\\A 1\\A 2\\A 3\\A 4\\A 5\\A 6\\A 7\\A 8\\A 9';
    display: block;
    white-space: pre;
    text-align: center;
    transform: translateY(calc(var(--_digit) * -16px));
    transition: transform 260ms cubic-bezier(0.2, 0, 0, 1);
  }
  .char::before {
    content: attr(data-char);
  }
  .hearts {
    position: absolute;
    z-index: 2;
    inset-block-end: 60%;
    inset-inline: 0;
    block-size: var(--_rise);
    pointer-events: none;
  }
  .rising {
    position: absolute;
    inset-block-end: 0;
    left: calc(50% - 15px);
    inline-size: 30px;
    block-size: 30px;
    fill: currentColor;
    overflow: visible;
    opacity: 0;
    filter: drop-shadow(0 1px 2px oklch(0 0 0 / 35%));
  }
  @media (prefers-reduced-motion: reduce) {
    .hearts {
      display: none;
    }
    .digit::before {
      transition: none;
    }
    .button {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .button {
      border: 1px solid ButtonText;
    }
  }
`;
