import type { ChatRoom, Notice } from '../client/contract.js';
import type { Content, Message } from '../protocol/message.js';
import { NOTE_KINDS, type NoteKind } from '../protocol/note-kinds.js';
import type { RenderContext, RendererRegistry } from './registry.js';

/** Here only: what was decided about the room or somebody in it. */
export const NOTICE = 'live:notice';
/** The day is said, too, from so long ahead, ms. */
const DAY_MS = 86_400_000;

/** What is known when it comes, so that it reads the same for as long as it stands there. */
export interface NoticeContent extends Content {
  readonly what: NoteKind;
  /** Whom it concerns, the viewer left out, as far as we have heard of them. */
  readonly names: readonly string[];
  /** … all of them, the viewer included. */
  readonly count: number;
  readonly you: boolean;
  /** When it ends, ms since 1970. */
  readonly until?: number;
  /** Slow mode: from one message to the next, ms; 0 where it does not concern the viewer. */
  readonly everyMs: number;
}

/** A notice as a line of its room; null for a kind of a newer server. */
export function toNoticeMessage(notice: Notice, room: ChatRoom): Pick<Message<NoticeContent>, 'id' | 'type' | 'content' | 'sender' | 'sentAt'> | null {
  const { what, users, until, at } = notice;
  if (!NOTE_KINDS.includes(what)) return null;
  const self = room.client.user?.id;
  const known = new Map([...room.messages.map(({ sender }) => sender), ...room.members.list].map(({ id, name }) => [id, name]));
  const names = users.flatMap((id) => (id === self ? [] : (known.get(id) ?? [])));
  const you = self !== undefined && users.includes(self);
  return {
    // The same for every list of the page.
    id: [NOTICE, at, what, ...users].join(':'),
    type: NOTICE,
    content: { what, names, count: users.length, you, everyMs: room.permissions.slow, ...(until === undefined ? {} : { until }) },
    sender: { id: 'system', name: '', role: 'system' },
    sentAt: at,
  };
}

/** Displays of notices. */
export function installNotices(registry: RendererRegistry): void {
  for (const surface of ['row', 'spoken', 'digest'] as const) registry.register(surface, NOTICE, noticeWords);
}

function noticeWords(message: Message, context: RenderContext): string {
  const { t, lang } = context;
  const { what, until, everyMs } = message.content as NoticeContent;
  if (what === 'slowed' && everyMs > 0) return t('notice.slowed-every', { time: length(everyMs, lang) });
  const words = t(`notice.${what}`, { who: who(message.content as NoticeContent, t) });
  return until === undefined ? words : t('notice.until', { words, time: moment(until, message.sentAt, lang) });
}

function who({ names, count, you }: NoticeContent, t: RenderContext['t']): string {
  const first = you ? t('notice.you') : names[0];
  if (first === undefined) return t('notice.viewers', { n: count });
  return count > 1 ? t('notice.and-others', { a: first, n: count - 1, total: count }) : first;
}

/** "30 seconds", "2 hours": the largest unit in which it is a whole number. */
function length(ms: number, lang: string): string {
  const [unit, size] = ([['hour', 3_600_000], ['minute', 60_000]] as const).find(([, size]) => ms % size === 0) ?? ['second', 1000];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(ms / size);
}

function moment(at: number, now: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, at - now < DAY_MS ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
