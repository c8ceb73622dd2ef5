import { ContextConsumer } from '@lit/context';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { ChatClient, ChatRoom } from '../../client/contract.js';
import { clientContext, registryContext, roomContext } from '../../context/index.js';
import { registry as pageRegistry } from '../../renderers/page-registry.js';
import type { RendererRegistry } from '../../renderers/registry.js';
import { LiveErrorEvent } from '../events.js';
import { LabelsController } from './labels-controller.js';

/**
 * Base of every element that shows or acts in a room.
 *
 * Finds its room by property first, then by context; subscribes while it is in the page and unsubscribes when it has
 * really left (a move in the DOM is not a removal). Subclasses say in `listen` what they want to hear.
 */
export abstract class RoomElement extends LitElement {
  /** The client to use; without it the nearest `<live-chatroom>` provides one. */
  @property({ attribute: false }) client?: ChatClient;
  /** The room: a handle, or an id in `client`, which is then joined while the element is in the page. */
  @property() room?: ChatRoom | string;
  /** Displays by message type; without it the nearest room's, else the page's one registry. */
  @property({ attribute: false }) registry?: RendererRegistry;

  protected readonly labels = new LabelsController(this);

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true, callback: () => this.requestUpdate() });
  readonly #room = new ContextConsumer(this, { context: roomContext, subscribe: true, callback: () => this.requestUpdate() });
  readonly #registry = new ContextConsumer(this, { context: registryContext, subscribe: true, callback: () => this.requestUpdate() });

  #listening: ChatRoom | null = null;
  #undo: (() => void)[] = [];
  /** The room that this element joined by itself, to be left by itself. */
  #joined: ChatRoom | null = null;

  protected get chatClient(): ChatClient | null {
    return this.client ?? this.chatRoom?.client ?? this.#client.value ?? null;
  }

  /** The room in use, or null. */
  protected get chatRoom(): ChatRoom | null {
    if (this.room && typeof this.room === 'object') return this.room;
    const client = this.client ?? this.#client.value;
    if (typeof this.room === 'string' && this.room !== '') return client?.room(this.room) ?? null;
    return this.#room.value ?? null;
  }

  protected get renderers(): RendererRegistry {
    return this.registry ?? this.#registry.value ?? pageRegistry;
  }

  /** Subscribes to a room that has just become this element's; returns the undos. */
  protected abstract listen(room: ChatRoom): (() => void)[];

  /** The room has gone; forget what was shown of it. */
  protected forget(): void {}

  /** Tells the page of a failure that did not stop the element. */
  protected fail(error: unknown): void {
    this.dispatchEvent(new LiveErrorEvent(error instanceof Error ? error : new Error(String(error)), this.localName));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Also after a move, when nothing else would ask for an update.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#listenTo(null);
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected) this.#listenTo(this.chatRoom);
  }

  #listenTo(room: ChatRoom | null): void {
    if (room === this.#listening) return;
    for (const undo of this.#undo) undo();
    this.#undo = [];
    if (this.#joined && this.#joined !== room) {
      void this.#joined.leave();
      this.#joined = null;
    }
    if (this.#listening) this.forget();
    this.#listening = room;
    if (!room) return;
    this.#undo = this.listen(room);
    if (typeof this.room === 'string' && room.state === 'left') {
      this.#joined = room;
      // The reason of a failure is the room's state, which whoever shows states is listening to.
      room.client.join(room.id).catch(() => this.requestUpdate());
    }
  }
}
