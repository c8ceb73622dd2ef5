/** A press longer than this, ms, is a hold … */
export const HOLD_MS = 350;
/** … and counts again at this pace, ms: about what a fast thumb does. */
export const REPEAT_MS = 110;
