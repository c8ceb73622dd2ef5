import { createHmac, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { GIFTS } from '../../src/elements/gift-bar/gifts.js';
import { isId } from '../../src/protocol/index.js';
import { AMOUNT_MAX } from '../../src/protocol/superchat.js';
import { BadRequest, ownerOf } from './sessions.js';

/** A receipt is used at once or not at all, s. */
const LIFE_SECONDS = 120;
const COUNT_MAX = 9999;

export interface Shop {
  readonly appKey: string;
  /** Signs sessions, and receipts by a key that is made from it. */
  readonly secret: string;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
}

/** What the chat server checks receipts with: one of its `receiptKeys`. Not the app's secret itself, so that a shop could run elsewhere. */
export function receiptKey(secret: string): string {
  return createHmac('sha256', secret).update('receipts of the demo shop').digest('base64url');
}

/**
 * Sells a gift, `{ session, room, gift, count }`, or words that stay, `{ session, room, amount }`: a real shop would take coins off an account here.
 * The price is the shop's, whatever the page says. @throws {BadRequest}
 */
export async function sell(body: unknown, { appKey, secret, now }: Shop): Promise<{ receipt: string }> {
  if (typeof body !== 'object' || body === null) throw new BadRequest('bad-body', 'Send a JSON object: { session, room, gift, count }.');
  const { session, room, gift, count, amount } = body as Record<string, unknown>;
  const buyer = ownerOf(session, secret);
  if (buyer === null) throw new BadRequest('session-unknown', 'Please sign in first.');
  if (typeof room !== 'string' || !isId(room)) throw new BadRequest('room-missing', 'Say which room it is for.');
  const bought = gift === undefined ? words(amount) : present(gift, count);
  const receipt = await new SignJWT({ ...bought, room })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(buyer)
    .setAudience(appKey)
    .setJti(randomUUID())
    .setExpirationTime(Math.floor(now() / 1000) + LIFE_SECONDS)
    .sign(new TextEncoder().encode(receiptKey(secret)));
  return { receipt };
}

function present(id: unknown, count: unknown) {
  const known = GIFTS.find((gift) => gift.id === id);
  if (!known) throw new BadRequest('gift-unknown', 'There is no such gift.');
  if (!isCount(count, COUNT_MAX)) throw new BadRequest('count-wrong', `Between 1 and ${COUNT_MAX} at a time.`);
  return { gift: known.id, price: known.price, count };
}

function words(amount: unknown) {
  if (!isCount(amount, AMOUNT_MAX)) throw new BadRequest('amount-wrong', 'An amount is a whole number of coins.');
  return { amount, currency: 'coin' };
}

function isCount(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;
}
