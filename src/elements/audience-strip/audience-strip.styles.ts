import { css } from 'lit';

export const styles = css`
  :host {
    --_ring: var(--live-audience-strip-ring, var(--_surface));
    display: block;
    min-inline-size: 0;
    block-size: 44px;
  }
  .base {
    display: flex;
    align-items: center;
    block-size: 100%;
    padding-inline-end: 8px;
  }
  /* 24 px to the next portrait, 44 px high: targets do not overlap, faces do. */
  .member {
    display: grid;
    flex: none;
    place-items: center start;
    inline-size: 24px;
    block-size: 44px;
  }
  .avatar {
    box-shadow: 0 0 0 2px var(--_ring);
    transition: translate var(--_in);
  }
  .host .avatar {
    box-shadow: 0 0 0 2px var(--_host);
  }
  .moderator .avatar {
    box-shadow: 0 0 0 2px var(--_moderator);
  }
  /* The one that is pointed at is seen whole. */
  .member {
    position: relative;
  }
  .member:hover,
  .member:focus-visible {
    z-index: 1;
  }
  .member:focus-visible {
    outline: none;
  }
  .member:focus-visible .avatar {
    outline: 2px solid var(--_focus, var(--_accent));
    outline-offset: 2px;
  }
  @media (hover: hover) {
    .member:hover .avatar {
      translate: 0 -2px;
    }
  }
  .more {
    display: grid;
    flex: none;
    place-items: center;
    min-inline-size: 44px;
    block-size: 44px;
    margin-inline-start: 12px;
    font-size: 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  .more bdi {
    padding: 0 8px;
    border-radius: 999px;
    line-height: 24px;
    background: var(--_hover);
  }
  /* Around what is seen, not around what fingers hit. */
  .more:focus-visible {
    outline: none;
  }
  .more:focus-visible bdi {
    outline: 2px solid var(--_focus, var(--_accent));
    outline-offset: 2px;
  }
  :host([over-picture]) {
    --_ring: var(--live-audience-strip-ring, oklch(1 0 0 / 35%));
  }
  :host([over-picture]) .more {
    color: white;
    text-shadow: none;
  }
  :host([over-picture]) .more bdi {
    background: oklch(0 0 0 / 62%);
    backdrop-filter: blur(20px);
  }
`;
