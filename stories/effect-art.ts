import type { Effect } from '../src/effects/index.js';
import type { Gift } from '../src/elements/events.js';
import { GIFTS } from '../src/elements/gift-bar/gifts.js';

/** The demo's art, as files of this book. */
const file = (url: URL) => url.href;
const rocketVideo = file(new URL('../demo/public/effects/rocket.webm', import.meta.url));
const rocketSide = file(new URL('../demo/public/effects/rocket-side.mp4', import.meta.url));
const rocketPoster = file(new URL('../demo/public/effects/rocket-poster.webp', import.meta.url));
const castleSheet = file(new URL('../demo/public/effects/castle-sheet.webp', import.meta.url));
const castlePoster = file(new URL('../demo/public/effects/castle-poster.webp', import.meta.url));

/** Built here, because the book gives files other names, which the description would not know. */
const sheet = { image: castleSheet, width: 280, height: 280, frames: 36, columns: 6, fps: 12 };

export const ROCKET: readonly Effect[] = [
  { kind: 'video', src: rocketVideo, poster: rocketPoster },
  { kind: 'side-by-side', src: rocketSide, poster: rocketPoster },
];
export const ROCKET_SIDE: Effect = ROCKET[1]!;
export const CASTLE: Effect = { kind: 'sprite', src: `data:application/json,${encodeURIComponent(JSON.stringify(sheet))}`, poster: castlePoster };

/** The kit's gifts, the two dearest with effects. */
export const GIFTS_WITH_EFFECTS: readonly Gift[] = GIFTS.map((gift) =>
  gift.id === 'rocket' ? { ...gift, effect: ROCKET } : gift.id === 'castle' ? { ...gift, effect: CASTLE } : gift,
);
