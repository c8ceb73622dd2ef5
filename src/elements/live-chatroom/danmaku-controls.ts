import { css, html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import '../../labels/more.js';
import { danmakuPreferences } from '../shared/danmaku-preferences.js';
import { effectsLevel, LEVELS } from '../shared/effects-level.js';
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
  .effects {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    margin: 0 0 12px;
    padding: 0 0 12px;
    border: 0;
    border-block-end: 1px solid var(--_line);
  }
  .effects legend {
    float: inline-start; /* Beside what can be chosen, where there is room. */
    padding: 0;
    margin-inline-end: auto;
  }
  .effects label {
    position: relative;
    padding: 4px 12px;
    line-height: 22px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    cursor: pointer;
  }
  .effects input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .effects :checked + span {
    font-weight: 600;
  }
  .effects label:has(:checked) {
    border-color: transparent;
    color: var(--_on-accent);
    background: var(--_accent-solid);
  }
  .effects label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`;

/** By the platform's own link, which knows that a press on the button of an open panel closes it. */
const opensNext = (button: Element | undefined): void => {
  if (button) (button as HTMLButtonElement).popoverTargetElement = button.nextElementSibling;
};

/**
 * Danmaku on and off at one tap, and how; beside that how much of gift effects is shown, in a room that has some.
 * @param area What the page gives them, as long as the viewer has not chosen.
 */
export function danmakuControls(t: (key: string) => string, area: number, effects: boolean): TemplateResult {
  const { off = false } = danmakuPreferences.value;
  return html`<button
      class="icon-button"
      @click=${() => danmakuPreferences.set({ off: !off })}
      aria-pressed=${!off}
      aria-label=${t(off ? 'room.danmaku-on' : 'room.danmaku-off')}
    >${icon(off ? 'danmaku-off' : 'danmaku')}</button>
    <button class="icon-button" ${ref(opensNext)} aria-label=${t(effects ? 'room.picture-settings' : 'danmaku.settings')}>${icon('danmaku-settings')}</button>
    <div id="danmaku-settings" class="danmaku-settings" part="danmaku-settings" .popover=${'auto'}>${effects ? effectsChoice(t) : nothing}<danmaku-settings .defaults=${{ area }}></danmaku-settings></div>`;
}

function effectsChoice(t: (key: string) => string): TemplateResult {
  return html`<fieldset class="effects">
    <legend>${t('effect.label')}</legend>
    ${LEVELS.map(
      (level) => html`<label><input type="radio" name="effects" .checked=${effectsLevel.value === level} @change=${() => effectsLevel.set(level, 'person')} /><span>${t(`effect.${level}`)}</span></label>`,
    )}
  </fieldset>`;
}
