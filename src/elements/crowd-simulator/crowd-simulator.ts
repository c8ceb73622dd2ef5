import { css, html, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatRoom } from '../../client/contract.js';
import '../../labels/more.js';
import { RoomElement } from '../shared/room-element.js';
import { tokens } from '../shared/tokens.styles.js';
import { CrowdRunner, type CrowdCounts, type RunnerClock } from './crowd-runner.js';
import { hubOf, hubVenue } from './hub-venue.js';
import { isScenario, SCENARIOS, type Scenario } from './scenarios.js';
import { crowdScript } from './script.js';

/** The counts on the panel are renewed at this pace, ms. */
const SHOW_MS = 500;

const pageClock: RunnerClock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * A crowd that is not there, for developers and stories: talk, arrivals, gifts, raids, recalls, lost packets, broken
 * connections and sleep, the same each time for the same seed.
 *
 * Acts in the hub of a client made by `createLocalClient`, as soon as the room is joined, until it is `paused` or leaves the
 * page. What this machine is too slow for is left out and counted. Over a real server: `npm run crowd`.
 *
 * @tag crowd-simulator
 * @summary A seeded crowd for the local client, with a panel.
 * @csspart base - The panel.
 * @csspart counts - What has been done.
 */
export class CrowdSimulator extends RoomElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        color: var(--_text);
        font-size: 13px;
      }
      .base {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 12px;
        padding: 10px 12px;
        background: var(--_raised);
        border: 1px solid var(--_line);
        border-radius: var(--_panel-radius);
      }
      label {
        display: grid;
        gap: 2px;
        font-size: 12px;
        line-height: 16px;
        color: var(--_muted);
      }
      :is(select, input) {
        font: inherit;
        font-size: 13px;
        color: var(--_text);
        background: var(--_sunken);
        border: 1px solid var(--_line);
        border-radius: 8px;
        padding: 6px 8px;
        min-block-size: 36px;
      }
      input {
        inline-size: 96px;
      }
      .toggle {
        min-block-size: 36px;
        padding-inline: 16px;
        border-radius: 999px;
        font-weight: 600;
        color: var(--_on-accent);
        background: var(--_accent-solid);
      }
      p {
        flex-basis: 100%;
        margin: 0;
        font-size: 12px;
        line-height: 16px;
        color: var(--_muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** How many watch; at most 2,000 of them talk. */
  @property({ type: Number }) viewers = 20_000;
  /** The same seed, the same evening. */
  @property({ type: Number }) seed = 7;
  @property() scenario: Scenario = 'busy';
  /** Does nothing. */
  @property({ type: Boolean, reflect: true }) paused = false;

  @state() private counts: CrowdCounts = { messages: 0, gifts: 0, recalls: 0, breaks: 0, skipped: 0 };

  #runner: CrowdRunner | null = null;
  #joined: ChatRoom | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** What has been done since the plan was changed last. */
  get stats(): CrowdCounts {
    return this.#runner?.counts ?? this.counts;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    this.#joined = room;
    return [room.on('state', () => this.#run())];
  }

  protected override forget(): void {
    this.#end();
    this.#joined = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('viewers') || changed.has('seed') || changed.has('scenario')) this.#end();
    this.#run();
  }

  protected override render() {
    const { t } = this.labels;
    const acts = hubOf(this.chatClient) !== null;
    return html`<section part="base" class="base" aria-label=${t('crowd.label')}>
      <label
        >${t('crowd.scenario')}<select @change=${this.#onScenario}>
          ${Object.keys(SCENARIOS).map((name) => html`<option value=${name} ?selected=${name === this.#scenario}>${t(`crowd.scenario.${name}`)}</option>`)}
        </select></label
      >
      <label>${t('crowd.viewers')}<input type="number" min="1" max="1000000" .value=${String(this.viewers)} @change=${this.#onViewers} /></label>
      <label>${t('crowd.seed')}<input type="number" .value=${String(this.seed)} @change=${this.#onSeed} /></label>
      <button class="toggle" type="button" aria-pressed=${this.paused ? 'false' : 'true'} @click=${this.#onToggle}>${t(this.paused ? 'crowd.start' : 'crowd.pause')}</button>
      <p part="counts">${acts ? t('crowd.count', { ...this.counts }) : t('crowd.no-venue')}</p>
    </section>`;
  }

  get #scenario(): Scenario {
    return isScenario(this.scenario) ? this.scenario : 'busy';
  }

  /** Runs when it should, and stands still when it should not. A room that is being rejoined goes on: people talk while one is away. */
  #run(): void {
    const room = this.#joined;
    const client = this.chatClient;
    const hub = hubOf(client);
    if (this.paused || !room || !client || !hub || !this.isConnected) {
      this.#runner?.stop();
      clearInterval(this.#timer);
      return;
    }
    if (!this.#runner && room.state !== 'joined') return;
    const plan = { scenario: this.#scenario, seed: whole(this.seed, 7), viewers: Math.max(1, whole(this.viewers, 1)) };
    this.#runner ??= new CrowdRunner(hubVenue(hub, client), room.id, crowdScript(plan), pageClock);
    if (this.#runner.running) return;
    this.#runner.start();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => (this.counts = this.stats), SHOW_MS);
  }

  #end(): void {
    this.#runner?.stop();
    this.#runner = null;
    clearInterval(this.#timer);
  }

  readonly #onScenario = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    if (isScenario(value)) this.scenario = value;
  };

  readonly #onViewers = ({ target }: Event): void => {
    this.viewers = whole((target as HTMLInputElement).valueAsNumber, this.viewers);
  };

  readonly #onSeed = ({ target }: Event): void => {
    this.seed = whole((target as HTMLInputElement).valueAsNumber, this.seed);
  };

  readonly #onToggle = (): void => {
    this.paused = !this.paused;
  };
}

function whole(value: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.trunc(value) : otherwise;
}

declare global {
  interface HTMLElementTagNameMap {
    'crowd-simulator': CrowdSimulator;
  }
}
