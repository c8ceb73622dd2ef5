import type { SessionEvent } from '../../players/session.js';
import { LiveErrorEvent } from '../events.js';
import {
  LivePlayerBlockedEvent, LivePlayerEndedEvent, LivePlayerErrorEvent, LivePlayerLatencyEvent, LivePlayerMutedEvent,
  LivePlayerReadyEvent, LivePlayerRecoverEvent, LivePlayerStallEvent, LivePlayerStateEvent,
} from './events.js';

/** What the page is told about something that happened to the picture. */
export function domEvents(event: SessionEvent): Event[] {
  switch (event.type) {
    case 'state':
      return [new LivePlayerStateEvent(event.state, event.previous), ...(event.state === 'ended' ? [new LivePlayerEndedEvent()] : [])];
    case 'ready':
      return [new LivePlayerReadyEvent(event.firstFrameMs)];
    case 'stall':
      return [new LivePlayerStallEvent()];
    case 'recover':
      return [new LivePlayerRecoverEvent(event.downMs)];
    case 'latency':
      return [new LivePlayerLatencyEvent(event.latency)];
    case 'blocked':
      return [...(event.kind === 'sound' ? [new LivePlayerMutedEvent(true, true)] : []), new LivePlayerBlockedEvent(event.kind)];
    case 'error': {
      const toPeople = event.final || event.error.code === 'no-engine';
      return [new LivePlayerErrorEvent(event.error, event.final), ...(toPeople ? [new LiveErrorEvent(event.error, 'live-player')] : [])];
    }
    case 'levels':
      return [];
  }
}
