import type { Channel } from './channel.js';

/** A person wants another channel; canceling keeps the present one. */
export class LiveChannelSelectEvent extends Event {
  readonly detail: { readonly channel: Channel };

  constructor(channel: Channel) {
    super('live-channel-select', { bubbles: true, composed: true, cancelable: true });
    this.detail = { channel };
  }
}

declare global {
  interface HTMLElementEventMap {
    'live-channel-select': LiveChannelSelectEvent;
  }
}
