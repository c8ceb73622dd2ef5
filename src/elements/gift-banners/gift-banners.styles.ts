import { css } from 'lit';

export const styles = css`
  :host {
    --_banner-width: var(--live-gift-banner-width, 300px);
    display: grid;
    grid-template-columns: minmax(0, max-content);
    align-content: end;
    gap: 8px;
    inline-size: max-content;
    max-inline-size: min(var(--_banner-width), 92vw);
    color-scheme: dark;
    color: white;
    pointer-events: none;
    user-select: none;
  }
  .track {
    block-size: 48px;
  }
  .banner {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: max-content;
    max-inline-size: 100%;
    block-size: 44px;
    padding: 4px;
    padding-inline-end: 0;
    border-radius: 999px;
    text-shadow: 0 1px 2px oklch(0 0 0 / 45%);
    background: linear-gradient(to right, var(--_tier) calc(100% - 68px), transparent);
  }
  /* Words end before their ground does. */
  .words:not(:has(+ .picture)) {
    padding-inline-end: 52px;
  }
  .banner:dir(rtl) {
    background: linear-gradient(to left, var(--_tier) calc(100% - 68px), transparent);
  }
  /* Five steps of worth, cold to hot. */
  .tier-1 {
    --_tier: var(--live-gift-tier-1, oklch(0.45 0.13 250 / 92%));
  }
  .tier-2 {
    --_tier: var(--live-gift-tier-2, oklch(0.44 0.09 195 / 92%));
  }
  .tier-3 {
    --_tier: var(--live-gift-tier-3, oklch(0.46 0.17 305 / 92%));
  }
  .tier-4 {
    --_tier: var(--live-gift-tier-4, oklch(0.48 0.12 55 / 93%));
  }
  .tier-5 {
    --_tier: var(--live-gift-tier-5, oklch(0.47 0.19 22 / 94%));
  }
  .own {
    outline: 1.5px solid oklch(1 0 0 / 55%);
    outline-offset: -1.5px;
  }
  .words {
    display: grid;
    /* At the start of the banner, whatever the direction of the name. */
    justify-items: start;
    min-inline-size: 0;
    flex: 0 1 auto;
  }
  .name {
    font-size: 13px;
    line-height: 17px;
    font-weight: 700;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .text {
    font-size: 12px;
    line-height: 16px;
    color: oklch(1 0 0 / 95%);
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .picture {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block: -4px;
  }
  .picture .gift-picture {
    inline-size: 42px;
    block-size: 42px;
    object-fit: contain;
    filter: drop-shadow(0 2px 4px oklch(0 0 0 / 40%));
  }
  .times {
    flex: none;
    padding-inline: 2px 12px;
    font-size: 24px;
    line-height: 1;
    font-weight: 800;
    font-style: italic;
    font-variant-numeric: tabular-nums;
    color: var(--live-color-gift, oklch(0.88 0.16 90));
    paint-order: stroke fill;
    -webkit-text-stroke: 3px oklch(0.35 0.09 50 / 75%);
    transform-origin: left center;
  }
  .times small {
    font-size: 16px;
    margin-inline-end: 1px;
  }
`;
