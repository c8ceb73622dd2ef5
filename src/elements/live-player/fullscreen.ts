/** The nearest element, across shadow roots, that matches; the player itself when none does or none is named. */
export function fullscreenTarget(player: HTMLElement, selector: string): HTMLElement {
  if (!selector || selector === 'self') return player;
  for (let element: Element | null = player; element; ) {
    const found: HTMLElement | null = element.closest<HTMLElement>(selector);
    if (found) return found;
    const root: Node = element.getRootNode();
    element = root instanceof ShadowRoot ? root.host : null;
  }
  return player;
}

/** The element shown full screen, looked up inside shadow roots as well. */
export function isFullscreen(target: HTMLElement): boolean {
  const root = target.getRootNode() as Document | ShadowRoot;
  return root.fullscreenElement === target;
}

/**
 * Full screen of an element together with what lies over the picture. Returns false where the browser offers that only for the bare video
 * (iPhone): the caller then fills the page instead, so that comments stay.
 */
export async function enterFullscreen(target: HTMLElement): Promise<boolean> {
  if (typeof target.requestFullscreen !== 'function') return false;
  try {
    await target.requestFullscreen({ navigationUI: 'hide' });
    return true;
  } catch {
    // Refused by a frame's policy or for want of a tap; filling the page needs no permission.
    return false;
  }
}
