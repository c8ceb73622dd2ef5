import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Caller, type Form, signedHeaders } from '../server/api/caller.js';
import { type Show, startShow } from './show.js';
import { Visitor } from './visitor.js';

const APP_KEY = 'live-chatroom-demo';
const ROOM = { chatroomId: 'tv-city' };

/** What the page of a visitor has been told, for use inside it. */
interface InPage {
  told: string[];
}

/** What a back end decides by the Server API, as people in the room see it. */
describe('a room that is administered', { timeout: 240_000 }, () => {
  let show: Show;
  let ann: Visitor;
  let ming: Visitor;
  let call: (path: string, form: Form) => Promise<void>;
  const idOf = (visitor: Visitor) => visitor.page.evaluate(() => document.querySelector('live-chatroom')!.chatRoom!.client.user!.id);
  const barred = (visitor: Visitor, words: string) =>
    visitor.until(`the input says "${words}"`, (wanted) => {
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!;
      return input.shadowRoot!.querySelector('#reason')?.textContent?.includes(wanted) === true;
    }, words);
  const told = (visitor: Visitor, what: string) =>
    visitor.until(`is told: ${what}`, (wanted) => (window as unknown as InPage).told.at(-1) === wanted, what);
  const free = (visitor: Visitor) =>
    visitor.until('the input says nothing', () => {
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!;
      return !input.shadowRoot!.querySelector('#reason')?.textContent?.trim();
    });

  before(async () => {
    show = await startShow();
    const { demo, browser, data } = show;
    const secret = readFileSync(join(data, 'app-secret'), 'utf8').trim();
    const caller = new Caller(demo.url);
    call = async (path, form) => {
      const { body } = await caller.post(path, form, signedHeaders({ appKey: APP_KEY, secret }));
      assert.equal(body.code, 200, `${path}: ${body.errorMessage}`);
    };
    ann = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Ann', layout: 'side' });
    ming = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: '小明', layout: 'side', lang: 'zh-CN' });
    for (const { page } of [ann, ming]) {
      await page.evaluate(() => {
        const { chatRoom } = document.querySelector('live-chatroom')!;
        const told: string[] = ((window as unknown as InPage).told = []);
        chatRoom!.on('notice', ({ what, users, until, at }) => told.push([what, ...users, until ? Math.round((until - at) / 60_000) : ''].join(' ').trim()));
      });
    }
  });
  after(() => show?.end());

  it('shows everybody that it is frozen, and closes the input of those who may not write', async () => {
    await call('chatroom/ban/add', { ...ROOM, needNotify: 1 });
    await told(ann, 'frozen');
    await told(ming, 'frozen');
    await barred(ann, 'Only the host can write right now.');
    await call('chatroom/ban/rollback', { ...ROOM, needNotify: 1 });
    await told(ann, 'unfrozen');
    await free(ann);
  });

  it('tells everybody who was muted and for how long, and the one concerned when it is over', async () => {
    await call('chatroom/user/gag/add', { ...ROOM, userId: await idOf(ann), minute: 10, needNotify: 1 });
    await told(ming, `muted ${await idOf(ann)} 10`);
    await barred(ann, 'You are muted and can write again in ');
    // Who is muted reads on.
    await ming.say('still here?');
    await ann.sees('still here?');
    await call('chatroom/user/gag/rollback', { ...ROOM, userId: await idOf(ann), needNotify: 1 });
    await told(ming, `unmuted ${await idOf(ann)}`);
    await free(ann);
    await ann.say('thank you');
    await ming.sees('thank you');
  });

  it('keeps quiet where nobody is to be told, and is in force all the same', async () => {
    const before = await ming.page.evaluate(() => (window as unknown as InPage).told.length);
    await call('chatroom/user/gag/add', { ...ROOM, userId: await idOf(ann), minute: 10 });
    await barred(ann, 'You are muted');
    await call('chatroom/user/gag/rollback', { ...ROOM, userId: await idOf(ann) });
    await free(ann);
    await ann.say('a word after that');
    await ming.sees('a word after that');
    assert.equal(await ming.page.evaluate(() => (window as unknown as InPage).told.length), before);
  });

  it('lets people see who had to leave, and tells that person why', async () => {
    const id = await idOf(ming);
    await call('chatroom/user/block/add', { ...ROOM, userId: id, minute: 60 * 24 * 7, needNotify: 1 });
    await told(ann, `blocked ${id} 10080`);
    await ming.until('knows why', () => document.querySelector('live-chatroom')!.chatRoom?.status.reason?.name === 'kicked-from-room');
    await ming.until('is told so', () => {
      const status = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('room-status');
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input');
      return [status, input].some((element) => /移出|不在房间|被/.test(element?.shadowRoot?.textContent ?? ''));
    });
  });

  it('ran without errors in either page', () => {
    assert.deepEqual([ann.problems, ming.problems], [[], []]);
  });
});
