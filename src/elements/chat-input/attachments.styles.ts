import { css } from 'lit';

/** Of what can be sent besides text: pictures before they are sent, and the strip of a recording. */
export const attachmentStyles = css`
  .image-button:disabled,
  .mic:disabled {
    opacity: 0.4;
  }
  @media (hover: hover) {
    .image-button:not(:disabled):hover,
    .mic:not(:disabled):hover {
      color: var(--_text);
    }
  }
  @container (max-inline-size: 300px) {
    .writing .image-button {
      display: none;
    }
  }
  .tray {
    display: flex;
    gap: 8px;
    margin: 0 0 6px;
    padding: 8px;
    list-style: none;
    overflow-x: auto;
    border-radius: 16px;
    background: var(--_pill);
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .tray li {
    position: relative;
    flex: none;
  }
  .tray img {
    display: block;
    inline-size: 64px;
    block-size: 64px;
    object-fit: cover;
    border-radius: 10px;
    background: var(--_hover);
  }
  .preparing img {
    opacity: 0.5;
  }
  .leave-out {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    place-items: start end;
    inline-size: 44px;
    block-size: 44px;
    padding: 3px;
    color: white;
  }
  .leave-out .icon {
    inline-size: 20px;
    block-size: 20px;
    padding: 3px;
    border-radius: 50%;
    background: oklch(0 0 0 / 65%);
  }
  .drop-here {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin: 0 0 6px;
    padding: 20px 8px;
    border: 2px dashed var(--_accent);
    border-radius: 16px;
    background: var(--_raised);
    color: var(--_accent);
    pointer-events: none;
  }

  .mic {
    touch-action: none;
    user-select: none;
    -webkit-touch-callout: none;
  }
  .mic.ready .icon {
    background: var(--_live);
    scale: 1.12;
  }
  .mic.ready.away .icon {
    background: var(--_muted);
  }
  /* Over the field and its tools, beside the button that is held. */
  .strip {
    position: absolute;
    inset: 0;
    inset-inline-end: 44px;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    padding-inline-start: 16px;
    border-start-start-radius: var(--_pill-radius);
    border-end-start-radius: var(--_pill-radius);
    color: var(--_text);
    cursor: default;
    white-space: nowrap;
    overflow: hidden;
  }
  .pill:has(.strip) > :not(.strip, .mic) {
    visibility: hidden;
  }
  .strip:has([part='voice-cancel']) {
    padding-inline-start: 2px;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_live);
  }
  @media (prefers-reduced-motion: no-preference) {
    .dot {
      animation: blink 1s ease-in-out infinite alternate;
    }
  }
  @keyframes blink {
    to {
      opacity: 0.25;
    }
  }
  .time {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .levels {
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: flex-end;
    gap: 2px;
    block-size: 24px;
    min-inline-size: 0;
    overflow: hidden;
  }
  .levels i {
    flex: none;
    inline-size: 2px;
    block-size: max(2px, calc(var(--_level) * 24px));
    border-radius: 1px;
    background: var(--_accent);
  }
  .what {
    flex: none;
    padding-inline-end: 8px;
    font-size: 13px;
    color: var(--_muted);
  }
  .strip.away .what {
    color: var(--_danger);
  }
`;
