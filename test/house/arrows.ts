/**
 * Which way imports may point: for each area of `src`, what its files may import and how strongly.
 * Whatever is not listed is forbidden, as is a file of `src` that belongs to no area.
 *
 * A rule covers the path it names and everything below; the longest one that fits decides. An area may always import
 * from itself, but see `separate`.
 */

/** How strongly a file is tied to what it imports: not at run time, only at first need, or at once. */
export type Strength = 'type' | 'lazy' | 'value';

export interface Area {
  /** Paths below `src`, without file ending. */
  imports: Record<string, Strength>;
  /** Bare specifiers: a package name or `node:`. */
  packages: Record<string, Strength>;
  /** Its folders may not import one another, except from these paths. */
  separate?: string[];
}

export const areas: Record<string, Area> = {
  protocol: { imports: {}, packages: {} },
  labels: { imports: {}, packages: {} },
  client: { imports: { protocol: 'value' }, packages: {} },
  adapters: {
    imports: { protocol: 'value', client: 'value' },
    // A vendor's SDK is handed in by the page: only its types may be named.
    packages: { '@rongcloud/imlib-next': 'type' },
    separate: [],
  },
  renderers: { imports: { protocol: 'value', client: 'type' }, packages: { lit: 'value' } },
  context: { imports: { client: 'type', renderers: 'value' }, packages: { '@lit/context': 'value' } },
  // An engine weighs more than all the rest together, so it arrives when somebody watches.
  players: { imports: {}, packages: { 'video.js': 'lazy', 'hls.js': 'lazy', 'mpegts.js': 'lazy' } },
  // A page that wants Lottie brings its player along.
  effects: { imports: {}, packages: {} },
  elements: {
    imports: {
      protocol: 'value',
      // The contract is all an element knows of a client; a concrete one is loaded only by a tag that connects by itself.
      client: 'lazy',
      'client/contract': 'value',
      context: 'value',
      renderers: 'value',
      labels: 'value',
      players: 'value',
      effects: 'value',
    },
    packages: { lit: 'value', '@lit/context': 'value', 'emoji-picker-element': 'lazy' },
    separate: ['elements/shared', 'elements/events'],
  },
  define: { imports: { elements: 'value', context: 'value' }, packages: { '@lit/context': 'value' } },
  // Who runs one server needs no Redis, and its client is loaded by one file when its address is given.
  server: { imports: { protocol: 'value' }, packages: { 'node:': 'value', ws: 'value', libsql: 'value', jose: 'value', ioredis: 'lazy' } },
  sdk: { imports: { protocol: 'value', client: 'value' }, packages: {} },
  'http-transport': { imports: { client: 'value' }, packages: {} },
  index: {
    imports: {
      protocol: 'value',
      client: 'value',
      'adapters/local': 'value',
      context: 'value',
      renderers: 'value',
      labels: 'value',
      players: 'value',
      effects: 'value',
      elements: 'value',
    },
    packages: { lit: 'value' },
  },
};
