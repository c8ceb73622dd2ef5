import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ChatRoom } from '../../client/contract.js';
import { TYPE, type Message } from '../../protocol/message.js';
import type { Gift } from '../events.js';

export type ShowPart = 'effect-stage' | 'goal-bar' | 'supporter-board';
/** How each is fetched and defined. Elements do not know one another; who defines the room says it. */
export type ShowPartLoaders = Readonly<Partial<Record<ShowPart, () => Promise<unknown>>>>;

/** Gifts kept for a stage that is on its way; as many as may wait on it. */
const KEPT = 12;

interface Replaying extends HTMLElement {
  readonly updateComplete?: Promise<unknown>;
  replay?(messages: readonly Message[]): void;
}

export interface ShowNeeds {
  readonly gifts: readonly Gift[] | undefined;
  /** Parts that this room does without, or that the page brings along. */
  readonly without: ReadonlySet<ShowPart>;
}

/**
 * Effects, goal, supporters: parts that most rooms never need, fetched and made at the first message or tap that asks for them. Gifts
 * that come while the stage is on its way are played when it is there.
 */
export class ShowParts implements ReactiveController {
  readonly #wanted = new Set<ShowPart>();
  readonly #here = new Set<ShowPart>();
  #early: Message[] = [];
  #undo: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly loaders: ShowPartLoaders,
    private readonly needs: () => ShowNeeds,
    private readonly failed: (error: unknown) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  follow(room: ChatRoom | undefined): void {
    this.#undo?.();
    this.#undo = room?.on('messages', (batch) => this.#look(batch)) ?? null;
    this.#early = [];
    if (room) this.#look(room.messages);
  }

  /** Whether the room can show effects, now or later. */
  get hasEffects(): boolean {
    const { gifts, without } = this.needs();
    return !without.has('effect-stage') && gifts?.some(({ effect }) => effect) === true;
  }

  /** @param controls With a switch of the stage's own, where the room offers none. */
  renderEffects(controls: boolean): TemplateResult | typeof nothing {
    const { gifts = [], without } = this.needs();
    if (!this.#wanted.has('effect-stage') || without.has('effect-stage')) return nothing;
    return html`<effect-stage .gifts=${gifts} ?controls=${controls} exportparts="effect, still:effect-still, switch:effect-switch"></effect-stage>`;
  }

  renderGoal(over: boolean): TemplateResult | typeof nothing {
    if (!this.#wanted.has('goal-bar') || this.needs().without.has('goal-bar')) return nothing;
    return html`<goal-bar ?over-picture=${over} exportparts="base:goal"></goal-bar>`;
  }

  renderSupporters(): TemplateResult | typeof nothing {
    return this.#wanted.has('supporter-board') ? html`<supporter-board max="3" exportparts="supporter"></supporter-board>` : nothing;
  }

  #look(messages: readonly Message[]): void {
    const { gifts, without } = this.needs();
    // The bar asks who says it; here it is only a reason to fetch it.
    if (!without.has('goal-bar') && messages.some(({ type, content }) => type === TYPE.sums && content['goal'])) this.want('goal-bar');
    if (without.has('effect-stage') || this.#here.has('effect-stage') || !gifts) return;
    const withEffect = (id: unknown) => gifts.some((gift) => gift.id === id && gift.effect);
    const dear = messages.filter(({ type, origin, content }) => type === TYPE.gift && (origin === 'live' || origin === 'own') && withEffect(content['gift']));
    if (dear.length === 0) return;
    this.#early = [...this.#early, ...dear].slice(-KEPT);
    this.want('effect-stage');
  }

  /** Fetches a part that is not there yet. */
  want(part: ShowPart): void {
    if (this.#wanted.has(part)) return;
    this.#wanted.add(part);
    this.host.requestUpdate();
    void this.#fetch(part);
  }

  async #fetch(part: ShowPart): Promise<void> {
    try {
      await this.loaders[part]?.();
      await this.host.updateComplete;
      if (part === 'effect-stage') await this.#replay();
      this.#here.add(part);
    } catch (error) {
      // The next message asks again.
      this.#wanted.delete(part);
      this.host.requestUpdate();
      this.failed(error);
    }
  }

  async #replay(): Promise<void> {
    const stage = this.host.shadowRoot?.querySelector<Replaying>('effect-stage');
    // From then on it listens by itself.
    await stage?.updateComplete;
    const early = this.#early;
    this.#early = [];
    stage?.replay?.(early);
  }
}
