import { css } from 'lit';

export const styles = css`
  :host {
    --_corner: var(--live-media-radius, 10px);
    display: block;
    max-inline-size: 100%;
    margin-block: 4px 2px;
    color: var(--_text);
    /* Rows keep the line breaks of what is written; here they would be those of our templates. */
    white-space: normal;
  }
  .frame {
    position: relative;
    inline-size: fit-content;
    max-inline-size: 100%;
  }
  .image {
    display: block;
    inline-size: calc(var(--_w) * 1px);
    max-inline-size: 100%;
    aspect-ratio: var(--_w) / var(--_h);
    overflow: hidden;
    border-radius: var(--_corner);
    background: var(--_hover);
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: zoom-in;
  }
  .image img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .image:disabled img,
  .voice:disabled {
    opacity: 0.6;
  }
  .broken {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 4px;
    block-size: 100%;
    padding: 8px;
    font-size: 12px;
    line-height: 16px;
    color: var(--_muted);
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
  }

  .voice {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    padding-inline: 8px 14px;
    border-radius: 22px;
    background: color-mix(in oklch, var(--_accent) 14%, var(--_raised));
    box-shadow: inset 0 0 0 1px var(--_line);
    text-shadow: none;
  }
  .symbol {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
    border-radius: 50%;
    background: var(--_accent-solid);
    color: var(--_on-accent);
  }
  .symbol .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .wave {
    min-inline-size: 0;
    flex: 0 1 auto;
    color: var(--_accent);
    transform-origin: center;
  }
  .wave:dir(rtl) {
    transform: scaleX(-1);
  }
  .rest {
    opacity: 0.4;
  }
  .played {
    clip-path: inset(0 var(--_left, 100%) 0 0);
  }
  @media (prefers-reduced-motion: no-preference) {
    .playing .played {
      /* The player tells where it is four times a second. */
      transition: clip-path 250ms linear;
    }
  }
  .duration {
    flex: none;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  .lost {
    margin: 4px 0 0;
    font-size: 12px;
    color: var(--_danger);
  }

  .progress {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    pointer-events: none;
  }
  .progress svg {
    inline-size: 44px;
    block-size: 44px;
    padding: 6px;
    border-radius: 50%;
    background: oklch(0 0 0 / 55%);
    rotate: -90deg;
  }
  .track {
    stroke: oklch(1 0 0 / 25%);
  }
  .done {
    stroke: white;
    transition: stroke-dashoffset var(--_in);
  }
  .cancel {
    position: absolute;
    inset: 0;
    margin: auto;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    color: white;
  }
  .cancel .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    margin: 4px 0 0;
    font-size: 0.86em;
    color: var(--_danger);
  }
  .failure .icon {
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: -6px;
  }
  .failure button {
    padding-block: 4px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
`;
