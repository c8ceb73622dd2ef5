import { ChatError } from '../protocol/errors.js';
import type { Persistence } from '../protocol/frames.js';
import type { Limits } from '../protocol/limits.js';
import { TYPE, toContent, type Content, type Draft } from '../protocol/message.js';
import { graphemes, isBlank, utf8Bytes } from '../protocol/text.js';
import { checkTypeName, type TypeRegistry } from './message-types.js';

/** Only the server, or this page for itself, makes these. */
const NOT_SENT = new Set<string>([TYPE.recalled, TYPE.recall, TYPE.info, TYPE.members, TYPE.gap]);

export interface Outgoing {
  type: string;
  content: Content;
  persistence?: Persistence;
}

/**
 * A draft as it goes over the wire; its content is a copy, which the caller cannot change any more.
 * @throws {TypeError} a program's mistake: not a draft, or a type that cannot be sent.
 * @throws {ChatError} what a person may have typed: too-large, or bad-parameter where there is nothing to be seen.
 */
export function prepare(draft: Draft, types: TypeRegistry, limits: Readonly<Limits>): Outgoing {
  const { type, content } = toContent(draft);
  checkTypeName(type);
  if (NOT_SENT.has(type)) throw new TypeError(`${type} cannot be sent, only received.`);
  const known = types.get(type);
  const json = JSON.stringify(known?.encode ? known.encode(content) : content);
  const copy: unknown = json === undefined ? undefined : JSON.parse(json);
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) {
    throw new TypeError(`Content of ${type} must be an object, as JSON too.`);
  }
  if (type === TYPE.text) checkText((copy as Content)['content'], limits);
  if (utf8Bytes(json) > limits.contentBytes) throw tooLarge(`${limits.contentBytes} bytes`);
  return { type, content: copy as Content, persistence: known?.persistence };
}

function checkText(text: unknown, { textLength }: Readonly<Limits>): void {
  if (typeof text !== 'string') throw new TypeError(`A text must be a string; got ${String(text)}.`);
  if (isBlank(text)) throw new ChatError('bad-parameter', { message: 'the text is blank' });
  if (graphemes(text, textLength) > textLength) throw tooLarge(`${textLength} characters`);
}

const tooLarge = (most: string) => new ChatError('too-large', { message: `more than ${most}` });
