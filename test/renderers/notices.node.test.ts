import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ChatRoom, Notice } from '../../src/client/contract.js';
import { loadLabels, translate } from '../../src/labels/index.js';
import '../../src/labels/more.js';
import { toMessage, type Sender } from '../../src/protocol/message.js';
import { NOTE_KINDS, type NoteKind } from '../../src/protocol/note-kinds.js';
import { createRegistry } from '../../src/renderers/index.js';
import { installNotices, toNoticeMessage } from '../../src/renderers/notices.js';

const registry = createRegistry();
installNotices(registry);
const me = { id: 'me', name: 'Mei' };
const [ann, bo] = [{ id: 'ann', name: 'Ann' }, { id: 'bo', name: '<b>Bo</b>' }];
const at = new Date(2026, 0, 1, 12, 0).getTime();

/** What stands in the list of `me`, who knows Ann from the members and Bo from what he has said. */
function words(notice: Partial<Notice> & { what: NoteKind }, { lang = 'en', slow = 0 } = {}): string {
  const room = { client: { user: me }, messages: [toMessage({ text: 'hi', sender: bo })], members: { list: [ann] as Sender[] }, permissions: { slow } };
  const line = toNoticeMessage({ users: [], at, ...notice }, room as unknown as ChatRoom);
  const t = (key: string, values?: Record<string, string | number>) => translate(lang, key, values);
  const shown = registry.render(toMessage(line!), { surface: 'row', lang, self: me, t });
  assert.equal(typeof shown, 'string');
  return shown as string;
}

const SAID: Record<NoteKind, [en: string, zh: string]> = {
  muted: ['Ann can only read', 'Ann被禁言'],
  unmuted: ['Ann can write again', 'Ann可以发言了'],
  blocked: ['Ann had to leave the room', 'Ann被移出房间'],
  unblocked: ['Ann may come back into the room', 'Ann可以回到房间了'],
  frozen: ['Only the host and moderators can write now', '现在只有主播和管理员可以发言'],
  unfrozen: ['Everybody can write again', '全体可以发言了'],
  exempted: ['Ann can write even when others cannot', '全员禁言时Ann仍可发言'],
  unexempted: ['Ann can write only when everybody can', '全员禁言时Ann不再能发言'],
  slowed: ['Slow mode is on', '慢速模式已开启'],
  unslowed: ['Slow mode is off', '慢速模式已关闭'],
};

describe('what was decided about a room, in words', () => {
  before(() => loadLabels('zh-CN'));

  for (const what of NOTE_KINDS) {
    it(`has them for "${what}" in both languages`, () => {
      const users = ['frozen', 'unfrozen', 'slowed', 'unslowed'].includes(what) ? [] : ['ann'];
      assert.deepEqual([words({ what, users }), words({ what, users }, { lang: 'zh-CN' })], SAID[what]);
    });
  }

  it('counts several, says "you", and names nobody it has not heard of', () => {
    assert.equal(words({ what: 'muted', users: ['bo', 'ann', 'x'] }), '<b>Bo</b> and 2 others can only read');
    assert.equal(words({ what: 'muted', users: ['bo', 'ann', 'x'] }, { lang: 'zh-CN' }), '<b>Bo</b> 等 3 人被禁言');
    assert.equal(words({ what: 'muted', users: ['me'] }), 'You can only read');
    assert.equal(words({ what: 'muted', users: ['ann', 'me'] }), 'You and 1 other can only read');
    assert.equal(words({ what: 'unmuted', users: ['x'] }), 'A viewer can write again');
    assert.equal(words({ what: 'blocked', users: ['x', 'y'] }), '2 viewers had to leave the room');
    assert.equal(words({ what: 'blocked', users: ['x'] }, { lang: 'zh-CN' }), '1 位观众被移出房间');
  });

  it('says until when, with the day where it is not soon', () => {
    assert.match(words({ what: 'muted', users: ['ann'], until: at + 5 * 60_000 }), /^Ann can only read until 12:05\sPM$/);
    assert.match(words({ what: 'muted', users: ['ann'], until: at + 48 * 3_600_000 }), /^Ann can only read until Jan 3, 2026, 12:00\sPM$/);
  });

  it('says the pace of slow mode to those whom it concerns', () => {
    assert.equal(words({ what: 'slowed' }, { slow: 30_000 }), 'Slow mode is on: one message every 30 seconds');
    assert.equal(words({ what: 'slowed' }, { slow: 90_000 }), 'Slow mode is on: one message every 90 seconds');
    assert.equal(words({ what: 'slowed' }, { slow: 120_000, lang: 'zh-CN' }), '慢速模式已开启：每2分钟可发一条');
  });

  it('leaves out what a newer server may say', () => {
    assert.equal(toNoticeMessage({ what: 'promoted' as NoteKind, users: [], at }, {} as ChatRoom), null);
  });
});
