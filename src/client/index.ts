/** The SDK: everything a page or program needs to be in a room. No DOM, no Node; runs in both. */
export * from './contract.js';
export { defaultEnvironment, type Environment, type Sign, type SocketConstructor, type SocketLike } from './environment.js';
export { SocketClient, type SocketClientOptions } from './socket-client.js';
export type { TokenProvider, TokenReason } from './token-source.js';
