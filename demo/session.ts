import type { Buy } from '../src/elements/shared/buy.js';
import { lang } from './words.js';

/** What the demo's app server tells of a room. */
export interface DemoRoom {
  readonly id: string;
  readonly kind: 'tv' | 'host';
  readonly title: string;
  readonly src: string;
  readonly host: { readonly id: string; readonly name: string; readonly avatar?: string };
  readonly viewers: number;
}

export interface Login {
  readonly name: string;
  readonly avatar?: string;
  readonly role?: string;
}

type InTwoLanguages = string | Record<string, string>;

function inLanguage(text: InTwoLanguages): string {
  return typeof text === 'string' ? text : (text[lang()] ?? text['en'] ?? '');
}

export async function fetchRooms(): Promise<DemoRoom[]> {
  const answer = await fetch('/api/rooms');
  if (!answer.ok) throw new Error(`rooms: HTTP ${answer.status}`);
  const { rooms } = (await answer.json()) as { rooms: (DemoRoom & { title: InTwoLanguages; host: { name: InTwoLanguages } })[] };
  return rooms.map((room) => ({ ...room, title: inLanguage(room.title), host: { ...room.host, name: inLanguage(room.host.name) } }));
}

/**
 * A function that fetches tokens for one person: the first call signs in, later ones renew the same session.
 * The session is kept for this tab only, so a reload stays the same person and another tab is another.
 */
export function signIn(login: Login): () => Promise<string> {
  const key = keyOf(login);
  return async () => {
    const session = sessionStorage.getItem(key) ?? undefined;
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...login, session }),
    });
    const body = (await answer.json()) as { token?: string; session?: string; message?: string };
    if (!answer.ok || !body.token) throw new Error(body.message ?? `HTTP ${answer.status}`);
    if (body.session) sessionStorage.setItem(key, body.session);
    return body.token;
  };
}

/** Buys gifts and words that stay for one person at the demo's shop, where everything is free; a real one would take money here. */
export function buyer(login: Login): Buy {
  return async ({ gift, count, amount }, room) => {
    const session = sessionStorage.getItem(keyOf(login));
    const answer = await fetch('/api/receipt', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, room, gift, count, amount }),
    });
    const body = (await answer.json()) as { receipt?: string; message?: string };
    if (!answer.ok || !body.receipt) throw new Error(body.message ?? `HTTP ${answer.status}`);
    return body.receipt;
  };
}

function keyOf({ name, role }: Login): string {
  return `session ${JSON.stringify([name, role ?? ''])}`;
}
