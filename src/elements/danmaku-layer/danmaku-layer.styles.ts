import { css } from 'lit';

export const styles = css`
  :host {
    /* Always above a picture, so always the dark palette, whatever the page around it. */
    color-scheme: dark;
    --_color: var(--live-danmaku-color, white);
    --_outline: var(--live-danmaku-outline, oklch(0 0 0 / 78%));
    --_weight: var(--live-danmaku-font-weight, 600);
    --_inset: var(--live-danmaku-inset, 0px);
    display: block;
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    contain: strict;
    pointer-events: none;
    user-select: none;
  }
  :host(:popover-open) {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
  }
  .stage {
    position: absolute;
    inset: var(--_inset);
    overflow: hidden;
    color: var(--_color);
    font-weight: var(--_weight);
    line-height: var(--_lane);
    direction: ltr;
    /* What a page gives its texts would make these wider than they were measured. */
    letter-spacing: normal;
    word-spacing: normal;
    text-indent: 0;
    text-transform: none;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  .belt {
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: 0;
    contain: layout style;
    will-change: transform;
  }
  .flyer {
    position: absolute;
    block-size: var(--_lane);
    white-space: pre;
    /* A line around the letters and a soft ground below them. Shadows, as a stroke would lie on the letters in browsers
       that know no paint-order for text. */
    text-shadow:
      0.055em 0.055em 0.03em var(--_outline),
      -0.055em 0.055em 0.03em var(--_outline),
      0.055em -0.055em 0.03em var(--_outline),
      -0.055em -0.055em 0.03em var(--_outline),
      0 0.03em 0.16em var(--_outline);
  }
  .flyer[part~='own'] {
    /* 0.45em on both sides: the width that the stage adds to a measured text. */
    padding-inline: 0.45em;
    border-radius: 999px;
    box-shadow: inset 0 0 0 2px var(--_accent);
    background: oklch(0 0 0 / 28%);
  }
  .rich {
    block-size: auto;
    inline-size: max-content;
    max-inline-size: none;
    overflow: clip;
    line-height: 1.35;
  }
  .rich img {
    max-block-size: 4em;
    vertical-align: middle;
  }
  /* It is measured before it has arrived, so without a size of its own it gets one. */
  .rich img:not([width], [height]) {
    inline-size: 1.6em;
    block-size: 1.6em;
    object-fit: contain;
  }
  .caption {
    inset-inline: 0;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-inline: auto;
    overflow: clip;
    text-overflow: ellipsis;
  }
  .caption.placed {
    margin-inline: 0;
  }
  .path {
    z-index: 1;
    will-change: transform;
  }
  .caption.at-start {
    inset-inline: 8px;
    max-inline-size: calc(100% - 16px);
    margin-inline: 0 auto;
    padding-inline: 0.45em;
    border-radius: 6px;
    background: oklch(0 0 0 / 55%);
    text-shadow: none;
  }
  .measure {
    position: absolute;
    visibility: hidden;
    inline-size: max-content;
  }
  .measure > .flyer {
    position: relative;
    display: block;
  }
`;
