/**
 * The same faults in two sizes: small enough for every `npm test`, and large (`npm run test:faults`), where the figures of the docs come from.
 */
export const large = process.env['LIVE_CHATROOM_FAULTS'] === 'large';

export function size(small: number, big: number): number {
  return large ? big : small;
}
