import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { drawIcon, icon as plainIcon, type IconName as PlainIconName } from './icons.js';

/** Of the same set, what only some elements show: a plain chat does not load it. */
const SHAPES = {
  effects: svg`<path d="M10 4.5c.9 4.2 2.3 5.600 6.500 6.500-4.200.9-5.600 2.300-6.500 6.500-.9-4.200-2.300-5.600-6.500-6.500 4.200-.9 5.600-2.300 6.500-6.500zM18 14.500c.4 1.900 1 2.500 2.900 2.900-1.900.4-2.500 1-2.900 2.900-.4-1.900-1-2.500-2.900-2.900 1.900-.4 2.500-1 2.900-2.900z"/>`,
  gift: svg`<path d="M4.75 11.25h14.5v7.5a1.5 1.5 0 0 1-1.5 1.5H6.25a1.5 1.5 0 0 1-1.5-1.5z M3.5 8.25a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1z M12 7.25v13 M12 7.25c-1.2-2.9-2.7-4.3-4.4-4a1.9 1.9 0 0 0-1.3 2.8c.5.9 1.7 1.2 5.7 1.2zm0 0c1.2-2.9 2.7-4.3 4.4-4a1.9 1.9 0 0 1 1.3 2.8c-.5.9-1.7 1.2-5.7 1.2z"/>`,
  heart: svg`<path d="M12 20.2S3.5 15.4 3.5 9.3A4.55 4.55 0 0 1 12 7a4.55 4.55 0 0 1 8.5 2.3c0 6.1-8.5 10.9-8.5 10.9z"/>`,
  'heart-filled': svg`<path fill="currentColor" d="M12 20.2S3.5 15.4 3.5 9.3A4.55 4.55 0 0 1 12 7a4.55 4.55 0 0 1 8.5 2.3c0 6.1-8.5 10.9-8.5 10.9z"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  users: svg`<circle cx="9.25" cy="8.5" r="3.5"/><path d="M3 19.5c.4-3.5 2.9-5.5 6.25-5.5s5.85 2 6.25 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.7 14.6c1.9.7 3.1 2.4 3.3 4.9"/>`,
  'chevron-left': svg`<path d="m14.5 5-7 7 7 7"/>`,
  'chevron-right': svg`<path d="m9.5 5 7 7-7 7"/>`,
  'chevron-down': svg`<path d="m5 9.5 7 7 7-7"/>`,
  retry: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.75 3.75v4h-4"/>`,
  copy: svg`<rect x="8.75" y="8.75" width="11" height="11" rx="2"/><path d="M15.25 8.75v-2.5a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2.5"/>`,
  hide: svg`<path d="M4 4l16 16M9.9 5.2A10 10 0 0 1 12 5c5 0 8.3 4 9.3 7-.4 1.1-1.1 2.3-2.2 3.5M6.3 7.3C4.4 8.6 3.2 10.4 2.7 12c1 3 4.3 7 9.3 7 1.6 0 3-.4 4.3-1.1M9.9 10a3 3 0 0 0 4.1 4.1"/>`,
  undo: svg`<path d="M8.5 4.5 4 9l4.5 4.5M4.5 9H14a5.5 5.5 0 0 1 0 11H9"/>`,
  danmaku: svg`<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M7 9.75h6M16 9.75h1M7 14.25h1M11 14.25h6"/>`,
  'danmaku-off': svg`<path d="M6.5 5h12A2.5 2.5 0 0 1 21 7.5v9c0 .5-.1 1-.4 1.4M17.5 19h-12A2.5 2.5 0 0 1 3 16.5v-9C3 6.6 3.5 5.8 4.2 5.4M4 4l16 16M7 14.25h1M7 9.75h1.5"/>`,
  'danmaku-settings': svg`<path d="M11.5 19h-6A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5V11M7 9.75h7M7 14.25h3.5"/><circle cx="17.5" cy="17" r="2"/><path d="M17.5 13.4V15M17.5 19v1.6M13.9 17h1.6M19.5 17h1.6"/>`,
  eye: svg`<path d="M2.7 12c1-3 4.3-7 9.3-7s8.3 4 9.3 7c-1 3-4.3 7-9.3 7s-8.3-4-9.3-7z"/><circle cx="12" cy="12" r="3"/>`,
  image: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2.5"/><circle cx="9" cy="9.75" r="1.6"/><path d="m4 17 4.6-4.2a1.4 1.4 0 0 1 1.9 0l2.4 2.2 1.9-1.7a1.4 1.4 0 0 1 1.9 0l3.6 3.4"/>`,
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6"/>`,
  stop: svg`<rect x="6.5" y="6.5" width="11" height="11" rx="2" fill="currentColor"/>`,
  'zoom-in': svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m20 20-4.7-4.7M10.5 7.75v5.5M7.75 10.5h5.5"/>`,
  'zoom-out': svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m20 20-4.7-4.7M7.75 10.5h5.5"/>`,
  play: svg`<path fill="currentColor" d="M7.5 5.3v13.4a.9.9 0 0 0 1.4.75l10.2-6.7a.9.9 0 0 0 0-1.5L8.9 4.55a.9.9 0 0 0-1.4.75z"/>`,
  pause: svg`<path fill="currentColor" d="M7.25 5h2.5a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-2.5a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5z M14.25 5h2.5a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-2.5a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5z"/>`,
  volume: svg`<path d="M4.5 9.5h2.9l4.35-3.7v12.4L7.4 14.5H4.5a.75.75 0 0 1-.75-.75v-3.5a.75.75 0 0 1 .75-.75z"/><path d="M15.25 9.25a4 4 0 0 1 0 5.5M17.9 6.6a7.7 7.7 0 0 1 0 10.8"/>`,
  'volume-off': svg`<path d="M4.5 9.5h2.9l4.35-3.7v12.4L7.4 14.5H4.5a.75.75 0 0 1-.75-.75v-3.5a.75.75 0 0 1 .75-.75z"/><path d="m15.75 9.6 4.8 4.8M20.55 9.6l-4.8 4.8"/>`,
  fullscreen: svg`<path d="M4.5 9V6A1.5 1.5 0 0 1 6 4.5h3M15 4.5h3A1.5 1.5 0 0 1 19.5 6v3M19.5 15v3a1.5 1.5 0 0 1-1.5 1.5h-3M9 19.5H6A1.5 1.5 0 0 1 4.5 18v-3"/>`,
  'fullscreen-exit': svg`<path d="M9 4.5v3A1.5 1.5 0 0 1 7.5 9h-3M19.5 9h-3A1.5 1.5 0 0 1 15 7.5v-3M15 19.5v-3a1.5 1.5 0 0 1 1.5-1.5h3M4.5 15h3A1.5 1.5 0 0 1 9 16.5v3"/>`,
  pip: svg`<path d="M10 18.5H5.5A2 2 0 0 1 3.5 16.5v-10a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2V10"/><rect x="12.75" y="13" width="8" height="6.25" rx="1.25" fill="currentColor"/>`,
  quality: svg`<path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20"/><circle cx="15" cy="7.5" r="2.5"/><circle cx="9" cy="16.5" r="2.5"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = PlainIconName | keyof typeof SHAPES;

/** Any icon of the kit; see `icons.ts`. */
export function icon(name: IconName): TemplateResult {
  return name in SHAPES ? drawIcon(SHAPES[name as keyof typeof SHAPES]) : plainIcon(name as PlainIconName);
}
