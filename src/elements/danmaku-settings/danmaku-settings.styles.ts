import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    inline-size: min(340px, 100%);
    color: var(--_text);
    --_gap: var(--live-danmaku-settings-gap, 12px);
  }
  .base {
    display: grid;
    gap: var(--_gap);
  }
  .row {
    display: grid;
    grid-template-columns: 5.5em 1fr 3.2em;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
  }
  .value {
    text-align: end;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  input[type='range'] {
    inline-size: 100%;
    margin: 0;
    accent-color: var(--_accent);
  }
  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 32px;
    cursor: pointer;
  }
  .switch input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0 0 6px;
    color: var(--_muted);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 32px;
    padding: 2px 12px;
    border-radius: 999px;
    border: 1px solid var(--_line);
    cursor: pointer;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .chip input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .chip:has(:checked) {
    border-color: transparent;
    color: var(--_on-accent);
    background: var(--_accent-solid);
  }
  .chip:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .chip button {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-end: -8px;
    border-radius: 999px;
  }
  .chip .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .add {
    display: flex;
    gap: 6px;
    margin-block-end: 8px;
  }
  .add input,
  textarea {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 6px 10px;
    font: inherit;
    color: inherit;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  textarea {
    min-block-size: 88px;
    resize: vertical;
  }
  .action {
    min-block-size: 36px;
    padding: 4px 14px;
    border-radius: 999px;
    background: var(--_hover);
  }
  .actions {
    display: flex;
    gap: 8px;
    flex-wrap: wrap;
    margin-block-start: 8px;
  }
  details summary {
    min-block-size: 32px;
    line-height: 32px;
    cursor: pointer;
    color: var(--_muted);
  }
`;
