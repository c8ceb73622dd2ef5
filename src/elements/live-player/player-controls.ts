import '../../labels/more.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { Level } from '../../players/contract.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/more-icons.js';

/** What the control bar shows and can do. */
export interface ControlsView {
  readonly mode: 'full' | 'minimal';
  readonly paused: boolean;
  readonly muted: boolean;
  readonly volume: number;
  readonly live: boolean;
  /** Far enough behind for "back to live" to be of use. */
  readonly behind: boolean;
  readonly latency: number | null;
  readonly levels: readonly Level[];
  /** Id of the quality asked for, or 'auto'. */
  readonly level: string;
  readonly levelsOpen: boolean;
  readonly pip: boolean;
  readonly fullscreen: boolean;
  t(key: string, values?: Record<string, string | number>): string;
  togglePlay(): void;
  toggleMute(): void;
  setVolume(volume: number): void;
  toLive(): void;
  toggleLevels(): void;
  setLevel(id: string): void;
  togglePip(): void;
  toggleFullscreen(): void;
}

const button = (part: string, name: string, shape: Parameters<typeof icon>[0], act: () => void): TemplateResult =>
  html`<button part="button ${part}" class="button" type="button" aria-label=${name} title=${name} @click=${act}>${icon(shape)}</button>`;

export function renderControls(view: ControlsView): TemplateResult {
  const { t, mode, muted, volume } = view;
  const full = mode === 'full';
  return html`
    ${full ? button('play', t(view.paused ? 'player.play' : 'player.pause'), view.paused ? 'play' : 'pause', view.togglePlay) : nothing}
    <div class="sound">
      ${button('mute', t(muted ? 'player.unmute' : 'player.mute'), muted || volume === 0 ? 'volume-off' : 'volume', view.toggleMute)}
      ${full
        ? html`<input
            part="volume"
            class="volume"
            type="range"
            min="0"
            max="1"
            step="0.05"
            aria-label=${t('player.volume')}
            .value=${String(muted ? 0 : volume)}
            ${cssProperties({ '--_level': muted ? 0 : volume })}
            @input=${(event: Event) => view.setVolume(Number((event.target as HTMLInputElement).value))}
          />`
        : nothing}
    </div>
    ${full && view.live ? renderLive(view) : nothing}
    <slot name="controls-start"></slot>
    <span class="space"></span>
    <slot name="controls-end"></slot>
    ${full && view.levels.length > 1 ? renderLevels(view) : nothing}
    ${full && view.pip ? button('pip', t('player.pip'), 'pip', view.togglePip) : nothing}
    ${button('fullscreen', t(view.fullscreen ? 'player.exit-fullscreen' : 'player.fullscreen'), view.fullscreen ? 'fullscreen-exit' : 'fullscreen', view.toggleFullscreen)}
  `;
}

function renderLive({ t, behind, latency, toLive }: ControlsView): TemplateResult {
  const seconds = latency === null ? null : Math.round(latency);
  if (behind) {
    return html`<button part="live-button" class="live late" type="button" @click=${toLive}><span class="dot"></span>${t('player.back-to-live')}</button>`;
  }
  return html`
    <span part="badge" class="live"><span class="dot"></span>${t('player.live')}</span>
    ${seconds === null ? nothing : html`<span part="latency" class="latency" title=${t('player.latency', { n: seconds })}>${t('player.seconds', { n: seconds })}</span>`}
  `;
}

function renderLevels({ t, levels, level, levelsOpen, toggleLevels, setLevel }: ControlsView): TemplateResult {
  const name = ({ height, width, bandwidth }: Level): string => (height && width ? `${Math.min(height, width)}p` : t('player.kbits', { n: Math.round((bandwidth ?? 0) / 1000) }));
  const size = ({ bandwidth, height }: Level): number => bandwidth ?? height ?? 0;
  const sorted = [...levels].sort((a, b) => size(b) - size(a));
  const choices = [{ id: 'auto', text: t('player.quality-auto') }, ...sorted.map((one) => ({ id: one.id, text: name(one) }))];
  return html`<div class="levels">
    <button part="button quality" class="button" type="button" aria-label=${t('player.quality')} title=${t('player.quality')} aria-expanded=${levelsOpen} @click=${toggleLevels}>
      ${icon('quality')}
    </button>
    ${levelsOpen
      ? html`<div part="menu" class="menu" role="group" aria-label=${t('player.quality')}>
          ${choices.map(
            ({ id, text }) =>
              html`<button class="choice" type="button" aria-pressed=${id === level} @click=${() => setLevel(id)}>${id === level ? icon('check') : html`<span class="tick"></span>`}${text}</button>`,
          )}
        </div>`
      : nothing}
  </div>`;
}
