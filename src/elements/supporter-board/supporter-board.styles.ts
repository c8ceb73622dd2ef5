import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    color: var(--_text);
    font-size: 13px;
    line-height: 18px;
  }
  h3 {
    margin: 0;
    padding: 8px 12px 4px;
    font-size: 13px;
    font-weight: 600;
    color: var(--_muted);
  }
  .empty {
    margin: 0;
    padding: 8px 12px 12px;
    color: var(--_muted);
  }
  ol {
    margin: 0;
    padding: 0 0 4px;
    list-style: none;
  }
  .supporter {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding: 2px 12px;
  }
  .rank {
    flex: none;
    inline-size: 20px;
    text-align: center;
    font-weight: 800;
    font-variant-numeric: tabular-nums;
    color: var(--_rank, var(--_muted));
  }
  .first {
    --_rank: var(--live-board-gold, light-dark(oklch(0.53 0.13 75), oklch(0.85 0.15 88)));
  }
  .second {
    --_rank: var(--live-board-silver, light-dark(oklch(0.5 0.02 260), oklch(0.85 0.01 260)));
  }
  .third {
    --_rank: var(--live-board-bronze, light-dark(oklch(0.5 0.1 50), oklch(0.76 0.1 55)));
  }
  :is(.first, .second, .third) .avatar {
    box-shadow: 0 0 0 2px var(--_rank);
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .own {
    background: color-mix(in oklch, var(--_accent) 9%, transparent);
  }
  .value {
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-variant-numeric: tabular-nums;
    color: var(--_gold);
  }

  /* One line of portraits. */
  :host([compact]) :is(h3, .name, .value) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :host([compact]) .empty {
    display: none;
  }
  :host([compact]) ol {
    display: flex;
    gap: 8px;
    padding: 4px;
  }
  :host([compact]) .supporter {
    position: relative;
    min-block-size: 0;
    padding: 0;
    background: none;
  }
  :host([compact]) .rank {
    position: absolute;
    inset-block-end: -4px;
    inset-inline-end: -4px;
    z-index: 1;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    font-size: 10px;
    line-height: 16px;
    color: oklch(0.2 0.02 260);
    background: var(--_chip, oklch(0.85 0.01 260));
    text-shadow: none;
  }
  :host([compact]) .first {
    --_chip: oklch(0.85 0.15 88);
  }
  :host([compact]) .third {
    --_chip: oklch(0.76 0.1 55);
  }
`;
