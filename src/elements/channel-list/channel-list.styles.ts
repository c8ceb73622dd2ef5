import { css } from 'lit';

export const styles = css`
  :host {
    --_card-width: var(--live-channel-list-card-width, 168px);
    --_gap: var(--live-channel-list-gap, 12px);
    --_ratio: var(--live-channel-list-card-ratio, 16 / 10);
    display: block;
    color: var(--_text);
    container-type: inline-size;
  }
  .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(var(--_card-width), 100%), 1fr));
    gap: calc(var(--_gap) + 4px) var(--_gap);
  }
  :host([layout='row']) .list {
    display: flex;
    overflow-x: auto;
    overscroll-behavior-inline: contain;
    scroll-snap-type: x proximity;
    scrollbar-width: none;
    /* Room for the focus ring. */
    padding: 6px;
    margin: -6px;
  }
  :host([layout='row']) .item {
    flex: none;
    inline-size: var(--_card-width);
    scroll-snap-align: start;
  }
  .item {
    min-inline-size: 0;
  }
  .card {
    display: block;
    inline-size: 100%;
    text-align: start;
    border-radius: var(--_panel-radius);
  }
  .picture {
    position: relative;
    display: block;
    aspect-ratio: var(--_ratio);
    overflow: hidden;
    border-radius: var(--_panel-radius);
    background:
      radial-gradient(80% 90% at 80% 10%, oklch(0.72 0.15 calc(var(--_tint) + 50)), transparent 75%),
      radial-gradient(90% 90% at 10% 100%, oklch(0.4 0.14 calc(var(--_tint) - 40)), transparent 80%), oklch(0.5 0.15 var(--_tint));
    /* A hairline keeps dark posters apart from a dark page. */
    box-shadow: inset 0 0 0 1px oklch(1 0 0 / 8%);
  }
  .picture::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: linear-gradient(to top, oklch(0 0 0 / 50%), transparent 45%);
    box-shadow: inset 0 0 0 1px oklch(1 0 0 / 8%);
    transition: box-shadow var(--_in);
  }
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transition: scale 240ms cubic-bezier(0.2, 0, 0, 1);
  }
  .initial {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    font-size: clamp(28px, 24cqi, 44px);
    font-weight: 650;
    color: oklch(1 0 0 / 82%);
    text-shadow: 0 2px 16px oklch(0 0 0 / 25%);
  }
  .badge,
  .viewers {
    position: absolute;
    z-index: 1;
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: white;
    font-size: 11px;
    line-height: 16px;
    font-weight: 650;
  }
  .badge {
    inset-block-start: 8px;
    inset-inline-start: 8px;
    padding: 2px 8px;
    border-radius: 999px;
    background: oklch(0.2 0.015 275 / 78%);
    letter-spacing: 0.02em;
  }
  .badge.live {
    background: var(--_live);
  }
  .dot {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentColor;
  }
  .viewers {
    inset-block-end: 7px;
    inset-inline-start: 9px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    font-size: 12px;
    text-shadow: 0 1px 3px oklch(0 0 0 / 70%);
  }
  .viewers .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .off .picture {
    filter: saturate(0.35) brightness(0.72);
  }
  .words {
    display: block;
    padding: 8px 2px 0;
  }
  .title,
  .subtitle {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title {
    font-weight: 600;
  }
  .subtitle {
    font-size: 12px;
    line-height: 18px;
    color: var(--_muted);
  }
  @media (hover: hover) {
    .card:hover img {
      scale: 1.04;
    }
    .card:hover .picture::after {
      box-shadow: inset 0 0 0 1px oklch(1 0 0 / 40%);
    }
  }

  .card[aria-current='true'] .picture::after {
    box-shadow: inset 0 0 0 2.5px var(--_accent);
  }

  :host([layout='rail']) .list {
    grid-template-columns: 1fr;
    gap: 4px;
  }
  :host([layout='rail']) .card {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 6px;
  }
  :host([layout='rail']) .picture {
    flex: none;
    inline-size: 96px;
    border-radius: 8px;
  }
  /* Beside the badge, which takes the upper start corner. */
  :host([layout='rail']) .initial {
    place-items: end;
    padding: 10px;
    font-size: 22px;
    line-height: 24px;
  }
  :host([layout='rail']) .badge {
    inset-block-start: 4px;
    inset-inline-start: 4px;
    padding-block: 0;
    padding-inline: 6px;
    font-size: 10px;
  }
  :host([layout='rail']) .viewers {
    inset-block-end: 3px;
    inset-inline-start: 5px;
    font-size: 11px;
  }
  :host([layout='rail']) .words {
    min-inline-size: 0;
    padding: 0;
  }
  :host([layout='rail']) .card[aria-current='true'],
  :host([layout='rail']) .card:hover {
    background: var(--_hover);
  }
  .empty {
    margin: 0;
    padding: 24px 12px;
    text-align: center;
    color: var(--_muted);
  }
  @media (prefers-reduced-motion: reduce) {
    .card:hover img {
      scale: none;
    }
  }
`;
