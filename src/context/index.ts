import { createContext } from '@lit/context';
import type { ChatClient, ChatRoom } from '../client/contract.js';
import type { RendererRegistry } from '../renderers/registry.js';

/**
 * Who is around an element: stable handles only. What changes (messages, members, states) is read from the handles.
 * Symbols by name, so that two copies of the kit on one page understand each other.
 */
export const clientContext = createContext<ChatClient | undefined>(Symbol.for('live-chatroom.client'));
export const roomContext = createContext<ChatRoom | undefined>(Symbol.for('live-chatroom.room'));
export const registryContext = createContext<RendererRegistry | undefined>(Symbol.for('live-chatroom.registry'));
