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
  .ambient {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    filter: blur(36px) brightness(0.42) saturate(1.25);
    transform: scale(1.2);
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

  @media (hover: hover) {
    .solid:hover,
    .prompt:hover {
      background: oklch(0.93 0.005 275);
    }
    .big:hover {
      background: oklch(0.16 0.015 275 / 78%);
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
    .poster {
      transition: none;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
`;
