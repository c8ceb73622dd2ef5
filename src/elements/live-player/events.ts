import type { Blocked } from '../../players/session.js';
import type { PlayerError } from '../../players/errors.js';
import type { PlayerState } from '../../players/state.js';

/** Reports of `<live-player>`. Rare: the only repeated one, latency, comes at most once a second. All bubble and cross shadow roots. */
abstract class LivePlayerEvent<D> extends Event {
  constructor(
    type: string,
    readonly detail: D,
  ) {
    super(type, { bubbles: true, composed: true });
  }
}

/** The picture has passed from one state to another. */
export class LivePlayerStateEvent extends LivePlayerEvent<{ readonly state: PlayerState; readonly previous: PlayerState }> {
  constructor(state: PlayerState, previous: PlayerState) {
    super('live-player-state', { state, previous });
  }
}

/** The first frame of a source is on screen. */
export class LivePlayerReadyEvent extends LivePlayerEvent<{ readonly firstFrameMs: number }> {
  constructor(firstFrameMs: number) {
    super('live-player-ready', { firstFrameMs });
  }
}

/** How far behind the stage the picture is, in seconds; when it has changed by more than 0.2. */
export class LivePlayerLatencyEvent extends LivePlayerEvent<{ readonly latency: number }> {
  constructor(latency: number) {
    super('live-player-latency', { latency });
  }
}

/** Frames have stopped. */
export class LivePlayerStallEvent extends LivePlayerEvent<Record<string, never>> {
  constructor() {
    super('live-player-stall', {});
  }
}

/** Frames arrive again after a break. */
export class LivePlayerRecoverEvent extends LivePlayerEvent<{ readonly downMs: number }> {
  constructor(downMs: number) {
    super('live-player-recover', { downMs });
  }
}

/** Sound was switched off or on; `byPolicy` when the browser and not a person did it. */
export class LivePlayerMutedEvent extends LivePlayerEvent<{ readonly muted: boolean; readonly byPolicy: boolean }> {
  constructor(muted: boolean, byPolicy: boolean) {
    super('live-player-muted', { muted, byPolicy });
  }
}

/** The browser wants a tap before it lets sound out (`sound`) or plays at all (`play`); null when that is settled. */
export class LivePlayerBlockedEvent extends LivePlayerEvent<{ readonly kind: Blocked }> {
  constructor(kind: Blocked) {
    super('live-player-blocked', { kind });
  }
}

/** A source has failed. `final`: the player has given up and offers a retry; otherwise it goes on trying by itself. */
export class LivePlayerErrorEvent extends LivePlayerEvent<{ readonly error: PlayerError; readonly final: boolean }> {
  constructor(error: PlayerError, final: boolean) {
    super('live-player-error', { error, final });
  }
}

/** The stream has said that it is over. */
export class LivePlayerEndedEvent extends LivePlayerEvent<Record<string, never>> {
  constructor() {
    super('live-player-ended', {});
  }
}

declare global {
  interface HTMLElementEventMap {
    'live-player-state': LivePlayerStateEvent;
    'live-player-ready': LivePlayerReadyEvent;
    'live-player-latency': LivePlayerLatencyEvent;
    'live-player-stall': LivePlayerStallEvent;
    'live-player-recover': LivePlayerRecoverEvent;
    'live-player-muted': LivePlayerMutedEvent;
    'live-player-blocked': LivePlayerBlockedEvent;
    'live-player-error': LivePlayerErrorEvent;
    'live-player-ended': LivePlayerEndedEvent;
  }
}
