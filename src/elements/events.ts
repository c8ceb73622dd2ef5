import type { ChatError } from '../protocol/errors.js';
import type { Draft, Message, Sender } from '../protocol/message.js';

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

/** One gift of the catalogue. */
export interface Gift {
  readonly id: string;
  /** Shown name; per language as { en, 'zh-CN' } or one for all. */
  readonly name: string | Readonly<Record<string, string>>;
  /** Picture address, or `icon:<id>` for a built-in drawing. */
  readonly icon: string;
  /** Price of one in the app's smallest unit; 0 is free. */
  readonly price: number;
}

declare global {
  interface HTMLElementEventMap {
    'live-submit': LiveSubmitEvent;
    'live-sent': LiveSentEvent;
    'live-error': LiveErrorEvent;
    'live-gift-submit': LiveGiftSubmitEvent;
    'live-like': LiveLikeEvent;
    'live-member-select': LiveMemberSelectEvent;
    'live-members-open': LiveMembersOpenEvent;
    'live-joined': LiveJoinedEvent;
    'live-left': LiveLeftEvent;
    'live-leave': LiveLeaveEvent;
  }
}
