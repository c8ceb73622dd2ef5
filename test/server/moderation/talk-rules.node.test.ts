import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerFrame } from '../../../src/protocol/index.js';
import { gist, hasLink, isEmoji } from '../../../src/server/moderation/talk-rules.js';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import type { Probe } from '../probe.js';
import { createStage } from '../stage.js';

const DAY = 24 * 60 * 60 * 1000;
const [REQUIREMENT, TOO_NEW, EMOTE_ONLY, REPEATED, WORD] = [90013, 90014, 90015, 90016, 21501];
const gift = { t: 'live:gift', c: { gift: 'rose', name: 'Rose', price: 1, count: 1 } };

async function say(clock: FakeClock, probe: Probe, text: string, more: Parameters<Probe['say']>[2] = {}): Promise<ServerFrame> {
  const answer = probe.say('r', text, more);
  await probe.settled();
  // Past the limit of messages a second, too.
  clock.advance(1000);
  return answer;
}
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

describe('what talk in a room has to be like', () => {
  it('is judged for everybody but staff, gifts pass, and it is over when it is lifted', async (t) => {
    const clock = new FakeClock();
    const stage = await createStage(t, { clock });
    const api = Caller.at(stage.url, () => clock.now());
    const [ann, mod] = [await stage.guest('ann', 'r'), await stage.guest('mod', 'r', { role: 'moderator' })];
    await api.do('chatroom/talk/set', { chatroomId: 'r', emoteOnly: 1 });
    assert.equal(code(await say(clock, ann, 'hello')), EMOTE_ONLY);
    assert.equal(code(await say(clock, ann, '👩‍👩‍👧 🇯🇵 3️⃣')), 'ack');
    assert.equal(code(await say(clock, ann, '', gift)), 'ack');
    assert.equal(code(await say(clock, mod, 'hello')), 'ack');
    assert.deepEqual(await api.do('chatroom/talk/query', { chatroomId: 'r' }), { code: 200, emoteOnly: true, noLinks: false, holdLinks: false, noRepeat: 0, tags: [], accountDays: 0 });
    await api.do('chatroom/talk/set', { chatroomId: 'r' });
    assert.equal(code(await say(clock, ann, 'hello')), 'ack');
  });

  it('asks for a tag, of the token or set by the app, and says which', async (t) => {
    const clock = new FakeClock();
    const stage = await createStage(t, { clock });
    const api = Caller.at(stage.url, () => clock.now());
    const [ann, fan] = [await stage.guest('ann', 'r'), await stage.guest('fan', 'r', { tags: ['follower'] })];
    await api.do('chatroom/talk/set', { chatroomId: 'r', tags: ['follower', 'subscriber'] });
    const refused = await say(clock, ann, 'hello');
    assert.equal(code(refused), REQUIREMENT);
    assert.equal(refused.k === 'err' && refused.msg, 'follower, subscriber');
    assert.equal(code(await say(clock, fan, 'hello')), 'ack');
    await api.do('user/tag/set', { userId: 'ann', tags: ['subscriber'] });
    assert.equal(code(await say(clock, ann, 'hello')), 'ack');
  });

  it('asks for an account of some age, and says how long to wait', async (t) => {
    const clock = new FakeClock();
    const stage = await createStage(t, { clock });
    const api = Caller.at(stage.url, () => clock.now());
    // In whole seconds, as tokens say it: five short of three days.
    const since = Math.floor(clock.now() / 1000) * 1000 - 3 * DAY + 5000;
    const [young, old, unknown] = [await stage.guest('young', 'r', { since }), await stage.guest('old', 'r', { since: since - DAY }), await stage.guest('unknown', 'r')];
    await api.do('chatroom/talk/set', { chatroomId: 'r', accountDays: 3 });
    const wait = since + 3 * DAY - clock.now();
    const refused = await say(clock, young, 'hello');
    assert.deepEqual(refused.k === 'err' && [refused.code, refused.in], [TOO_NEW, wait]);
    assert.equal(code(await say(clock, old, 'hello')), 'ack');
    assert.equal(code(await say(clock, unknown, 'hello')), TOO_NEW);
    clock.advance(wait);
    assert.equal(code(await say(clock, young, 'hello')), 'ack');
  });

  it('refuses nearly the same again within the time, from the same person, and links', async (t) => {
    const clock = new FakeClock();
    const stage = await createStage(t, { clock });
    const api = Caller.at(stage.url, () => clock.now());
    const [ann, bo] = [await stage.guest('ann', 'r'), await stage.guest('bo', 'r')];
    await api.do('chatroom/talk/set', { chatroomId: 'r', noRepeat: 30, noLinks: 1 });
    assert.equal(code(await say(clock, ann, 'Buy my coins!')), 'ack');
    const refused = await say(clock, ann, 'buy  my COINS!!!');
    assert.deepEqual(refused.k === 'err' && [refused.code, refused.in], [REPEATED, 29_000]);
    assert.equal(code(await say(clock, bo, 'buy my coins')), 'ack');
    assert.equal(code(await say(clock, ann, 'something else')), 'ack');
    assert.equal(code(await say(clock, ann, 'see www.example.com')), WORD);
    clock.advance(30_000);
    assert.equal(code(await say(clock, ann, 'buy my coins')), 'ack');
  });
});

describe('what the rules look at', () => {
  it('emoji, whatever they are made of', () => {
    for (const text of ['😀', '👏🏽👏🏽', '🏳️‍🌈 ❤️', '🇨🇳', '#️⃣']) assert.equal(isEmoji(text), true, text);
    for (const text of ['ok 😀', '666', '好', '❤ hi']) assert.equal(isEmoji(text), false, text);
  });

  it('links, also without their beginning, and not every dot', () => {
    for (const text of ['http://a', 'HTTPS://x.y', 'go to example.com!', 'ｗｗｗ．example．ｎｅｔ', 'магазин.ru', '看 example.cn 吧']) assert.equal(hasLink(text), true, text);
    for (const text of ['3.14', 'wait...what', 'ok.come here', 'e.g. this', 'v1.2.3', '好。com']) assert.equal(hasLink(text), false, text);
  });

  it('what two texts have in common, in linear time whatever they are', () => {
    assert.equal(gist('GOOOAL!!!'), gist('goal'));
    assert.equal(gist('６６６'), gist('6 6'));
    assert.equal(gist('!!!'), gist('!'));
    assert.notEqual(gist('goal'), gist('goat'));
    const hostile = '.com'.repeat(50_000) + 'w'.repeat(50_000);
    // Would not end today if a pattern went back over the text.
    gist(hostile);
    hasLink(hostile);
  });
});
