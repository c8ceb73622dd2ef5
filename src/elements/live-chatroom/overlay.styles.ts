import { css } from 'lit';

/** The room with the chat over the picture. Comes after the other styles, which it changes. */
export const overlayStyles = css`
  /* Over the picture: quiet, translucent, white on a scrim that lies under the text only. */
  .overlay {
    color-scheme: dark;
    --_text: white;
    --_muted: oklch(1 0 0 / 85%);
    --_hover: oklch(0 0 0 / 32%);
    color: white;
  }
  .overlay:not(.no-stage) {
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    grid-template-areas: 'header' 'pinned' 'panel';
  }
  .overlay .stage {
    position: absolute;
    inset: 0;
  }
  .overlay :is(.header, .pinned, .panel) {
    position: relative;
    z-index: 2;
    pointer-events: none;
  }
  .overlay .pinned {
    z-index: 3; /* What opens from it, opens over the gifts. */
  }
  .overlay :is(.header > *, .pinned > *, .composer > *, .gifts) {
    pointer-events: auto;
  }
  .overlay .header {
    padding: calc(10px + env(safe-area-inset-top)) 10px 10px;
    background: linear-gradient(to bottom, oklch(0 0 0 / 55%), transparent);
  }
  .overlay .host {
    padding: 3px 14px 3px 3px;
    border-radius: 999px;
    background: oklch(0 0 0 / 55%);
    backdrop-filter: blur(12px);
    /* What is left beside a portrait, a count and three buttons. */
    max-inline-size: min(40%, 100% - 226px);
  }
  .overlay .host:dir(rtl) {
    padding: 3px 3px 3px 14px;
  }
  .overlay .over > danmaku-layer {
    /* Below the header, which must stay readable. */
    inset-block-start: calc(64px + env(safe-area-inset-top));
  }
  .overlay .icon-button {
    position: relative;
    inline-size: 34px;
    block-size: 34px;
    color: white;
    background: oklch(0 0 0 / 36%);
    backdrop-filter: blur(12px);
  }
  .overlay .icon-button::after {
    content: ''; /* For fingers it is larger than it looks. */
    position: absolute;
    inset: -6px -3px;
  }
  .overlay .icon-button .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .overlay .icon-button + .icon-button,
  .overlay .danmaku-settings + .icon-button {
    margin-inline-start: -2px;
  }
  .overlay .panel {
    justify-content: flex-end;
    background: linear-gradient(to top, oklch(0 0 0 / 60%), oklch(0 0 0 / 26%) 180px, transparent min(46cqb, 420px));
  }
  .overlay {
    --_chat-height: min(38cqb, 360px);
    --_gifts-height: min(30cqb, 276px);
  }
  .overlay .body {
    flex: 0 1 auto;
    block-size: var(--_chat-height);
    inline-size: 84%;
    padding-inline-start: 4px;
    pointer-events: auto;
  }
  /* Who gives looks at the picture and the banners. */
  .overlay.view-gifts .body {
    display: none;
  }
  .overlay .gifts {
    --live-gift-grid-height: var(--live-chatroom-gifts-height, var(--_gifts-height));
    border: 0;
    border-radius: 16px 16px 0 0;
    background: oklch(0.16 0.01 260 / 88%);
    backdrop-filter: blur(20px);
  }
  .overlay.view-gifts .composer {
    background: oklch(0.16 0.01 260 / 88%);
  }
  .overlay .round {
    background: oklch(0 0 0 / 38%);
    backdrop-filter: blur(12px);
  }
  .overlay .round[aria-expanded='true'] {
    background: var(--_accent-solid);
  }
  .overlay .over effect-stage::part(switch) {
    /* Below whatever is pinned, above the rising hearts. */
    inset-block: 42% auto;
  }
  .overlay .over > gift-banners {
    inset-inline-start: 10px;
    /* Above the chat and the bottom row, below the danmaku. */
    inset-block: auto calc(var(--_chat-height) + 68px + env(safe-area-inset-bottom));
  }
  .overlay.view-gifts .over > gift-banners {
    /* Above the gifts, as high as they are with tabs. */
    inset-block-end: calc(var(--_gifts-height) + 136px + env(safe-area-inset-bottom));
  }
`;
