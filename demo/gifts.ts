import { GIFTS, type Effect, type Gift } from '../src/index.js';

/** Drawn by effects/make-effects.ts. Several encodings where no one plays everywhere, the best first. */
const EFFECTS: Readonly<Record<string, readonly Effect[]>> = {
  rocket: [
    { kind: 'video', src: '/effects/rocket.webm', poster: '/effects/rocket-poster.webp' },
    { kind: 'side-by-side', src: '/effects/rocket-side.mp4', poster: '/effects/rocket-poster.webp' },
  ],
  castle: [{ kind: 'sprite', src: '/effects/castle.json', poster: '/effects/castle-poster.webp' }],
};

/** The kit's gifts; the two dearest fill the screen. */
export const gifts: readonly Gift[] = GIFTS.map((gift) => (EFFECTS[gift.id] ? { ...gift, effect: EFFECTS[gift.id] } : gift));
