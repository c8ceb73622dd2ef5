import { html, LitElement, nothing } from 'lit';
import '../../labels/more.js';
import { property, query, state } from 'lit/decorators.js';
import { DANMAKU_MODES, danmakuPreferences, type DanmakuMode, type DanmakuPreferences } from '../shared/danmaku-preferences.js';
import { formatFilters, parseFilters, type Filters } from '../shared/filters.js';
import { icon } from '../shared/more-icons.js';
import { LabelsController } from '../shared/labels-controller.js';
import { tokens } from '../shared/tokens.styles.js';
import { styles } from './danmaku-settings.styles.js';

/** What the panel starts from: a layer's own properties are such an object. */
export type DanmakuDefaults = Partial<Pick<Required<DanmakuPreferences>, 'area' | 'opacity' | 'speed' | 'scale' | 'off' | 'calm' | 'modes'>>;

const SLIDERS = [
  { name: 'area', low: 0.1, high: 1, step: 0.05 },
  { name: 'opacity', low: 0.1, high: 1, step: 0.05 },
  { name: 'speed', low: 0.5, high: 2, step: 0.1 },
  { name: 'scale', low: 0.5, high: 2, step: 0.1 },
] as const;
/** What a person would know what to do with; the other two are the page's. */
const OFFERED = ['scroll', 'reverse', 'top', 'bottom'] as const satisfies readonly DanmakuMode[];
const LISTS = ['words', 'users', 'types'] as const satisfies readonly (keyof Filters)[];

/**
 * How the viewer wants danmaku to be: on or off, where, how large, how fast, which kinds, without whom.
 *
 * Every change shows at once in all layers of the page and stays in this browser; "reset" gives all of it back to the
 * page. What has never been touched is left to the page, so a new default of it still arrives.
 *
 * @tag danmaku-settings
 * @summary The viewer's own settings for danmaku.
 * @csspart base - All rows.
 * @csspart row - One setting.
 * @csspart reset - The reset button.
 * @cssproperty [--live-danmaku-settings-gap=12px] - Between settings.
 */
export class DanmakuSettings extends LitElement {
  static override styles = [tokens, styles];

  /** Whose values are shown where the viewer has chosen none: a `<danmaku-layer>`, or a plain object. */
  @property({ attribute: false }) defaults?: DanmakuDefaults;

  @state() private asText: string | null = null;

  readonly #labels = new LabelsController(this);
  #unsubscribe: (() => void) | null = null;

  @query('.add input') private readonly wordInput!: HTMLInputElement;
  @query('textarea') private readonly textArea!: HTMLTextAreaElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = danmakuPreferences.subscribe(() => this.requestUpdate());
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override render() {
    const { t } = this.#labels;
    return html`<div class="base" part="base" role="group" aria-label=${t('danmaku.settings')}>
      ${this.#switch('off', t('danmaku.show'), true)}
      ${SLIDERS.map((slider) => this.#slider(slider))}
      <fieldset part="row">
        <legend>${t('danmaku.modes')}</legend>
        <div class="chips">${OFFERED.map((mode) => this.#mode(mode))}</div>
      </fieldset>
      ${this.#switch('calm', t('danmaku.calm'), false)}
      ${this.#renderFilters()}
      <div><button class="action" part="reset" @click=${this.#reset}>${t('danmaku.reset')}</button></div>
    </div>`;
  }

  /** @param inverted The box is ticked when the value is false: people switch danmaku on, not "off" off. */
  #switch(name: 'off' | 'calm', label: string, inverted: boolean) {
    return html`<label class="switch" part="row">
      ${label}
      <input
        type="checkbox"
        .checked=${this.#value(name) !== inverted}
        @change=${(event: Event) => danmakuPreferences.set({ [name]: (event.target as HTMLInputElement).checked !== inverted })}
      />
    </label>`;
  }

  #slider({ name, low, high, step }: (typeof SLIDERS)[number]) {
    const { t, lang } = this.#labels;
    const value = this.#value(name);
    const said = value.toLocaleString(lang, { style: 'percent' });
    return html`<label class="row" part="row">
      <span>${t(`danmaku.${name}`)}</span>
      <input
        type="range"
        min=${low}
        max=${high}
        step=${step}
        .value=${String(value)}
        aria-valuetext=${said}
        @input=${(event: Event) => danmakuPreferences.set({ [name]: (event.target as HTMLInputElement).valueAsNumber })}
      />
      <span class="value" aria-hidden="true">${said}</span>
    </label>`;
  }

  #mode(mode: DanmakuMode) {
    const modes = this.#value('modes');
    const toggle = ({ target }: Event) => {
      const { checked } = target as HTMLInputElement;
      danmakuPreferences.set({ modes: DANMAKU_MODES.filter((one) => (one === mode ? checked : modes.includes(one))) });
    };
    return html`<label class="chip"><input type="checkbox" .checked=${modes.includes(mode)} @change=${toggle} />${this.#labels.t(`danmaku.mode.${mode}`)}</label>`;
  }

  #renderFilters() {
    const { t } = this.#labels;
    const filters = danmakuPreferences.value.filters ?? {};
    const entries = LISTS.flatMap((list) => (filters[list] ?? []).map((entry) => ({ list, entry })));
    return html`<fieldset part="row">
      <legend>${t('danmaku.filters')}</legend>
      <form class="add" @submit=${this.#addWord}>
        <input aria-label=${t('danmaku.word')} placeholder=${t('danmaku.word')} maxlength="100" autocomplete="off" />
        <button class="action">${t('danmaku.add')}</button>
      </form>
      ${entries.length === 0
        ? nothing
        : html`<div class="chips" role="list">
            ${entries.map(
              ({ list, entry }) => html`<span class="chip" role="listitem">
                ${list === 'words' ? entry : t(`danmaku.${list}-entry`, { entry })}
                <button aria-label=${t('danmaku.remove', { entry })} @click=${() => this.#remove(list, entry)}>${icon('close')}</button>
              </span>`,
            )}
          </div>`}
      <details @toggle=${this.#onDetails}>
        <summary>${t('danmaku.as-text')}</summary>
        <textarea aria-label=${t('danmaku.as-text')} spellcheck="false" .value=${this.asText ?? formatFilters(filters)} @input=${this.#onText}></textarea>
        <div class="actions">
          <button class="action" @click=${this.#apply}>${t('danmaku.apply')}</button>
          <button class="action" @click=${this.#copy}>${t('danmaku.copy')}</button>
        </div>
      </details>
    </fieldset>`;
  }

  #value<K extends keyof Required<DanmakuDefaults>>(name: K): Required<DanmakuDefaults>[K] {
    const kit: Required<DanmakuDefaults> = { area: 1, opacity: 1, speed: 1, scale: 1, off: false, calm: false, modes: DANMAKU_MODES };
    return (danmakuPreferences.value[name] as Required<DanmakuDefaults>[K] | undefined) ?? this.defaults?.[name] ?? kit[name];
  }

  readonly #addWord = (event: Event): void => {
    event.preventDefault();
    const word = this.wordInput.value.trim();
    const filters = danmakuPreferences.value.filters ?? {};
    if (word !== '' && !filters.words?.includes(word)) danmakuPreferences.set({ filters: { ...filters, words: [...(filters.words ?? []), word] } });
    this.wordInput.value = '';
  };

  #remove(list: keyof Filters, entry: string): void {
    const filters = danmakuPreferences.value.filters ?? {};
    danmakuPreferences.set({ filters: { ...filters, [list]: filters[list]?.filter((one) => one !== entry) } });
    // The button that had the focus has gone.
    this.wordInput.focus();
  }

  readonly #onText = (event: Event): void => {
    this.asText = (event.target as HTMLTextAreaElement).value;
  };

  readonly #onDetails = (): void => {
    this.asText = null;
  };

  readonly #apply = (): void => {
    danmakuPreferences.set({ filters: parseFilters(this.textArea!.value) });
    this.asText = null;
  };

  readonly #copy = (): void => {
    const area = this.textArea!;
    // Where the clipboard is closed to pages, it is at least selected.
    navigator.clipboard.writeText(area.value).catch(() => area.select());
  };

  readonly #reset = (): void => {
    this.asText = null;
    danmakuPreferences.reset();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'danmaku-settings': DanmakuSettings;
  }
}
