import { ChatError } from '../protocol/errors.js';
import type { Persistence } from '../protocol/frames.js';
import { TYPE_LENGTH, type Limits } from '../protocol/limits.js';
import { TYPE, toContent, type Content, type Draft } from '../protocol/message.js';
import { graphemes, isBlank, utf8Bytes } from '../protocol/text.js';
import { isTypeName, type TypeRegistry } from './message-types.js';

/** Only the server, or this page for itself, makes these. */
const NOT_SENT = new Set<string>([TYPE.recalled, TYPE.recall, TYPE.info, TYPE.members, TYPE.gap]);

export interface Outgoing {
  type: string;
  content: Content;
  persistence?: Persistence;
}

/**
 * A draft as it goes over the wire; its content is a copy, which the caller cannot change any more.
 * @throws {TypeError} nothing to send, not a draft, or a type that cannot be sent.
 * @throws {ChatError} too-large.
 */
export function prepare(draft: Draft, types: TypeRegistry, limits: Readonly<Limits>): Outgoing {
  const { type, content } = toContent(draft);
  if (!isTypeName(type)) {
    throw new TypeError(`A message type is 1 to ${TYPE_LENGTH} letters, digits or : . _ -; got ${JSON.stringify(type)}.`);
  }
  if (NOT_SENT.has(type)) throw new TypeError(`${type} cannot be sent, only received.`);
  const known = types.get(type);
  const json = JSON.stringify(known?.encode ? known.encode(content) : content);
  const copy: unknown = json === undefined ? undefined : JSON.parse(json);
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) {
    throw new TypeError(`Content of ${type} must become a JSON object.`);
  }
  if (type === TYPE.text) checkText((copy as Content)['content'], limits);
  const bytes = utf8Bytes(json);
  if (bytes > limits.contentBytes) {
    throw new ChatError('too-large', { message: `content has ${bytes} bytes, at most ${limits.contentBytes} are allowed` });
  }
  return { type, content: copy as Content, persistence: known?.persistence };
}

function checkText(text: unknown, { textLength }: Readonly<Limits>): void {
  if (typeof text !== 'string') throw new TypeError(`A text message needs a string; got ${typeof text}.`);
  if (isBlank(text)) throw new TypeError('Nothing to send: the text is blank.');
  if (graphemes(text, textLength) > textLength) {
    throw new ChatError('too-large', { message: `text has more than ${textLength} characters` });
  }
}
