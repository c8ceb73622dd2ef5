import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AVATAR_LENGTH, graphemes, isBlank } from '../../src/protocol/index.js';
import type { TokenUser } from '../../src/server/index.js';

/** Nicknames are shorter than what the chat allows: they have to fit a phone's row. */
export const NICKNAME_LENGTH = 24;
/** In a real app the app server knows who hosts. Here everyone may try. */
const ROLES = ['member', 'moderator', 'host'] as const;

/** What is wrong with a request, in a word for programs and a sentence for people. */
export class BadRequest extends Error {
  constructor(
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Visitor {
  readonly user: TokenUser;
  /** Handed back at the next sign-in, it makes the same person of them. */
  readonly session: string;
}

/** Turns what the sign-in form sent into a user: a new one, or the one its session is of. @throws {BadRequest} */
export function toVisitor(body: unknown, secret: string): Visitor {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadRequest('bad-body', 'Send a JSON object: { name, avatar?, role?, session? }.');
  }
  const { name, avatar, role, session } = body as Record<string, unknown>;
  const id = ownerOf(session, secret) ?? randomBytes(9).toString('base64url');
  const user: TokenUser = {
    id,
    name: checkName(name),
    ...(avatar === undefined || avatar === '' ? {} : { avatar: checkAvatar(avatar) }),
    ...(role === undefined || role === '' ? {} : { role: checkRole(role) }),
  };
  return { user, session: `${id}.${sign(id, secret)}` };
}

function checkName(name: unknown): string {
  if (typeof name !== 'string' || isBlank(name)) throw new BadRequest('name-missing', 'Please choose a nickname.');
  const trimmed = name.trim();
  if (/\p{Cc}/u.test(trimmed)) throw new BadRequest('name-unreadable', 'A nickname is one line of visible characters.');
  if (graphemes(trimmed, NICKNAME_LENGTH) > NICKNAME_LENGTH) {
    throw new BadRequest('name-too-long', `A nickname has at most ${NICKNAME_LENGTH} characters.`);
  }
  return trimmed;
}

function checkAvatar(avatar: unknown): string {
  const fits = typeof avatar === 'string' && avatar.length <= AVATAR_LENGTH && /^(https?:\/)?\/[^\s"'<>\\]+$/i.test(avatar);
  if (!fits) throw new BadRequest('avatar-wrong', 'A portrait is a path on this site or a web address.');
  return avatar;
}

function checkRole(role: unknown): (typeof ROLES)[number] {
  const known = ROLES.find((each) => each === role);
  if (!known) throw new BadRequest('role-wrong', `A role is one of ${ROLES.join(', ')}.`);
  return known;
}

/** The user a session belongs to; null when it is none of ours, which then starts a new one. */
export function ownerOf(session: unknown, secret: string): string | null {
  if (typeof session !== 'string') return null;
  const [id = '', signature = ''] = session.split('.');
  const expected = Buffer.from(sign(id, secret));
  const given = Buffer.from(signature);
  return id !== '' && given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

function sign(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`demo session of ${id}`).digest('base64url').slice(0, 32);
}
