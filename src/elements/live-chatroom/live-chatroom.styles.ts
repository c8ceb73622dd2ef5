import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 0;
    color: var(--_text);
    background: var(--_surface);
    overflow: hidden;
    contain: layout paint;
  }
  .base {
    position: relative;
    block-size: 100%;
    display: grid;
    --_width: var(--live-chatroom-panel-width, var(--_panel-width));
  }
  .stage {
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
    background: oklch(0.13 0.01 260);
  }
  .stage live-player,
  .stage ::slotted([slot='player']) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .over {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .over > danmaku-layer {
    position: absolute;
    inset: 0;
  }
  .over > gift-banners {
    position: absolute;
    inset-inline-start: 16px;
    inset-block-end: 96px;
  }
  /* How much of effects is shown is asked where one is seen; whoever has less than all can always have them back. */
  .over effect-stage:not(:state(playing), :state(light), :state(off))::part(switch) {
    visibility: hidden;
  }
  .header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding: 8px 12px;
  }
  .host {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    flex: 0 1 auto;
  }
  .host-words {
    display: grid;
    min-inline-size: 0;
    line-height: 16px;
  }
  .host-name {
    font-weight: 600;
    font-size: 14px;
    line-height: 18px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  audience-strip {
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .icon-button {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 999px;
    color: var(--_muted);
  }
  .icon-button:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  .icon-button .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  .panel {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .body {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .list,
  .members {
    position: absolute;
    inset: 0;
  }
  .list[hidden] {
    /* Hidden, not removed: what is unread stays counted. */
    display: none;
  }
  .tabs {
    justify-content: space-between;
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 8px;
    border-block-end: 1px solid var(--_line);
  }
  .tabs [role='tab'] {
    position: relative;
    min-block-size: 40px;
    padding-inline: 12px;
    font-size: 13px;
    font-weight: 600;
    color: var(--_muted);
    outline-offset: -2px;
  }
  .tabs [aria-selected='true'] {
    color: var(--_text);
  }
  .tabs [aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-inline: 12px;
    inset-block-end: -1px;
    block-size: 2px;
    border-radius: 2px;
    background: var(--_accent);
  }
  .collapse {
    margin-inline-start: auto;
  }
  .collapse:dir(rtl) .icon,
  .expand:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .gifts {
    flex: none;
    border-block-start: 1px solid var(--_line);
  }
  .composer {
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: 8px;
    padding: 8px 12px calc(8px + env(safe-area-inset-bottom));
  }
  .composer chat-input,
  .composer ::slotted([slot='input']) {
    flex: 1;
    min-inline-size: 0;
  }
  .round {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 999px;
    color: var(--_text);
    background: var(--_hover);
  }
  .round[aria-expanded='true'] {
    color: var(--_on-accent);
    background: var(--_accent-solid);
  }
  .super-chat {
    min-block-size: 36px;
    margin-inline-start: auto;
    padding-inline: 10px;
    border-radius: 999px;
    font-size: 13px;
    font-weight: 600;
    color: var(--_text);
    background: var(--_hover);
  }
  .primary {
    min-block-size: 40px;
    padding-inline: 20px;
    border-radius: 999px;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent-solid);
  }
  .error {
    position: absolute;
    inset: 0;
    z-index: 5;
    margin: auto;
    inline-size: min(320px, calc(100% - 32px));
    block-size: fit-content;
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 20px;
    text-align: center;
    border-radius: var(--_panel-radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .error p {
    margin: 0 0 8px;
  }
  .error .icon {
    color: var(--_danger);
    inline-size: 28px;
    block-size: 28px;
  }

  /* Beside the picture */
  .side {
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr) 0 var(--_width);
    grid-template-areas: 'stage handle header' 'stage handle pinned' 'stage handle panel';
  }
  .half {
    grid-template: auto auto auto minmax(0, 1fr) / minmax(0, 1fr);
    grid-template-areas: 'stage' 'header' 'pinned' 'panel';
  }
  .stage {
    grid-area: stage;
  }
  .header {
    grid-area: header;
  }
  .pinned {
    grid-area: pinned;
    min-inline-size: 0;
  }
  .panel {
    grid-area: panel;
  }
  .side .header {
    padding-block: 10px 6px;
  }
  .side.collapsed {
    grid-template-columns: minmax(0, 1fr) 0 0;
  }
  .side.collapsed :is(.header, .pinned, .panel) {
    display: none;
  }
  .handle {
    grid-area: handle;
    position: relative;
    z-index: 3;
    inline-size: 9px;
    margin-inline: -5px -4px;
    cursor: col-resize;
    touch-action: none;
  }
  .handle::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 4px;
    inline-size: 1px;
    background: var(--_line);
  }
  .handle:is(:hover, :focus-visible)::before {
    inset-inline-start: 3px;
    inline-size: 3px;
    background: var(--_accent);
  }
  .expand {
    grid-area: stage;
    z-index: 3;
    justify-self: end;
    align-self: center;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 64px;
    border-start-start-radius: 12px;
    border-end-start-radius: 12px;
    color: white;
    background: oklch(0 0 0 / 55%);
  }

  /* Beside what is said, hearts keep to the lower corner, and rise behind the words: those are to be read. */
  :is(.side, .half) .body {
    z-index: 1;
  }
  :is(.side, .half) like-button {
    position: relative;
    z-index: 0;
    --live-like-hearts-height: var(--live-chatroom-hearts-height, 150px);
  }

  /* Not over what one chooses from. */
  :is(.view-gifts, .overlay.view-members) like-button::part(hearts) {
    visibility: hidden;
  }

  /* Below the picture */
  .half .stage {
    aspect-ratio: 16 / 9;
    max-block-size: 50cqb;
  }
  .half.view-gifts .gifts {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    border: 0;
  }
  .half.view-gifts .body {
    flex: 0;
  }
  .half .header {
    padding-block: 8px 4px;
  }

  /* Chat only */
  .no-stage {
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    grid-template-areas: 'header' 'pinned' 'panel';
  }

  /* Where the browser has no full screen for elements (iPhone), the player fills the page with its fullscreen target. */
  :host([data-live-page-fill]) {
    position: fixed;
    inset: 0;
    z-index: 1000;
  }
  :host {
    container-type: size;
  }
`;
