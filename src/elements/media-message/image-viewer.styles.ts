import { css } from 'lit';

export const styles = css`
  dialog {
    position: fixed;
    inset: 0;
    box-sizing: border-box;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: oklch(0.12 0.01 260);
    color: white;
    font: 14px/20px system-ui, sans-serif;
    overflow: hidden;
    overscroll-behavior: contain;
    touch-action: none;
    outline: none;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: appear 160ms cubic-bezier(0.2, 0, 0, 1);
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .stage {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    transform: translate(var(--_x, 0px), var(--_y, 0px)) scale(var(--_zoom, 1));
  }
  .stage img {
    grid-area: 1 / 1;
    max-inline-size: 100%;
    max-block-size: 100dvh;
    object-fit: contain;
    user-select: none;
    -webkit-user-drag: none;
  }
  .small {
    inline-size: min(100vw, calc(100dvh * var(--_ratio)));
    filter: blur(8px);
  }
  .grabbing {
    cursor: grabbing;
  }
  .zoomed {
    cursor: grab;
  }
  .bar {
    position: absolute;
    inset-block-start: max(8px, env(safe-area-inset-top));
    inset-inline-end: max(8px, env(safe-area-inset-right));
    display: flex;
    gap: 8px;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: oklch(0 0 0 / 60%);
    color: white;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 2px solid white;
    outline-offset: 2px;
  }
  button[aria-disabled='true'] {
    opacity: 0.45;
  }
  svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .note {
    position: absolute;
    inset-inline: 0;
    inset-block-end: max(20px, env(safe-area-inset-bottom));
    inline-size: fit-content;
    max-inline-size: 90vw;
    margin: 0 auto;
    padding: 8px 16px;
    border-radius: 999px;
    background: oklch(0 0 0 / 70%);
  }
`;
