/** Formats that are taken: what browsers play and what cannot carry a script. */
export const MEDIA_KINDS = {
  jpg: { type: 'image/jpeg', kind: 'image' },
  png: { type: 'image/png', kind: 'image' },
  webp: { type: 'image/webp', kind: 'image' },
  gif: { type: 'image/gif', kind: 'image' },
  avif: { type: 'image/avif', kind: 'image' },
  webm: { type: 'audio/webm', kind: 'audio' },
  m4a: { type: 'audio/mp4', kind: 'audio' },
  ogg: { type: 'audio/ogg', kind: 'audio' },
} as const;

/** The format, as the end of a stored file's name. */
export type MediaEnding = keyof typeof MEDIA_KINDS;

/** 132 random bits and the format: nobody guesses it, and nothing else is ever looked up on a disk. */
const ID = /^[A-Za-z0-9_-]{22}\.([a-z0-9]{3,4})$/;

/** The format of a file by its name; null for whatever cannot be one of ours. */
export function endingOf(id: string): MediaEnding | null {
  const ending = ID.exec(id)?.[1];
  return ending !== undefined && Object.hasOwn(MEDIA_KINDS, ending) ? (ending as MediaEnding) : null;
}
