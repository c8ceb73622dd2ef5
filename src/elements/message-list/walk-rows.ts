type Step = 'previous' | 'next';

/** The row that the arrow keys go to from `focused`, or from outside to the newest; null at an end. Hidden rows are passed over. */
function stepFrom(block: Element, focused: Element | null, step: Step): HTMLElement | null {
  const go = (row: Element) => (step === 'next' ? row.nextElementSibling : row.previousElementSibling) as HTMLElement | null;
  let row = focused ? go(focused) : step === 'previous' ? (block.lastElementChild as HTMLElement | null) : null;
  while (row?.hidden) row = go(row);
  return row;
}

/** Moves the focus among rows with the arrow keys. Returns whether the key was for it. */
export function walkRows(event: KeyboardEvent, block: Element, focused: Element | null): boolean {
  const step = ({ ArrowUp: 'previous', ArrowDown: 'next' } as const)[event.key];
  // From outside, only "up" enters: "down" scrolls, as everywhere.
  if (!step || (!focused && step === 'next')) return false;
  event.preventDefault();
  const row = stepFrom(block, focused, step);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
  return true;
}
