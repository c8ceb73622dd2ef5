import { TYPE_LENGTH } from '../protocol/limits.js';
import type { Content } from '../protocol/message.js';
import type { MessageType, MessageTypes } from './contract.js';

/** 1…32 of what is safe in ids, file names and selectors. */
const NAME = new RegExp(`^[\\w:.-]{1,${TYPE_LENGTH}}$`);

/** @throws {TypeError} */
export function checkTypeName(name: unknown): asserts name is string {
  if (typeof name === 'string' && NAME.test(name)) return;
  throw new TypeError(`A message type is 1 to ${TYPE_LENGTH} letters, digits or : . _ -; got ${JSON.stringify(name)}.`);
}

/** The app's own message types. */
export class TypeRegistry implements MessageTypes {
  readonly #types = new Map<string, MessageType>();

  register<T>(type: MessageType<T>): () => void {
    const name: unknown = type?.name;
    checkTypeName(name);
    if (name.startsWith('RC:')) throw new TypeError(`${name}: names that start with RC: are reserved.`);
    if (this.#types.has(name)) throw new TypeError(`${name} is registered already.`);
    const { persistence } = type;
    if (persistence !== undefined && ![0, 1, 3, 16].includes(persistence)) {
      throw new TypeError(`${name}: persistence must be 0, 1, 3 or 16; got ${String(persistence)}.`);
    }
    const entry = { ...type } as MessageType;
    this.#types.set(name, entry);
    return () => {
      if (this.#types.get(name) === entry) this.#types.delete(name);
    };
  }

  get(name: string): MessageType | undefined {
    return this.#types.get(name);
  }

  /** Content in the app's shape; as it came when the type is unknown or its `decode` throws. */
  decode(name: string, content: Content): Content {
    const decode = this.#types.get(name)?.decode;
    if (!decode) return content;
    try {
      const decoded: unknown = decode(content);
      return typeof decoded === 'object' && decoded !== null ? (decoded as Content) : content;
    } catch {
      // Promised: kept raw. Displays show it as a message they do not know.
      return content;
    }
  }
}
