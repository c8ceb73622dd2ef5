import { css, html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import '../../labels/more.js';
import { danmakuPreferences } from '../shared/danmaku-preferences.js';
import { icon } from '../shared/more-icons.js';

export const danmakuControlsStyles = css`
  .danmaku-buttons {
    display: flex;
  }
  /* Beside the picture's middle, so that what is being changed can be seen. */
  .danmaku-settings {
    inset: auto 12px 84px auto;
    margin: 0;
    max-block-size: min(560px, calc(100dvb - 180px));
    max-inline-size: calc(100vi - 24px);
    overflow: auto;
    padding: 14px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_panel-radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    text-shadow: none;
  }
`;

/** By the platform's own link, which knows that a press on the button of an open panel closes it. */
const opensNext = (button: Element | undefined): void => {
  if (button) (button as HTMLButtonElement).popoverTargetElement = button.nextElementSibling;
};

/**
 * Danmaku on and off at one tap, and how.
 * @param area What the page gives them, as long as the viewer has not chosen.
 */
export function danmakuControls(t: (key: string) => string, area: number): TemplateResult {
  const { off = false } = danmakuPreferences.value;
  return html`<button
      class="icon-button"
      @click=${() => danmakuPreferences.set({ off: !off })}
      aria-pressed=${!off}
      aria-label=${t(off ? 'room.danmaku-on' : 'room.danmaku-off')}
    >${icon(off ? 'danmaku-off' : 'danmaku')}</button>
    <button class="icon-button" ${ref(opensNext)} aria-label=${t('danmaku.settings')}>${icon('danmaku-settings')}</button>
    <div id="danmaku-settings" class="danmaku-settings" part="danmaku-settings" .popover=${'auto'}><danmaku-settings .defaults=${{ area }}></danmaku-settings></div>`;
}
