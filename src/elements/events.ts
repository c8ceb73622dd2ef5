import type { Effect } from '../effects/contract.js';
import type { ChatError } from '../protocol/errors.js';
import type { LocalName } from '../protocol/gift-name.js';
import type { Draft, Message, Sender } from '../protocol/message.js';
import type { SuperchatContent } from '../protocol/superchat.js';

/**
 * DOM events of the kit: a person's acts and rare changes of state, never incoming messages (`room.on('messages')` is for those).
 * Before an act: cancelable, present tense; after it: past tense. All bubble and cross shadow roots.
 */
abstract class LiveEvent<D> extends Event {
  constructor(
    type: string,
    readonly detail: D,
    cancelable = false,
  ) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}

/** A person wants to send a message; canceling keeps the text in the input. */
export class LiveSubmitEvent extends LiveEvent<{ readonly draft: Draft }> {
  constructor(draft: Draft) {
    super('live-submit', { draft }, true);
  }
}

/** A message has been accepted by the server. */
export class LiveSentEvent extends LiveEvent<{ readonly message: Message }> {
  constructor(message: Message) {
    super('live-sent', { message });
  }
}

/** Something failed that a person may have to know; the element stays usable. */
export class LiveErrorEvent extends LiveEvent<{ readonly error: ChatError | Error; readonly source: string }> {
  constructor(error: ChatError | Error, source: string) {
    super('live-error', { error, source });
  }
}

/** A person chose a gift; cancel to take over (payment first, then `room.send`). */
export class LiveGiftSubmitEvent extends LiveEvent<{ readonly gift: Gift; readonly count: number }> {
  constructor(gift: Gift, count: number) {
    super('live-gift-submit', { gift, count }, true);
  }
}

/** A person tapped like; `count` taps since the last event. */
export class LiveLikeEvent extends LiveEvent<{ readonly count: number }> {
  constructor(count: number) {
    super('live-like', { count }, true);
  }
}

/** The room has been joined. */
export class LiveJoinedEvent extends LiveEvent<{ readonly room: string }> {
  constructor(room: string) {
    super('live-joined', { room });
  }
}

/** The room has been left, by will or not. */
export class LiveLeftEvent extends LiveEvent<{ readonly room: string; readonly error: ChatError | null }> {
  constructor(room: string, error: ChatError | null) {
    super('live-left', { room, error });
  }
}

/** A person wants to leave; canceling keeps them in. */
export class LiveLeaveEvent extends LiveEvent<{ readonly room: string }> {
  constructor(room: string) {
    super('live-leave', { room }, true);
  }
}

/** A person was chosen in a list of people. */
export class LiveMemberSelectEvent extends LiveEvent<{ readonly member: Sender }> {
  constructor(member: Sender) {
    super('live-member-select', { member });
  }
}

/** A person wants to see everybody in the room. */
export class LiveMembersOpenEvent extends LiveEvent<{ readonly room: string }> {
  constructor(room: string) {
    super('live-members-open', { room });
  }
}

/** Not every message gets a row at present, or all do again: what is shown of what came, by kind. */
export class LiveLoadEvent extends LiveEvent<LoadDetail> {
  constructor(load: LoadDetail) {
    super('live-load', load);
  }
}

export interface LoadDetail {
  /** One in how many messages is shown; 1: all. */
  readonly oneIn: number;
  /** Messages that the server held back, in all. */
  readonly shed: number;
  /** Received and shown in all, by what a message is to the viewer: own, mention, host, moderator, paid, system, other. */
  readonly kinds: Readonly<Record<string, { readonly received: number; readonly shown: number }>>;
}

/** Somebody does not want to see a person any more; cancel to do more than hide rows. */
export class LivePersonHideEvent extends LiveEvent<{ readonly person: Sender }> {
  constructor(person: Sender) {
    super('live-person-hide', { person }, true);
  }
}

/** A message was chosen somewhere else than in the list, to be shown there. */
export class LiveMessageSelectEvent extends LiveEvent<{ readonly message: Message }> {
  constructor(message: Message) {
    super('live-message-select', { message });
  }
}

/** How much of gift effects is shown has changed, by a person or because the device was found to be slow. */
export class LiveEffectsChangeEvent extends LiveEvent<{ readonly level: 'full' | 'light' | 'off'; readonly by: 'person' | 'meter' }> {
  constructor(level: 'full' | 'light' | 'off', by: 'person' | 'meter') {
    super('live-effects-change', { level, by });
  }
}

/** A person wants to send a super chat; cancel to take over (payment first, then `room.send`). */
export class LiveSuperchatSubmitEvent extends LiveEvent<{ readonly content: SuperchatContent }> {
  constructor(content: SuperchatContent) {
    super('live-superchat-submit', { content }, true);
  }
}

/** What can be done with a comment that flies. */
export type DanmakuAction = 'copy' | 'block' | 'report';

/**
 * A person wants to do something with a comment that flies. Canceling keeps the layer from copying or blocking by itself;
 * a report is only ever this event.
 */
export class LiveDanmakuActionEvent extends LiveEvent<{ readonly action: DanmakuAction; readonly text: string; readonly message: Message | null }> {
  constructor(action: DanmakuAction, text: string, message: Message | null) {
    super('live-danmaku-action', { action, text, message }, true);
  }
}

/** One gift of the catalogue. */
export interface Gift {
  readonly id: string;
  /** Shown name; per language as { en, 'zh-CN' } or one for all. */
  readonly name: LocalName;
  /** Picture address, or `icon:<id>` for a built-in drawing. */
  readonly icon: string;
  /** Price of one in the app's smallest unit; 0 is free. */
  readonly price: number;
  /** Name of the tab it stands under, like `name`; tabs come in the order of the gifts. */
  readonly tab?: LocalName;
  /** What fills the screen when it is given, in one or several encodings, best first. Only gifts of the viewer's own catalogue play. */
  readonly effect?: Effect | readonly Effect[];
}

declare global {
  interface HTMLElementEventMap {
    'live-submit': LiveSubmitEvent;
    'live-sent': LiveSentEvent;
    'live-error': LiveErrorEvent;
    'live-gift-submit': LiveGiftSubmitEvent;
    'live-like': LiveLikeEvent;
    'live-effects-change': LiveEffectsChangeEvent;
    'live-superchat-submit': LiveSuperchatSubmitEvent;
    'live-danmaku-action': LiveDanmakuActionEvent;
    'live-member-select': LiveMemberSelectEvent;
    'live-members-open': LiveMembersOpenEvent;
    'live-load': LiveLoadEvent;
    'live-person-hide': LivePersonHideEvent;
    'live-message-select': LiveMessageSelectEvent;
    'live-joined': LiveJoinedEvent;
    'live-left': LiveLeftEvent;
    'live-leave': LiveLeaveEvent;
  }
}
