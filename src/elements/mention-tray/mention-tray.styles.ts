import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    color: var(--_text);
  }
  .button {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 50%;
    font-size: 18px;
    font-weight: 600;
  }
  .button:hover {
    background: var(--_hover);
  }
  .count {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 2px;
    min-inline-size: 18px;
    padding-inline: 4px;
    border-radius: 999px;
    font-size: 11px;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
    text-align: center;
    color: white;
    background: var(--_live);
    text-shadow: none;
  }
  .tray {
    position: fixed;
    margin: 0;
    padding: 0;
    inline-size: min(340px, calc(100vw - 16px));
    max-block-size: min(420px, 70vh);
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    text-shadow: none;
  }
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 4px 4px 4px 12px;
    background: var(--_raised);
  }
  :host(:dir(rtl)) header {
    padding: 4px 12px 4px 4px;
  }
  h3 {
    margin: 0;
    font-size: inherit;
  }
  .clear {
    min-block-size: 36px;
    padding-inline: 8px;
    border-radius: 8px;
    font-size: 13px;
    color: var(--_accent);
  }
  ul {
    margin: 0;
    padding: 0 4px 4px;
    list-style: none;
  }
  .item {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 8px;
    border-radius: 8px;
    text-align: start;
    outline-offset: -2px;
  }
  .item:hover {
    background: var(--_hover);
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .name {
    font-weight: 600;
  }
  time {
    flex: none;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .count {
      border: 1px solid;
    }
  }
`;
