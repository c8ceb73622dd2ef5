import { installBuiltIns } from './built-in.js';
import { RendererRegistry } from './registry.js';

/** Displays of the kit itself, under all others: what joins late here replaces nothing that a page has registered. */
export const builtIns = new RendererRegistry();
installBuiltIns(builtIns);

/** The page's registry: what is registered here shows in every room that has no registry of its own. */
export const registry = createRegistry();

/** A registry of its own for one room, with the built-in displays. */
export function createRegistry(base?: RendererRegistry): RendererRegistry {
  return new RendererRegistry(base ?? builtIns);
}
