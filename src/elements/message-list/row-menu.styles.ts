import { css } from 'lit';

/** Of what opens beside a row: its actions, or the people in a chant. */
export const menuStyles = css`
  .menu {
    position: fixed;
    margin: 0;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    text-shadow: none;
    min-inline-size: 160px;
  }
  .menu button {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 40px;
    padding-inline: 10px;
    border-radius: 8px;
    text-align: start;
  }
  .menu button:hover,
  .menu button:focus-visible {
    background: var(--_hover);
  }
  .people {
    max-block-size: min(320px, 60vh);
    max-inline-size: 240px;
    padding: 10px 14px;
    overflow: auto;
  }
  .people h3 {
    margin: 0 0 4px;
    font-size: inherit;
  }
  .people ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .people li {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .people p {
    margin: 4px 0 0;
    color: var(--_muted);
  }
  .menu .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .menu {
      border: 1px solid;
    }
  }
`;
