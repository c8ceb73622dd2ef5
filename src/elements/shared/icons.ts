import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** One icon set: 24 px grid, 1.75 px strokes, round ends, drawn for this kit. Here stand those of a plain chat, the others in `more-icons.ts`. */
const SHAPES = {
  send: svg`<path d="M4.5 12 3.4 5.2c-.2-1 .8-1.8 1.7-1.4l14.7 7.1c.9.4.9 1.7 0 2.2L5.1 20.2c-.9.4-1.9-.4-1.7-1.4z M4.5 12h7"/>`,
  emoji: svg`<circle cx="12" cy="12" r="8.75"/><path d="M8.5 14.2c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2"/><path d="M9 9.6v.3M15 9.6v.3" stroke-width="2.4"/>`,
  chat: svg`<path d="M12 4.25c4.8 0 8.5 3.1 8.5 7.25s-3.7 7.25-8.5 7.25c-1 0-2-.1-2.9-.4L4.5 20l1-3.6c-1.3-1.3-2-3-2-4.9 0-4.15 3.7-7.25 8.5-7.25z"/>`,
  'arrow-down': svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  more: svg`<path d="M5.5 12v.01M12 12v.01M18.5 12v.01" stroke-width="2.6"/>`,
  warning: svg`<path d="M12 4 2.9 19.5h18.2z M12 10v4.5 M12 17v.2"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return drawIcon(SHAPES[name]);
}

/** An icon in the text's colour and size (1.5em unless styled); decorative, so the button around it carries the name. */
export function drawIcon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg
    part="icon"
    class="icon"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;
}
