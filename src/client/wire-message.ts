import type { WireMessage } from '../protocol/frames.js';
import { toSender, type Content, type Message, type Origin, type Sender, type WireUser } from '../protocol/message.js';
import type { TypeRegistry } from './message-types.js';

/** Who speaks when a message names nobody. */
export const SYSTEM: Sender = Object.freeze({ id: 'system', name: '', role: 'system' });

/** A message as readers see it. Trusts the server's fields only as far as displays need: content and sender are objects. */
export function fromWire(wire: WireMessage, room: string, origin: Origin, offset: number | undefined, types: TypeRegistry): Message {
  const raw: Content = isObject(wire.c) ? wire.c : {};
  return {
    id: String(wire.i),
    room,
    type: String(wire.t),
    content: types.decode(String(wire.t), raw),
    sender: isUser(raw.user) ? toSender(raw.user) : SYSTEM,
    sentAt: Number(wire.ts) || 0,
    ...(offset === undefined ? {} : { offset }),
    state: 'sent',
    origin,
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isUser = (value: unknown): value is WireUser =>
  isObject(value) && typeof (value as WireUser).id === 'string' && typeof (value as WireUser).name === 'string';
