import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { SUPERCHAT_TIERS, superchatFault, superchatTier, type SuperchatContent, type SuperchatTier } from '../../protocol/superchat.js';
import { graphemes } from '../../protocol/text.js';
import { icon } from '../shared/more-icons.js';
import { timeLeft } from './ticker.js';

export interface ComposerWorld {
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  readonly money: (amount: number) => string;
  readonly tiers: readonly SuperchatTier[];
  readonly currency: string;
  /** Whether anything can be sent now. */
  readonly online: boolean;
  readonly send: (content: SuperchatContent) => Promise<Outcome>;
}

/** What came of it: nothing wrong, or words for the one who wrote it; `kept` where the message stands in the list, with a retry. */
export type Outcome = { readonly error: ''; readonly kept: true } | { readonly error: string; readonly kept: boolean };

/** More than a dozen full texts: enough to see how much is too much, no matter what is pasted. */
const COUNT_MAX = 3000;

/** Amount, words, what they buy, and the button that sends them. Keeps what was typed until it has been sent. */
export class Composer {
  #text = '';
  #amount = 0;
  #error = '';
  #sending = false;

  constructor(private readonly host: ReactiveControllerHost) {}

  render(world: ComposerWorld, close: () => void): TemplateResult {
    const { t, tiers, money } = world;
    const amount = this.#amount || (tiers[1] ?? tiers[0] ?? SUPERCHAT_TIERS[0]!).from;
    const tier = superchatTier(amount, tiers);
    const bought = tiers[tier - 1];
    const length = graphemes(this.#text, COUNT_MAX);
    const over = bought ? length - bought.textLength : 0;
    const why = this.#why(world, amount, over);
    return html`<form part="composer" class="composer tier-${Math.min(5, tier)}" aria-label=${t('superchat.open')} novalidate @submit=${(event: Event) => this.#onSubmit(event, world, amount, close)}>
      <div class="head">
        <b>${t('superchat.open')}</b>
        <button type="button" class="close" aria-label=${t('superchat.close')} @click=${close}>${icon('close')}</button>
      </div>
      <fieldset class="amounts" aria-label=${t('superchat.amount')}>
        ${tiers.map(
          ({ from }, index) => html`<label class="chip tier-${Math.min(5, index + 1)}"
            ><input type="radio" name="amount" .checked=${amount === from} @change=${() => this.#set({ amount: from })} /><span>${money(from)}</span></label
          >`,
        )}
        ${world.currency !== 'coin' ? nothing : html`<input
          class="own-amount"
          type="number"
          inputmode="numeric"
          step="1"
          min=${tiers[0]?.from ?? 1}
          aria-label=${t('superchat.amount')}
          .value=${String(amount)}
          @input=${this.#onAmount}
        />`}
      </fieldset>
      <textarea
        rows="2"
        aria-label=${t('superchat.words')}
        aria-invalid=${over > 0 ? 'true' : 'false'}
        aria-describedby="buys why"
        placeholder=${t('superchat.placeholder')}
        .value=${this.#text}
        @input=${this.#onText}
      ></textarea>
      <p class="buys" id="buys">
        ${bought ? html`<span>${t('superchat.buys', { n: bought.textLength, time: timeLeft(bought.pinMs, t) })}</span><span class=${over > 0 ? 'over' : ''}>${t('superchat.count', { n: length, max: bought.textLength })}</span>` : nothing}
      </p>
      <p class="why" id="why" role="status">${this.#error || why}</p>
      <button part="send" class="send" type="submit" aria-disabled=${ifDefined(why || this.#sending ? 'true' : undefined)}>
        ${this.#sending ? t('superchat.sending') : t('superchat.send', { amount: money(amount) })}
      </button>
    </form>`;
  }

  /** Why it cannot be sent; empty when it can, or when nothing has been typed yet. */
  #why({ t, tiers, money, online }: ComposerWorld, amount: number, over: number): string {
    if (!online) return t('superchat.offline');
    if (superchatTier(amount, tiers) === 0) return t('superchat.too-little', { amount: money(tiers[0]?.from ?? 1) });
    return over > 0 ? t('superchat.too-long', { n: over }) : '';
  }

  #set({ text = this.#text, amount = this.#amount, error = '', sending = this.#sending }): void {
    this.#text = text;
    this.#amount = amount;
    this.#error = error;
    this.#sending = sending;
    this.host.requestUpdate();
  }

  #onSubmit(event: Event, world: ComposerWorld, amount: number, close: () => void): void {
    event.preventDefault();
    if (this.#sending || !world.online) return;
    const content: SuperchatContent = { content: this.#text.trim(), amount, currency: world.currency, tier: superchatTier(amount, world.tiers) };
    const fault = superchatFault(content, world.tiers);
    // The other faults stand there already.
    if (fault === 'blank') return this.#set({ error: world.t('superchat.blank') });
    if (fault) return;
    this.#set({ sending: true });
    void world.send(content).then(({ error, kept }) => {
      this.#set({ error, sending: false, ...(kept ? { text: '' } : {}) });
      if (!error) close();
    });
  }

  readonly #onAmount = ({ target }: Event): void => {
    const { valueAsNumber } = target as HTMLInputElement;
    // An empty field is being typed in: −1 is refused in words, and not replaced by another number under one's fingers.
    this.#set({ amount: Number.isFinite(valueAsNumber) && valueAsNumber !== 0 ? valueAsNumber : -1 });
  };

  readonly #onText = ({ target }: Event): void => this.#set({ text: (target as HTMLTextAreaElement).value });
}
