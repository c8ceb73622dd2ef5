import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';

/**
 * Puts the toolbar's choices where elements look for them: `lang`, `dir` and `color-scheme` of what is around them.
 * A story on its own owns the page, so the page is set and full-height layouts stay as they are; in a docs page many
 * stories stand between the text, so each gets a box.
 */
export const frame: Decorator = (story, { globals, viewMode }) => {
  const { language, theme, direction } = globals as { language: string; theme: string; direction: 'ltr' | 'rtl' };
  const page = document.documentElement;
  page.lang = language;
  if (viewMode === 'docs') {
    return html`<div class="story-frame" dir=${direction} style="color-scheme: ${theme}">${story()}</div>`;
  }
  page.dir = direction;
  page.style.colorScheme = theme;
  return story();
};
