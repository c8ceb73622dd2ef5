/** What a person sees of `<chat-input>` and does with it, so that tests speak of that. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-input.js';
import type { ChatInput } from '../../../src/elements/chat-input/chat-input.js';
import { StageRoom, type Stage } from '../../support/stage-room.js';

export class ChatInputDriver {
  constructor(
    readonly element: ChatInput,
    readonly room: StageRoom,
  ) {}

  static async open(stage: Stage = {}, properties: Partial<ChatInput> = {}): Promise<ChatInputDriver> {
    const room = new StageRoom(stage);
    const element = await fixture<ChatInput>(html`<chat-input lang="en" .room=${room.handle}></chat-input>`);
    Object.assign(element, properties);
    await element.updateComplete;
    return new ChatInputDriver(element, room);
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get field(): HTMLTextAreaElement {
    return this.root.querySelector('textarea')!;
  }

  get sendButton(): HTMLButtonElement {
    return this.root.querySelector('[part=send-button]')!;
  }

  get emojiButton(): HTMLButtonElement {
    return this.root.querySelector('[part=emoji-button]')!;
  }

  get panel(): HTMLElement {
    return this.root.querySelector('[part=emoji-panel]')!;
  }

  /** The sentence above the pill, or nothing. */
  get hint(): string {
    const hint = this.root.querySelector<HTMLElement>('[part=hint]')!;
    return hint.hidden ? '' : hint.textContent.trim();
  }

  /** What a screen reader says of the field besides its name. */
  get description(): string {
    const ids = this.field.getAttribute('aria-describedby')!.split(' ');
    return ids.map((id) => this.root.getElementById(id)!.textContent.trim()).join(' ').trim();
  }

  get counter(): string {
    return this.root.querySelector('[part=counter]')?.textContent.trim() ?? '';
  }

  /** Puts text into the field as a person's typing does. */
  async type(text: string): Promise<void> {
    this.field.focus();
    this.field.value = text;
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  async enter(init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true, composed: true, ...init });
    this.field.dispatchEvent(event);
    this.field.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, composed: true }));
    await this.element.updateComplete;
    return event;
  }

  hasFocus(): boolean {
    return document.activeElement === this.element && this.root.activeElement === this.field;
  }

  async until(happens: () => boolean, what: string): Promise<void> {
    await waitUntil(happens, what, { timeout: 5000 });
  }
}
