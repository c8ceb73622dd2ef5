export type Shortcut = 'play' | 'mute' | 'fullscreen' | 'live';

const KEYS: Readonly<Record<string, Shortcut>> = { ' ': 'play', k: 'play', m: 'mute', f: 'fullscreen', l: 'live' };

/** What a key means to the player; nothing while a person types, operates a control, or speaks to the browser. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const target = event.composedPath()[0] as HTMLElement;
  if (target.isContentEditable || target.closest?.('input:not([type=range]), textarea, select')) return null;
  // The space bar belongs to the button that has the focus.
  if (event.key === ' ' && target.closest?.('button, a, [role^=menuitem]')) return null;
  return KEYS[event.key.toLowerCase()] ?? null;
}
