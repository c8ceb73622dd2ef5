import { css } from 'lit';

export const emojiPanelStyles = css`
  .panel {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_panel-radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_line),
      var(--_shadow);
    overflow: hidden;
    text-shadow: none;
    text-align: start;
  }
  .panel:popover-open {
    animation: rise var(--_in);
  }
  .panel::backdrop {
    background: none;
  }
  .loading {
    display: grid;
    place-items: center;
    block-size: 100%;
    margin: 0;
    color: var(--_muted);
  }
  emoji-picker {
    color-scheme: inherit;
    inline-size: 100%;
    block-size: 100%;
    --border-size: 0;
    --border-radius: 0;
    --background: var(--_raised);
    --border-color: var(--_line);
    --indicator-color: var(--_accent);
    --input-border-color: var(--_line);
    --input-border-radius: 10px;
    --input-font-color: var(--_text);
    --input-font-size: 16px;
    --input-padding: 5px 12px;
    --input-placeholder-color: var(--_muted);
    --outline-color: var(--_accent);
    --category-font-color: var(--_muted);
    --category-font-size: 12px;
    --category-emoji-size: 18px;
    --button-active-background: var(--_hover);
    --button-hover-background: var(--_hover);
    --emoji-size: 24px;
    --emoji-padding: 8px;
  }
`;
