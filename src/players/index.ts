/** Players behind one contract. Planned places for more engines: `mpegts-engine.ts` (FLV, TS), `whep-engine.ts` (WebRTC). */
export type { Capabilities, EngineContext, EngineController, EngineReport, Level, LiveSource, PlayerEngine, Protocol } from './contract.js';
export { PLAYER_ERRORS, PlayerError, type PlayerErrorCode } from './errors.js';
export { protocolOf } from './protocol.js';
export { registerPlayerEngine } from './registry.js';
export { PLAYER_STATES, type PlayerState } from './state.js';
