import { html, nothing, type TemplateResult } from 'lit';
import type { PlayerError } from '../../players/errors.js';
import type { Blocked } from '../../players/session.js';
import type { PlayerState } from '../../players/state.js';
import { icon } from '../shared/more-icons.js';

/** What is written over the picture, and when. */
export interface NoticeView {
  readonly state: PlayerState;
  readonly error: PlayerError | null;
  /** A frame of this show is still on screen: words keep out of its middle. */
  readonly picture: boolean;
  readonly blocked: Blocked;
  readonly paused: boolean;
  readonly controls: boolean;
  t(key: string, values?: Record<string, string | number>): string;
  play(): void;
  retry(): void;
}

/** Words and a spinner. A state that lasts less than 0.4 s shows nothing: the style sheet delays it. */
export function renderNotice(view: NoticeView): TemplateResult | typeof nothing {
  const { state, t, picture } = view;
  switch (state) {
    case 'connecting':
      return view.blocked === 'play' ? nothing : html`<div class="wait"><span part="spinner" class="spinner"></span><span class="visually-hidden">${t('player.connecting')}</span></div>`;
    case 'stalled':
      return html`<div class="wait"><span part="spinner" class="spinner"></span><span class="visually-hidden">${t('player.stalled')}</span></div>`;
    case 'reconnecting':
      return html`<div part="reconnecting" class="pill ${picture ? '' : 'middle'}"><span class="spinner small"></span>${t(picture ? 'player.reconnecting' : 'player.unreachable')}</div>`;
    case 'offline':
      return html`<slot name="offline"><div part="offline" class="words"><strong>${t('player.offline')}</strong><span>${t('player.offline-hint')}</span></div></slot>`;
    case 'ended':
      return html`<slot name="offline"><div part="offline" class="words"><strong>${t('player.ended')}</strong></div></slot>`;
    case 'error':
      return html`<slot name="error"
        ><div part="error" class="words">
          ${icon('warning')}<strong>${t('player.failed')}</strong><span>${t(`player.error.${view.error?.code ?? 'unknown'}`)}</span>
          <button part="retry" class="solid" type="button" @click=${view.retry}>${icon('retry')}${t('player.retry')}</button>
        </div></slot
      >`;
    default:
      return nothing;
  }
}

/** The one thing a person may have to tap: sound, or the picture itself. */
export function renderPrompt({ blocked, paused, controls, state, t, play }: NoticeView): TemplateResult | typeof nothing {
  if (blocked === 'sound') {
    return html`<button part="unmute" class="pill prompt" type="button" @click=${play}>${icon('volume-off')}${t('player.tap-for-sound')}</button>`;
  }
  const startable = blocked === 'play' || state === 'idle' || (paused && state === 'playing');
  if (!startable || (state === 'idle' && !controls)) return nothing;
  return html`<button part="big-play" class="big" type="button" aria-label=${t('player.play')} @click=${play}>${icon('play')}</button>`;
}
