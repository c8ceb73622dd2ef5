export * from './registry.js';
export * from './page-registry.js';
export { money } from './money.js';
export { installShow, tierOf, TIER_COLORS } from './show.js';
