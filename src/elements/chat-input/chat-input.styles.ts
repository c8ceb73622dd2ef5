import { css } from 'lit';

export const styles = css`
  :host {
    --_pill: var(--live-chat-input-background, light-dark(var(--_sunken), var(--_raised)));
    --_pill-radius: var(--live-chat-input-radius, 22px);
    --_lines: var(--live-chat-input-max-lines, 4);
    --_safe: var(--live-chat-input-safe-area, env(safe-area-inset-bottom, 0px));
    /* The field's own text: at 16 px iOS does not zoom into the page when it gets the focus. */
    --_field-size: var(--live-chat-input-font-size, 14px);
    --_field-line: 20px;
    display: block;
    color: var(--_text);
    padding-block-end: var(--_safe);
  }
  @media (pointer: coarse) {
    :host {
      --_field-size: var(--live-chat-input-font-size, 16px);
      --_field-line: 22px;
    }
  }
  .base {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }
  .column {
    container-type: inline-size;
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }
  .pill {
    position: relative;
    display: flex;
    align-items: flex-end;
    min-block-size: 44px;
    padding-inline-start: 16px;
    border-radius: var(--_pill-radius);
    background: var(--_pill);
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: text;
    transition: box-shadow var(--_in);
  }
  .pill:focus-within:has(textarea:focus-visible) {
    box-shadow: inset 0 0 0 2px var(--_focus, var(--_accent));
  }
  :host(:state(disabled)) textarea[readonly] {
    cursor: not-allowed;
  }

  /* The field is as high as an unseen copy of its text, so that nothing has to be measured. */
  .grow {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    padding-block: calc((44px - var(--_field-line)) / 2);
  }
  .grow::after {
    content: attr(data-text) ' ';
    visibility: hidden;
  }
  .grow::after,
  textarea {
    grid-area: 1 / 1;
    max-block-size: calc(var(--_field-line) * var(--_lines));
    min-inline-size: 0;
    padding: 0;
    margin: 0;
    border: 0;
    font: inherit;
    font-size: var(--_field-size);
    line-height: var(--_field-line);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  textarea {
    inline-size: 100%;
    resize: none;
    background: none;
    color: inherit;
    caret-color: var(--_accent);
    outline: none;
    text-shadow: none;
  }
  /* The whole pill shows the focus. */
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
    white-space: nowrap;
    overflow: hidden;
  }
  /* Chromium wants it on both. */
  textarea,
  textarea::placeholder {
    text-overflow: ellipsis;
  }

  .button {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 44px;
    color: var(--_muted);
    border-radius: 22px;
    transition: color var(--_in);
  }
  /* The finger's target is larger than what is seen. */
  .button::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline: -2px;
  }
  .button:focus-visible {
    outline-offset: -4px;
  }
  .icon {
    inline-size: 24px;
    block-size: 24px;
  }
  .emoji.on {
    color: var(--_accent);
  }
  .emoji:disabled {
    opacity: 0.4;
  }
  @media (hover: hover) {
    .emoji:not(:disabled):hover {
      color: var(--_text);
    }
  }
  .send {
    inline-size: 44px;
  }
  .send .icon,
  .send .seconds {
    box-sizing: content-box;
    inline-size: 20px;
    block-size: 20px;
    padding: 7px;
    border-radius: 50%;
    line-height: 20px;
    text-align: center;
    font-size: 13px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    transition:
      background-color var(--_in),
      color var(--_in),
      scale var(--_in);
  }
  .send .seconds::before {
    content: attr(data-left) / '';
  }
  .send .seconds {
    background: var(--_hover);
    color: var(--_muted);
  }
  .send.ready .icon {
    background: var(--_accent-solid);
    color: var(--_on-accent);
  }
  .send.ready:active .icon {
    scale: 0.92;
  }
  .send:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .counter {
    flex: none;
    padding-inline: 4px;
    line-height: 44px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  .bad {
    color: var(--_danger);
  }
  .counter.bad {
    font-weight: 600;
  }

  .reason {
    margin: 4px 16px 0;
    font-size: 12px;
    line-height: 16px;
    color: var(--_muted);
  }
  /* Floats over the end of what is above, so that no row has to move for it. */
  .hint {
    position: absolute;
    inset-block-end: calc(100% + 6px);
    inset-inline-start: 0;
    z-index: 1;
    max-inline-size: 100%;
    margin: 0;
    padding: 6px 12px;
    border-radius: 14px;
    background: var(--_raised);
    box-shadow:
      0 0 0 1px var(--_line),
      0 4px 16px oklch(0 0 0 / 16%);
    color: var(--_text);
    font-size: 13px;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
    text-shadow: none;
    pointer-events: none;
  }
  .hint.bad {
    color: var(--_danger);
  }
  .hint:not([hidden]) {
    animation: rise var(--_in);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }

  :host([over-picture]) {
    --_pill: var(--live-chat-input-background, oklch(0 0 0 / 62%));
    --_line: oklch(1 0 0 / 14%);
  }
  :host([over-picture]) .pill {
    backdrop-filter: blur(20px);
  }
  :host([over-picture]) textarea {
    caret-color: white;
  }
  /* A symbol on its own needs no shadow on its dark pill. */
  :host([over-picture]) .pill {
    text-shadow: none;
  }
  /* Where the pill is narrow, what is being written needs the place. */
  @container (max-inline-size: 300px) {
    .pill > .button:not(.send) {
      inline-size: 36px;
    }
  }
`;
