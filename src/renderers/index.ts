import { installBuiltIns } from './built-in.js';
import { RendererRegistry } from './registry.js';

export * from './registry.js';
export { money } from './money.js';
export { tierOf, TIER_COLORS } from './show.js';

/** The page's registry: what is registered here shows in every room that has no registry of its own. */
export const registry = createRegistry();

/** A registry of its own for one room, with the built-in displays. */
export function createRegistry(base?: RendererRegistry): RendererRegistry {
  const created = new RendererRegistry(base);
  if (!base) installBuiltIns(created);
  return created;
}
