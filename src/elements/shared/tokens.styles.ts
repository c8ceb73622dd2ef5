import { css } from 'lit';

/**
 * The design tokens, read once per element into private `--_…` properties.
 * Pages set the public `--live-*` names anywhere above; nothing here sets one, so inheritance always wins.
 * Light and dark follow `color-scheme`; one hue (`--live-hue`) re-tints everything.
 */
export const tokens = css`
  :host {
    --_hue: var(--live-hue, 240);
    --_accent: var(--live-color-accent, light-dark(oklch(0.5 0.19 var(--_hue)), oklch(0.74 0.14 var(--_hue))));
    --_accent-solid: var(--live-color-accent-solid, oklch(0.54 0.19 var(--_hue)));
    --_on-accent: var(--live-color-on-accent, white);
    --_surface: var(--live-color-surface, light-dark(oklch(0.985 0.002 260), oklch(0.18 0.01 260)));
    --_raised: var(--live-color-raised, light-dark(white, oklch(0.235 0.012 260)));
    --_sunken: var(--live-color-sunken, light-dark(oklch(0.95 0.004 260), oklch(0.145 0.01 260)));
    --_text: var(--live-color-text, light-dark(oklch(0.24 0.015 260), oklch(0.96 0.004 260)));
    --_muted: var(--live-color-muted, light-dark(oklch(0.49 0.015 260), oklch(0.72 0.012 260)));
    --_line: var(--live-color-line, light-dark(oklch(0 0 0 / 10%), oklch(1 0 0 / 10%)));
    --_hover: var(--live-color-hover, light-dark(oklch(0 0 0 / 5%), oklch(1 0 0 / 8%)));
    --_host: var(--live-color-host, light-dark(oklch(0.47 0.11 65), oklch(0.82 0.14 80)));
    --_moderator: var(--live-color-moderator, light-dark(oklch(0.45 0.12 150), oklch(0.78 0.15 150)));
    --_danger: var(--live-color-danger, light-dark(oklch(0.5 0.2 25), oklch(0.74 0.16 25)));
    --_live: var(--live-color-live, oklch(0.58 0.22 22));
    --_gold: var(--live-color-gift, light-dark(oklch(0.48 0.12 60), oklch(0.85 0.14 85)));
    --_font: var(
      --live-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'PingFang SC',
      'Noto Sans SC',
      'Noto Sans CJK SC',
      'Microsoft YaHei',
      sans-serif,
      'Apple Color Emoji',
      'Segoe UI Emoji',
      'Noto Color Emoji'
    );
    --_size: var(--live-font-size, 14px);
    --_line-height: var(--live-line-height, 20px);
    --_radius: var(--live-radius, 6px);
    --_panel-radius: var(--live-panel-radius, 12px);
    --_shadow: var(--live-shadow, 0 8px 24px oklch(0 0 0 / 24%));
    --_in: var(--live-motion-in, 120ms cubic-bezier(0.2, 0, 0, 1));
    --_out: var(--live-motion-out, 80ms cubic-bezier(0.2, 0, 0, 1));
    --_target: var(--live-target-size, 44px);
    font-family: var(--_font);
    font-size: var(--_size);
    line-height: var(--_line-height);
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_focus, var(--_accent));
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_in: 0ms;
      --_out: 0ms;
    }
  }
`;

/** Text over a picture: white, with a soft two-layer shadow; the scrim below it is the layout's business. */
export const overPicture = css`
  :host(:is([over-picture], [layout='overlay'])) {
    color-scheme: dark;
    --_text: white;
    --_muted: oklch(1 0 0 / 82%);
    --_focus: white;
    text-shadow:
      0 0 2px oklch(0 0 0 / 70%),
      0 1px 4px oklch(0 0 0 / 60%);
  }
`;
