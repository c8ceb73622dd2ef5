/** The wire contract: what goes between client and server, and the bounds on it. No DOM, no Node, no imports. */
export * from './attributes.js';
export * from './client-frames.js';
export * from './codec.js';
export * from './errors.js';
export * from './frames.js';
export * from './gift-name.js';
export * from './limits.js';
export * from './media.js';
export * from './message.js';
export * from './note-kinds.js';
export * from './superchat.js';
export * from './text.js';
