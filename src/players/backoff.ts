/** Waits between tries, ms. Jitter keeps a hall full of viewers from coming back in the same instant. */
export const RECONNECT_MS = [500, 1000, 2000, 4000, 8000] as const;
/** Looking for a show that has not begun: sooner at first, since people open the page just before it starts. */
export const OFFLINE_MS = [3000, 3000, 4000, 6000, 8000, 10_000] as const;
const JITTER = 0.2;

/** Wait before try number `attempt` (0 is the first); the last step repeats. */
export function waitBefore(attempt: number, steps: readonly number[], random: () => number = Math.random): number {
  const base = steps[Math.min(attempt, steps.length - 1)]!;
  return Math.round(base * (1 - JITTER + 2 * JITTER * random()));
}
