import { ATTRIBUTE, ChatError, type ClientFrameOf, ERRORS, toWireUser, type WireAttribute } from '../protocol/index.js';
import { attributeNotice } from './moderation/attributes.js';
import type { Identity, Session } from './session.js';

/** Changes of attributes in a room, by whomever, in any second. @see RongCloud c4 */
const CHANGES_PER_SECOND = 100;

/** All attributes of a room. */
export function answerAttributes(session: Session, frame: ClientFrameOf<'ask'>): void {
  const attrs: Record<string, WireAttribute> = {};
  for (const { key, value } of session.share.moderation.rules.list('attribute', frame.room)) attrs[key] = [value.value, value.user, value.version];
  session.connection.send({ k: 'ok', id: frame.id, attrs });
}

/** Changes some; answers once the changes are kept. @throws {ChatError} muted, attribute-batch, rate-limited. The one reason why nothing was changed is its answer. */
export function setAttributes(session: Session, who: Identity, frame: ClientFrameOf<'attr'>): void {
  const { moderation, clock, rates, rooms } = session.share;
  const { room, set, force = false, auto = false, was, note } = frame;
  const keys = Object.keys(set);
  if (keys.length === 0) throw new ChatError('bad-parameter', { message: 'no keys' });
  if (keys.length > ATTRIBUTE.batch) throw new ChatError('attribute-batch', { message: `at most ${ATTRIBUTE.batch} keys` });
  // Attributes are seen by all: who may not write may not write here either.
  moderation.checkWrite(who.user, room);
  // No user can have such an id.
  const waitMs = rates.message(`\0attributes of ${room}`, CHANGES_PER_SECOND);
  if (waitMs > 0) throw new ChatError('rate-limited', { retryInMs: waitMs });
  moderation.attributes.change({ room, user: who.user.id, set, force, auto, ...(was ? { was } : {}), at: clock.now() }).then(
    ({ orders, failed }) => {
      const reasons = [...new Set(Object.values(failed))];
      const [reason] = reasons;
      if (orders.length === 0 && reason && reasons.length === 1) return session.fail(frame.id, new ChatError(reason));
      const codes = Object.fromEntries(Object.entries(failed).map(([key, name]) => [key, ERRORS[name].code]));
      session.connection.send({ k: 'ok', id: frame.id, ...(reasons.length ? { failed: codes } : {}) });
      if (note === undefined) return;
      const user = toWireUser(who.user);
      for (const order of orders) rooms.peek(room)?.add(attributeNotice(order, note, user), { hidden: false, exempt: true }, () => {});
    },
    (thrown: unknown) => session.fail(frame.id, ChatError.from(thrown, 'unavailable')),
  );
}
