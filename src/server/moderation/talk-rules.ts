import { ChatError, type Content, type Sender, TYPE } from '../../protocol/index.js';
import type { Clock } from '../clock.js';

/** What talk in a room has to be like, beyond what holds everywhere. Staff may talk as they like, and what is paid for passes. */
export interface TalkRules {
  /** Nothing but emoji. */
  readonly emoteOnly: boolean;
  /** No addresses of pages. */
  readonly withoutLinks: boolean;
  /** What has an address of a page waits for a moderator. Left out: no. */
  readonly holdLinks?: boolean;
  /** Nobody says nearly the same again within, ms; 0: they may. */
  readonly repeatMs: number;
  /** One of these tags is needed, from the token or set by the app; none: everybody may. */
  readonly tags: readonly string[];
  /** An account is at least so old, ms; 0: any. */
  readonly accountMs: number;
}

/** What is known of a writer beyond name and role. */
export interface Standing {
  /** Claim `tags` of the token: follower, subscriber … */
  readonly tags: readonly string[];
  /** Claim `since` of the token: when the account was made, ms since 1970; 0 when it does not say. */
  readonly since: number;
}

/** Those that are paid for, and those that only staff can send. */
const FREE: ReadonlySet<string> = new Set([TYPE.gift, TYPE.superchat, TYPE.pin, TYPE.goal]);
/** Sent in place of words. */
const WORDLESS: ReadonlySet<string> = new Set([TYPE.image, TYPE.voice]);
/** Texts remembered of one person, and people of one room. */
const SAID_MAX = 10;
const PEOPLE_MAX = 10_000;
/** Top-level domains that stand in chat; others need `www.` or `://`. Each step over the text is taken once. */
const DOMAIN = /[\p{L}\p{N}]\.(?:com|net|org|info|biz|xyz|top|app|dev|shop|live|club|site|online|vip|cn|hk|tw|jp|kr|uk|de|fr|ru|io|tv|me|gg|cc|co|ly)(?![\p{L}\p{N}])/iu;
const ADDRESS = /:\/\/|\bwww\.[\p{L}\p{N}]/iu;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function isEmoji(text: string): boolean {
  for (const { segment } of segmenter.segment(text)) if (!/^\s+$/u.test(segment) && !EMOJI.test(segment)) return false;
  return true;
}

export function hasLink(text: string): boolean {
  const folded = text.normalize('NFKC');
  return ADDRESS.test(folded) || DOMAIN.test(folded);
}

/** What stays the same when somebody says nearly the same again: case, width, spaces, marks and runs of one character do not count. */
export function gist(text: string): string {
  const letters = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, '');
  return (letters || text.trim()).replace(/(.)\1+/gsu, '$1');
}

export const isStaff = ({ role }: Sender): boolean => role === 'host' || role === 'moderator';

/** Holds what people want to say against the rules of a room. */
export class Talk {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #said = new Map<string, Map<string, { gist: string; at: number }[]>>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Remembers what passes. @throws {ChatError} requirement, account-too-new, emote-only, word-blocked, repeated */
  check(rules: TalkRules, room: string, user: Sender, standing: Standing, type: string, content: Content): void {
    if (FREE.has(type) || isStaff(user)) return;
    const now = this.#clock.now();
    const { tags, accountMs, emoteOnly, withoutLinks, repeatMs } = rules;
    if (tags.length > 0 && !tags.some((tag) => standing.tags.includes(tag))) throw new ChatError('requirement', { message: tags.join(', ') });
    const waitMs = accountMs && standing.since + accountMs - now;
    if (accountMs > 0 && standing.since === 0) throw new ChatError('account-too-new', { message: 'the token says no since' });
    if (waitMs > 0) throw new ChatError('account-too-new', { retryInMs: waitMs });
    const text = content['content'];
    if (type !== TYPE.text || typeof text !== 'string') {
      if (emoteOnly && WORDLESS.has(type)) throw new ChatError('emote-only');
      return;
    }
    if (emoteOnly && !isEmoji(text)) throw new ChatError('emote-only');
    if (withoutLinks && hasLink(text)) throw new ChatError('word-blocked', { message: 'no links here' });
    if (repeatMs > 0) this.#checkRepeat(room, user.id, gist(text), now, repeatMs);
  }

  forget(room: string): void {
    this.#said.delete(room);
  }

  #checkRepeat(room: string, user: string, said: string, now: number, repeatMs: number): void {
    const people = this.#said.get(room) ?? new Map<string, { gist: string; at: number }[]>();
    this.#said.set(room, people);
    const latest = (people.get(user) ?? []).filter(({ at }) => at <= now && at + repeatMs > now);
    const before = latest.find((one) => one.gist === said);
    if (before) throw new ChatError('repeated', { retryInMs: before.at + repeatMs - now });
    // Again at the end: the first of the map is who has been quiet the longest.
    people.delete(user);
    people.set(user, [...latest.slice(1 - SAID_MAX), { gist: said, at: now }]);
    if (people.size > PEOPLE_MAX) people.delete(people.keys().next().value!);
  }
}
