/** Full-screen effects: what one is, who plays it, and what it may cost. */
export { budgetFaults, decodedBytes, EFFECT_BUDGET, type EffectBudget } from './budget.js';
export {
  EffectError,
  type Art,
  type ArtFacts,
  type Effect,
  type EffectEngine,
  type EffectFault,
  type EffectKind,
  type EffectPlace,
} from './contract.js';
export { lottieEngine, type LottieAnimation, type LottiePlayer } from './engines/lottie-engine.js';
export type { SpriteSheet } from './inspect/sprite.js';
export { playEffect, type PlayOptions } from './play-effect.js';
export { registerEffectEngine } from './registry.js';
