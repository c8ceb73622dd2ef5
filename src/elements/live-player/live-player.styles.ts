import { css } from 'lit';

export const styles = css`
  :host {
    --_background: var(--live-player-background, oklch(0.13 0.012 275));
    --_scrim: var(--live-player-scrim, oklch(0 0 0 / 62%));
    --_prompt-inset: var(--live-player-prompt-inset, 72px);
    /* The picture is dark whatever the page is. */
    color-scheme: dark;
    --_focus: white;
    display: block;
    position: relative;
    isolation: isolate;
    overflow: hidden;
    aspect-ratio: var(--live-player-aspect-ratio, 16 / 9);
    border-radius: var(--live-player-radius, 0);
    background: var(--_background);
    color: white;
    contain: layout paint;
    container-type: inline-size;
    user-select: none;
    -webkit-user-select: none;
  }
  /* Where the browser shows only bare videos full screen. The target may be an element around this one: then the page's style sheet does it. */
  :host([data-live-page-fill]) {
    position: fixed !important;
    inset: 0 !important;
    z-index: 2147483000 !important;
    inline-size: auto !important;
    block-size: auto !important;
    aspect-ratio: auto;
    border-radius: 0;
  }
  .base,
  .stage,
  .stage > *,
  .stage video,
  .poster,
  .poster img,
  .surface,
  .overlay,
  .notice {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .stage video {
    object-fit: contain;
    outline: none;
  }
  :host([fit='cover']) .stage video,
  .poster img,
  .poster ::slotted(*) {
    object-fit: cover;
  }
  .base:not(.awake) .surface {
    cursor: none;
  }

  .poster {
    overflow: hidden;
    background:
      radial-gradient(90% 70% at 70% 20%, oklch(0.42 0.14 var(--_hue) / 60%), transparent 70%),
      radial-gradient(80% 80% at 15% 95%, oklch(0.38 0.13 calc(var(--_hue) + 70) / 55%), transparent 70%), var(--_background);
    transition: opacity 320ms ease;
  }
  .has-picture .poster {
    opacity: 0;
    visibility: hidden;
    transition:
      opacity 320ms ease,
      visibility 0s 320ms;
  }
  :host(:is(:state(offline), :state(error), :state(ended))) .poster :is(img, ::slotted(*)) {
    filter: blur(22px) brightness(0.55) saturate(1.15);
    transform: scale(1.12);
  }

  .overlay {
    pointer-events: none;
  }

  .notice {
    display: grid;
    place-items: center;
    padding: 24px;
    pointer-events: none;
  }
  .notice button,
  .notice ::slotted(*) {
    pointer-events: auto;
  }
  /* Nothing over the picture for what is over in a blink. */
  .wait,
  .notice .pill {
    animation: appear 160ms ease 400ms backwards;
  }
  .spinner {
    display: block;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: conic-gradient(from 40deg, transparent 12%, white);
    mask: radial-gradient(closest-side, transparent calc(100% - 4.5px), black calc(100% - 3.5px));
    filter: drop-shadow(0 1px 6px oklch(0 0 0 / 50%));
    animation: turn 900ms linear infinite;
  }
  .spinner.small {
    inline-size: 16px;
    block-size: 16px;
    mask: radial-gradient(closest-side, transparent calc(100% - 2.5px), black calc(100% - 2px));
  }
  .words {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 6px;
    max-inline-size: 34ch;
    text-align: center;
    text-wrap: balance;
    color: oklch(1 0 0 / 88%);
    text-shadow: 0 1px 8px oklch(0 0 0 / 55%);
    animation: appear 240ms ease backwards;
  }
  .words strong {
    font-size: clamp(16px, 4.6cqi, 22px);
    line-height: 1.35;
    font-weight: 600;
    letter-spacing: -0.005em;
    color: white;
  }
  .words > .icon {
    inline-size: 32px;
    block-size: 32px;
    margin-block-end: 2px;
  }
  .solid {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    margin-block-start: 12px;
    padding-inline: 16px 20px;
    border-radius: 999px;
    background: white;
    color: oklch(0.22 0.02 275);
    font-weight: 600;
    text-shadow: none;
  }
  .solid .icon {
    inline-size: 20px;
    block-size: 20px;
  }

  .pill {
    position: absolute;
    inset-block-start: var(--_prompt-inset);
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 0 16px 0 12px;
    border-radius: 999px;
    background: oklch(0.16 0.015 275 / 78%);
    backdrop-filter: blur(20px) saturate(1.4);
    box-shadow: inset 0 0 0 1px oklch(1 0 0 / 12%);
    font-weight: 500;
    white-space: nowrap;
  }
  .pill.middle {
    position: static;
  }
  .pill .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .prompt {
    min-block-size: var(--_target);
    padding-inline: 14px 20px;
    background: oklch(1 0 0 / 94%);
    color: oklch(0.2 0.02 275);
    font-weight: 600;
    box-shadow: var(--_shadow);
    animation: drop 240ms cubic-bezier(0.2, 0, 0, 1) backwards;
  }
  .big {
    position: absolute;
    inset: 0;
    margin: auto;
    display: grid;
    place-items: center;
    inline-size: 72px;
    block-size: 72px;
    border-radius: 50%;
    background: oklch(0.16 0.015 275 / 62%);
    backdrop-filter: blur(20px) saturate(1.4);
    box-shadow: inset 0 0 0 1px oklch(1 0 0 / 14%), var(--_shadow);
  }
  .big .icon {
    inline-size: 34px;
    block-size: 34px;
    translate: 2px 0;
  }

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
    .solid:hover,
    .prompt:hover {
      background: oklch(0.93 0.005 275);
    }
    .big:hover {
      background: oklch(0.16 0.015 275 / 78%);
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
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: breathe 2s ease-in-out infinite alternate;
    }
    .prompt,
    .words {
      animation: none;
    }
    .poster,
    .base:not(.awake) .controls:not(:focus-within) {
      transition: none;
      translate: none;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
`;
