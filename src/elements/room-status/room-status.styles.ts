import { css } from 'lit';
import { rollingNumberStyles } from './rolling-number.js';

export const styles = [
  rollingNumberStyles,
  css`
    :host {
      --_dot: var(--live-room-status-dot-size, 8px);
      display: block;
      color: var(--_muted);
      font-size: var(--live-font-size-small, 13px);
      line-height: 20px;
    }
    .base {
      display: flex;
      align-items: flex-start;
      gap: 8px;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
      min-inline-size: 0;
      min-block-size: 24px;
    }
    .dot {
      flex: none;
      inline-size: var(--_dot);
      block-size: var(--_dot);
      margin-block-start: calc((24px - var(--_dot)) / 2);
      border-radius: 50%;
    }
    .good {
      background: light-dark(oklch(0.6 0.16 150), oklch(0.78 0.18 150));
    }
    .busy {
      background: light-dark(oklch(0.7 0.16 75), oklch(0.82 0.15 80));
      animation: breathe 1.6s ease-in-out infinite;
    }
    .bad {
      background: var(--_danger);
    }
    @keyframes breathe {
      50% {
        opacity: 0.35;
      }
    }
    .words {
      color: var(--_text);
      font-variant-numeric: tabular-nums;
    }
    :host(:state(connected)) .words {
      color: inherit;
    }
    .reason {
      color: var(--_muted);
    }
    .viewers {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      white-space: nowrap;
    }
    .viewers .icon {
      inline-size: 16px;
      block-size: 16px;
    }
    .viewers > span:last-child {
      display: inline-flex;
      white-space: pre;
    }
    .reconnect {
      position: relative;
      padding: 2px 12px;
      border-radius: 999px;
      background: var(--_accent-solid);
      color: var(--_on-accent);
      font-weight: 600;
      text-shadow: none;
      white-space: nowrap;
    }
    /* A thumb needs 44 px, the line has 24. */
    .reconnect::before {
      content: '';
      position: absolute;
      inset: -10px -4px;
    }
    .reconnect:hover {
      filter: brightness(1.08);
    }
    :host([compact]) :is(.base, .line) {
      flex-wrap: nowrap;
      gap: 6px;
    }
    :host([compact]) .words {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    :host([over-picture]) .icon {
      filter: drop-shadow(0 1px 2px oklch(0 0 0 / 60%));
    }
    @media (prefers-reduced-motion: reduce) {
      .busy {
        animation: none;
      }
    }
  `,
];
