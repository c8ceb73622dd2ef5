import { css } from 'lit';

export const styles = css`
  .flyer:not(.held) {
    pointer-events: auto;
    cursor: pointer;
  }
  .held {
    position: absolute;
    z-index: 1;
    pointer-events: auto;
    cursor: pointer;
    border-radius: 6px;
    background: oklch(0 0 0 / 72%);
    box-shadow: 0 0 0 4px oklch(0 0 0 / 72%);
  }
  .held.chosen {
    outline: 2px solid white;
    outline-offset: 4px;
  }
  .chooser {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    padding: 8px 14px;
    border-radius: 999px;
    color: white;
    background: oklch(0 0 0 / 78%);
    --_focus: white;
  }
  .chooser:not(:focus-visible) {
    opacity: 0;
  }
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    min-inline-size: 160px;
    max-inline-size: min(320px, 90vw);
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .menu button {
    display: block;
    inline-size: 100%;
    min-block-size: 40px;
    padding: 6px 12px;
    border-radius: var(--_radius);
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .menu button:is(:hover, :focus-visible) {
    background: var(--_hover);
  }
`;
