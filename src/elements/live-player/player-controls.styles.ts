import { css } from 'lit';

/** The control bar; its private properties come from the player's own style sheet. */
export const controlsStyles = css`
  .top-bar,
  .controls {
    position: absolute;
    inset-inline: 0;
    transition:
      opacity var(--_in),
      translate var(--_in);
  }
  .top-bar {
    inset-block-start: 0;
  }
  .controls {
    inset-block-end: 0;
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 40px max(8px, env(safe-area-inset-right)) max(4px, env(safe-area-inset-bottom)) max(8px, env(safe-area-inset-left));
    /* Eased, so that the scrim has no visible upper edge. */
    background: linear-gradient(to top, var(--_scrim), color-mix(in oklch, var(--_scrim) 62%, transparent) 38%, color-mix(in oklch, var(--_scrim) 18%, transparent) 74%, transparent);
    pointer-events: none;
  }
  .controls > * {
    pointer-events: auto;
  }
  .base:not(.awake) .controls:not(:focus-within) {
    opacity: 0;
    translate: 0 8px;
    transition-duration: 240ms;
  }
  .base:not(.awake) .controls:not(:focus-within) > * {
    pointer-events: none;
  }
  .space {
    flex: 1;
    pointer-events: none;
  }
  .button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 12px;
    outline-offset: -4px;
    transition: background-color var(--_in);
  }
  .controls .icon {
    filter: drop-shadow(0 1px 3px oklch(0 0 0 / 50%));
  }
  .sound {
    display: flex;
    align-items: center;
  }
  .volume {
    appearance: none;
    inline-size: 0;
    block-size: 24px;
    margin: 0;
    opacity: 0;
    background: transparent;
    cursor: pointer;
    transition:
      inline-size var(--_in),
      opacity var(--_in),
      margin var(--_in);
  }
  .sound:is(:hover, :focus-within) .volume {
    inline-size: 72px;
    margin-inline: 2px 12px;
    opacity: 1;
  }
  .volume::-webkit-slider-runnable-track {
    block-size: 4px;
    border-radius: 2px;
    background: linear-gradient(to right, white calc(var(--_level) * 100%), oklch(1 0 0 / 32%) 0);
  }
  :host(:dir(rtl)) .volume::-webkit-slider-runnable-track {
    background: linear-gradient(to left, white calc(var(--_level) * 100%), oklch(1 0 0 / 32%) 0);
  }
  .volume::-webkit-slider-thumb {
    appearance: none;
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: -5px;
    border-radius: 50%;
    background: white;
    box-shadow: 0 1px 4px oklch(0 0 0 / 40%);
  }
  .volume::-moz-range-track {
    block-size: 4px;
    border-radius: 2px;
    background: oklch(1 0 0 / 32%);
  }
  .volume::-moz-range-progress {
    block-size: 4px;
    border-radius: 2px;
    background: white;
  }
  .volume::-moz-range-thumb {
    inline-size: 14px;
    block-size: 14px;
    border: 0;
    border-radius: 50%;
    background: white;
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    padding: 0 8px;
    min-block-size: 24px;
    margin-inline-start: 6px;
    border-radius: 999px;
    background: var(--_live);
    font-size: 12px;
    line-height: 16px;
    font-weight: 650;
    letter-spacing: 0.02em;
    white-space: nowrap;
  }
  .live.late {
    position: relative;
    background: oklch(1 0 0 / 18%);
    backdrop-filter: blur(12px);
  }
  /* The pill is low, its target is not. */
  .live.late::after {
    content: '';
    position: absolute;
    inset: -10px 0;
  }
  .live .dot {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentColor;
  }
  .live.late .dot {
    opacity: 0.6;
  }
  .latency {
    margin-inline-start: 8px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: oklch(1 0 0 / 82%);
    text-shadow: 0 1px 3px oklch(0 0 0 / 60%);
    white-space: nowrap;
  }

  .levels {
    position: relative;
  }
  .menu {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline-end: 0;
    display: flex;
    flex-direction: column;
    min-inline-size: 136px;
    padding: 6px;
    border-radius: var(--_panel-radius);
    background: oklch(0.18 0.014 275 / 88%);
    backdrop-filter: blur(20px) saturate(1.4);
    box-shadow: inset 0 0 0 1px oklch(1 0 0 / 10%), var(--_shadow);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    padding-inline: 8px 14px;
    border-radius: 8px;
    text-align: start;
    font-variant-numeric: tabular-nums;
    outline-offset: -2px;
  }
  .choice .icon,
  .tick {
    inline-size: 20px;
    block-size: 20px;
  }

  @media (hover: hover) {
    .button:hover,
    .choice:hover {
      background: oklch(1 0 0 / 14%);
    }
    .live.late:hover {
      background: var(--_live);
    }
  }
  /* A finger sets the volume on the device. */
  @media (hover: none) {
    .volume {
      display: none;
    }
  }
  @container (inline-size < 360px) {
    .latency {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .base:not(.awake) .controls:not(:focus-within) {
      transition: none;
      translate: none;
    }
  }
`;
