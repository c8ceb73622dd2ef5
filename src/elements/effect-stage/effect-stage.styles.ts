import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: absolute;
    inset: 0;
    overflow: hidden;
    contain: strict;
    pointer-events: none;
    user-select: none;
    color-scheme: dark;
  }
  .box,
  .still {
    position: absolute;
    inset: var(--live-effect-inset, 0);
    /* Larger than this, art looks coarse and covers more of the show than it is worth. */
    max-inline-size: var(--live-effect-width, 640px);
    max-block-size: var(--live-effect-height, 960px);
    margin: auto;
  }
  .still {
    display: grid;
    place-items: center;
  }
  .still img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .still .gift-picture {
    inline-size: min(40%, 200px);
    block-size: auto;
    filter: drop-shadow(0 8px 24px oklch(0 0 0 / 45%));
  }
  /* Not at the top, where comments fly. */
  .switch {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    display: grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 999px;
    color: white;
    background: oklch(0 0 0 / 55%);
    backdrop-filter: blur(12px);
    pointer-events: auto;
  }
  .switch[data-level='light'] .icon {
    opacity: 0.75;
  }
  .switch[data-level='off'] .icon {
    opacity: 0.5;
  }
  .switch[data-level='off']::after {
    content: '';
    position: absolute;
    inline-size: 26px;
    block-size: 2px;
    background: currentColor;
    transform: rotate(-45deg);
  }
  .switch[data-level='light']::after {
    content: '';
    position: absolute;
    inset-block-end: 8px;
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentColor;
  }
`;
