import { ChatError, type ClientFrame, type ClientFrameOf, type Content, WORDS_MASKED } from '../protocol/index.js';
import { admit } from './admission.js';
import { answerAttributes, setAttributes } from './attribute-requests.js';
import { reason } from './log.js';
import { missedVerdicts } from './moderation/verdicts.js';
import { historyJson, type Room, type Settle } from './room.js';
import type { Identity, Session } from './session.js';

type Request = Exclude<ClientFrame, { k: 'auth' }>;

/** Does what a signed-in client asks for. @throws {ChatError} what stands against it; the session says so. */
export function answer(session: Session, who: Identity, frame: Request): void {
  switch (frame.k) {
    case 'join':
      return join(session, who, frame);
    case 'msg':
      return message(session, who, frame);
    case 'like': {
      const room = roomOf(session, frame.room);
      if (session.share.moderation.stopped(frame.room)) return;
      const passed = session.share.rates.likes(who.user.id, frame.n, session.share.settings.likesPerSecond);
      if (passed > 0) room.like(passed);
      return;
    }
    case 'ask':
      return ask(session, frame);
    case 'attr':
      roomOf(session, frame.room);
      return setAttributes(session, who, frame);
    case 'recall': {
      const mayRecall = (senderId: string | undefined) =>
        senderId === who.user.id || who.user.role === 'host' || who.user.role === 'moderator';
      return roomOf(session, frame.room).recall(frame.mid, who.user, mayRecall, settled(session, frame.id, () => {
        session.connection.send({ k: 'ok', id: frame.id });
      }));
    }
    case 'leave': {
      const subscription = session.subscriptions.get(frame.room);
      if (subscription) {
        session.subscriptions.delete(frame.room);
        session.share.rooms.peek(frame.room)?.exit(subscription, who.user.id, 'left');
      }
      // To leave a room one is not in is no mistake: a client that lost count gets what it wanted.
      return session.connection.send({ k: 'ok', id: frame.id });
    }
    case 'ping':
      return session.connection.send({ k: 'pong', id: frame.id });
  }
}

function join(session: Session, who: Identity, frame: ClientFrameOf<'join'>): void {
  const { subscriptions } = session;
  const { rooms, settings, moderation } = session.share;
  const known = subscriptions.get(frame.room);
  if (!known && subscriptions.size >= settings.limits.roomsPerConnection) {
    throw new ChatError('bad-parameter', { message: `at most ${settings.limits.roomsPerConnection} rooms on one connection` });
  }
  moderation.checkJoin(who.user.id, frame.room);
  // A room may be known that nobody has been in yet.
  const opened = rooms.load(frame.room, frame.create || moderation.rules.has('room', frame.room));
  if (opened instanceof Promise) {
    const late = (room: Room | null) => {
      // They may have been blocked meanwhile.
      moderation.checkJoin(who.user.id, frame.room);
      enter(session, frame, room);
    };
    opened.then(late).catch((thrown: unknown) => session.fail(frame.id, ChatError.from(thrown, 'unavailable')));
  } else enter(session, frame, opened);
}

function enter(session: Session, frame: ClientFrameOf<'join'>, room: Room | null): void {
  const { subscriptions, connection, identity: who, share } = session;
  if (!room) throw new ChatError('room-not-found');
  // The connection may have gone while the room was looked for.
  if (!who || !connection.open) return;
  const known = subscriptions.get(frame.room);
  share.lifetimes.opened(frame.room);
  const position = frame.ep === undefined || frame.off === undefined ? null : { epoch: frame.ep, offset: frame.off };
  const { recovery, entries } = room.catchUp(position, frame.want);
  // Joining again is how a client mends a gap: it gets what it missed, and nobody hears of it.
  const entered = known ? null : room.enter(connection, who.user, recovery === 'full');
  if (entered) subscriptions.set(frame.room, entered.subscription);
  if (known) known.gapTo = null;
  const may = share.moderation.permissions(who.user, frame.room);
  const info = Object.keys(may).length ? { ...room.info, may } : room.info;
  connection.sendText(
    `{"k":"joined","id":${frame.id},"room":${JSON.stringify(frame.room)},"ep":${JSON.stringify(room.log.epoch)},"off":${room.log.offset},` +
      `"rec":"${recovery}","h":${historyJson(entries)},"info":${JSON.stringify(info)}}`,
  );
  if (position) for (const news of missedVerdicts(share.moderation.rules, room, who.user.id, recovery)) connection.send(news);
  entered?.announce();
}

function message(session: Session, who: Identity, frame: ClientFrameOf<'msg'>): void {
  const { gates } = session.share;
  const { room, mid, t: type, c: content } = frame;
  // One that is in the room already needs no second look.
  if (!gates?.concerns(type, session) || roomOf(session, room).log.find(mid)) return say(session, who, frame);
  const enter = (passed: Content) => say(session, session.identity ?? who, { ...frame, c: passed });
  gates.send(session, { room, user: who.user, mid, type, content }, enter, (thrown) => session.fail(frame.id, failure(session, frame, thrown)));
}

function say(session: Session, who: Identity, frame: ClientFrameOf<'msg'>): void {
  const room = roomOf(session, frame.room);
  const { settings, clock, rates, counters, moderation, holding, lifetimes } = session.share;
  let masked = false;
  let held = false;
  const settle = settled(session, frame.id, ({ offset, ts, dup }) => {
    if (dup) counters.duplicates++;
    session.connection.send({
      k: 'ack', id: frame.id, ...(offset === undefined ? {} : { off: offset }), ts, ...(dup ? { dup: true } : {}),
      ...(masked ? { code: WORDS_MASKED } : {}), ...(held ? { state: 'held' } : {}),
    });
  });
  const namespace = who.namespaces.find((own) => frame.mid.startsWith(own)) ?? who.namespaces[0];
  if (frame.mid.startsWith(namespace) && room.repeats(frame.mid, settle)) return;
  const draft = admit(frame, who.user, namespace, settings.limits, clock.now());
  const { slow = 0 } = moderation.checkWrite(who.user, frame.room);
  const { content, hold } = moderation.checkWords(who.user, frame.room, draft.t, draft.c);
  masked = content !== draft.c;
  const admitted = { ...draft, c: content };
  const write = () => {
    moderation.checkTalk(who.user, who.standing, frame.room, draft.t, draft.c);
    const exempt = moderation.exempt(who.user.id, frame.room, admitted.t);
    const rate = exempt ? undefined : { userId: who.user.id, perSecond: settings.limits.messagesPerSecond };
    // Last, so that a refused message does not count.
    rates.pass(rate, settle, (counted) => {
      lifetimes.touch(frame.room);
      // Taken, as the sender sees it, and for nobody.
      if (moderation.stopped(frame.room)) return counted({ ts: admitted.ts, dup: false });
      moderation.slowMode.pass({ room, writer: who, mid: admitted.i, type: admitted.t, everyMs: slow }, counted, (noted) => {
        if (hold) {
          const { i: id, ts } = admitted;
          const message = { room: frame.room, id, user: who.user.id, at: ts, reason: hold, json: JSON.stringify(admitted), persistence: frame.p ?? 3 };
          const done = holding.hold(message).then(() => {
            held = true;
            noted({ ts, dup: false });
          });
          return void done.catch((thrown: unknown) => noted(failure(session, frame, thrown)));
        }
        if (rate && (frame.p === 16 || moderation.low(admitted.t))) return rates.spread(rate, noted, () => room.addExtra(admitted));
        room.add(admitted, { hidden: frame.p === 0 || frame.p === 16, exempt, ...(rate ? { rate } : {}) }, noted);
      });
    });
  };
  if (!hold) return write();
  // One that waits already, or has been decided on, is not held against the rules of talk again, nor against its author's rate.
  const looked = holding.state(frame.room, admitted.i).then((state) => {
    if (state === null) return write();
    held = state === 'held';
    settle(state === 'rejected' ? new ChatError('rejected') : { ts: admitted.ts, dup: true });
  });
  looked.catch((thrown: unknown) => settle(failure(session, frame, thrown)));
}

function ask(session: Session, frame: ClientFrameOf<'ask'>): void {
  const room = roomOf(session, frame.room);
  if (frame.what === 'members') {
    return session.connection.send({ k: 'ok', id: frame.id, members: room.members(frame.n), n: room.memberCount });
  }
  if (frame.what === 'attributes') return answerAttributes(session, frame);
  const { entries, more } = room.log.page(frame.before, frame.n);
  session.connection.sendText(`{"k":"ok","id":${frame.id},"h":${historyJson(entries)},"more":${more}}`);
}

function roomOf(session: Session, id: string): Room {
  const room = session.subscriptions.has(id) ? session.share.rooms.peek(id) : undefined;
  if (!room) throw new ChatError('not-in-room');
  return room;
}

/** What its sender is told of a failure; one that is not theirs is noted. */
function failure(session: Session, frame: Request, thrown: unknown): ChatError {
  if (!(thrown instanceof ChatError)) session.share.log('error', 'request-failed', { kind: frame.k, user: session.identity?.user.id, reason: reason(thrown) });
  return ChatError.from(thrown, 'unavailable');
}

function settled(session: Session, id: number, done: (place: Exclude<Parameters<Settle>[0], ChatError>) => void): Settle {
  return (outcome) => (outcome instanceof ChatError ? session.fail(id, outcome) : done(outcome));
}
