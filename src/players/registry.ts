import type { Capabilities, LiveSource, PlayerEngine } from './contract.js';
import { nativeEngine } from './native-engine.js';
import { videojsEngine } from './videojs-engine.js';

/** In order of preference where two are equally sure. Both arrive with the player; their libraries arrive at first need. */
const engines: PlayerEngine[] = [videojsEngine, nativeEngine];

/**
 * Adds a player for every `<live-player>` on the page; returns the undo.
 * It comes first, or right before the engine named by `before`, and wins over those after it that are no surer than it is.
 */
export function registerPlayerEngine(engine: PlayerEngine, { before }: { before?: string } = {}): () => void {
  const at = before === undefined ? 0 : engines.findIndex(({ name }) => name === before);
  if (at < 0) throw new TypeError(`no player engine is called "${before}"; there are: ${engines.map(({ name }) => name).join(', ')}`);
  engines.splice(at, 0, engine);
  return () => {
    const index = engines.indexOf(engine);
    if (index >= 0) engines.splice(index, 1);
  };
}

/** The engine that is surest to play a source; `only` restricts the choice to one name. */
export function chooseEngine(source: LiveSource, capabilities: Capabilities, only = ''): PlayerEngine | null {
  const sure = { '': 0, maybe: 1, probably: 2 };
  let best: PlayerEngine | null = null;
  let score = 0;
  for (const engine of engines) {
    if (only && engine.name !== only) continue;
    const found = sure[engine.canPlay(source, capabilities)];
    if (found > score) [best, score] = [engine, found];
  }
  return best;
}

let asked: Capabilities | undefined;

/** What this browser can do. */
export function capabilities(): Capabilities {
  if (!asked) {
    const probe = document.createElement('video');
    asked = {
      mediaSource: 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis,
      canPlayType: (type) => probe.canPlayType(type),
    };
  }
  return asked;
}
