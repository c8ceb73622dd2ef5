import type { ConnectionState } from './contract.js';

/**
 * The life of a connection.
 *
 *     idle ─connect→ asking ─token→ opening ─open→ greeting ─hi→ online
 *                      ↑ retry, connect                           │ lost (from any of the four)
 *                      └────────────── waiting ←──────────────────┘
 *
 * asking: for a token · opening: the socket · greeting: token shown, no answer yet · waiting: for the next attempt ·
 * stopped: refused for good, only a new `connect` goes on.
 */
export type Phase = 'idle' | 'asking' | 'opening' | 'greeting' | 'online' | 'waiting' | 'stopped';

/** `renew`: the token was refused and another one can be asked for. `refuse`: for good. */
export type Trigger = 'connect' | 'token' | 'open' | 'hi' | 'lost' | 'retry' | 'renew' | 'refuse' | 'disconnect';

const whileUp = { lost: 'waiting', renew: 'asking', refuse: 'stopped', disconnect: 'idle' } as const;

/** What is not listed changes nothing. */
export const TRANSITIONS: Readonly<Record<Phase, Readonly<Partial<Record<Trigger, Phase>>>>> = {
  idle: { connect: 'asking' },
  asking: { token: 'opening', lost: 'waiting', refuse: 'stopped', disconnect: 'idle' },
  opening: { open: 'greeting', lost: 'waiting', disconnect: 'idle' },
  greeting: { hi: 'online', ...whileUp },
  online: whileUp,
  waiting: { retry: 'asking', connect: 'asking', disconnect: 'idle' },
  stopped: { connect: 'asking', disconnect: 'idle' },
};

/** What of it is shown. */
export const STATE: Readonly<Record<Phase, ConnectionState>> = {
  idle: 'disconnected',
  asking: 'connecting',
  opening: 'connecting',
  greeting: 'connecting',
  online: 'connected',
  waiting: 'connecting',
  stopped: 'disconnected',
};
