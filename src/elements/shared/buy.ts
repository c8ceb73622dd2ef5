import type { Content } from '../../protocol/message.js';

/**
 * Pays for a gift or a super chat at the app's shop, before it is sent. Resolves with the shop's receipt, which the chat server checks
 * where it was given the shop's key; rejects when nothing was bought: then nothing is sent.
 */
export type Buy = (content: Readonly<Content>, room: string) => Promise<string>;
