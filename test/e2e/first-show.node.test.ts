import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.js';
import { startDemo, type DemoProcess } from '../support/demo-process.js';
import { Visitor } from './visitor.js';

/** The main job: two people with browsers of their own, a real server, a real stream. */
describe('two people in a live room', { timeout: 240_000 }, () => {
  let data: string;
  let demo: DemoProcess;
  let browser: Browser;
  let ann: Visitor;
  let ming: Visitor;

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'live-chatroom-'));
    demo = await startDemo(data);
    browser = await launchBrowser({ autoplay: true });
    ann = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Ann', avatar: '/avatars/02.svg' });
    ming = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: '小明', layout: 'overlay', lang: 'zh-CN' }, { width: 390, height: 844 });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(data, { recursive: true, force: true });
  });

  /** Video frames that reach the screen within the call. */
  const framesAdvance = (visitor: Visitor) =>
    visitor.until('video frames advance', () => {
      const video = document.querySelector('live-chatroom')?.shadowRoot?.querySelector('live-player')?.shadowRoot?.querySelector('video');
      const now = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      const page = window as { firstCount?: number };
      page.firstCount ??= now || undefined;
      return page.firstCount !== undefined && now > page.firstCount + 20 && video!.videoWidth > 0;
    });

  it('shows a moving picture to both', async () => {
    await framesAdvance(ann);
    await framesAdvance(ming);
  });

  it('tells each that the other is here: notice, count and portrait', async () => {
    await ann.sees('小明 joined');
    await ann.until('the viewer count says 2', () => {
      const status = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('room-status')!;
      return [...status.shadowRoot!.querySelectorAll('.visually-hidden')].some((spoken) => /^2\b/.test(spoken.textContent!.trim()));
    });
    await ming.until("Ann's portrait stands in the audience strip", () => {
      const strip = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('audience-strip')!;
      return [...strip.shadowRoot!.querySelectorAll('img')].some((img) => img.src.endsWith('/avatars/02.svg') && img.naturalWidth > 0);
    });
  });

  it('brings text to the other as row and danmaku, and the own row loses nothing', async () => {
    const flies = ming.until('the text flies over the picture', () => {
      const layer = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('danmaku-layer')!;
      return layer.shadowRoot!.textContent!.includes('Good evening 你好 👋');
    });
    await ann.say('Good evening 你好 👋');
    await ming.sees('Good evening 你好 👋');
    await flies;
    await ming.say('晚上好，Ann！');
    await ann.sees('晚上好，Ann！');
    assert.deepEqual(await ann.talk(), ['Ann: Good evening 你好 👋', '小明: 晚上好，Ann！']);
    assert.deepEqual(await ming.talk(), await ann.talk());
  });

  it('shows markup as the text it is', async () => {
    await ann.say('<img src=x onerror="document.title=1"> <b>hi</b>');
    await ming.sees('<img src=x onerror="document.title=1"> <b>hi</b>');
    assert.notEqual(await ming.page.title(), '1');
  });

  it('puts an emoji from the picker at the caret', async () => {
    await ann.type('so happy ');
    await ann.click('chat-input >>> [part=emoji-button]');
    const search = (await ann.page.waitForSelector('live-chatroom >>> chat-input >>> emoji-picker >>> input[type=search]', { visible: true }))!;
    await search.type('grinning face with big');
    // Results are drawn anew while they come in, so look and click in one step.
    await ann.until('the emoji is found and chosen', () => {
      const picker = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!.shadowRoot!.querySelector('emoji-picker')!;
      const found = [...picker.shadowRoot!.querySelectorAll<HTMLElement>('.emoji-menu button')].find((button) => button.textContent!.includes('😃'));
      found?.click();
      return found !== undefined;
    });
    await ann.page.keyboard.press('Escape');
    await ann.page.keyboard.press('Enter');
    await ming.sees('so happy 😃');
  });

  it('brings a gift to the other as row and banner', async () => {
    const banner = ming.until('a gift banner comes in', () => {
      const banners = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('gift-banners')!;
      return banners.shadowRoot!.textContent!.includes('Ann');
    });
    await ann.click('[part=gift-button]');
    await ann.click('gift-bar >>> [part=gift]');
    await ann.click('gift-bar >>> [part=send]');
    await banner;
    await ming.sees('送出');
    await ann.click('[part=gift-button]');
  });

  it('shows likes as hearts to the other, merged', async () => {
    const hearts = ming.until('hearts rise', () => {
      const like = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('like-button')!;
      return like.shadowRoot!.querySelectorAll('[part~=heart]').length > 0;
    });
    for (let i = 0; i < 5; i++) await ann.click('like-button >>> button');
    await hearts;
    await ming.until('the total says 5', () => document.querySelector('live-chatroom')!.chatRoom!.likes === 5);
  });

  it('fills the list with history for a newcomer, and does not replay it as danmaku or gifts', async () => {
    const zoe = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Zoë', layout: 'half' }, { width: 820, height: 1180 });
    await zoe.sees('Good evening 你好 👋');
    assert.deepEqual((await zoe.talk()).filter((row) => !row.includes('joined')), await ann.talk());
    const flown = await zoe.page.evaluate(() => {
      const root = document.querySelector('live-chatroom')!.shadowRoot!;
      return root.querySelector('danmaku-layer')!.shadowRoot!.textContent! + root.querySelector('gift-banners')!.shadowRoot!.textContent!;
    });
    assert.doesNotMatch(flown, /Good evening|Ann/);
    await zoe.close();
    await ann.sees('Zoë');
  });

  it('draws a message type that a page script of 15 lines has registered', async () => {
    const host = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Hanna', role: 'host' });
    await (await host.page.waitForSelector('.product', { visible: true }))!.click();
    await ann.sees('Lumen desk lamp');
    assert.equal(
      await ann.page.evaluate(() => {
        const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
        return list.shadowRoot!.querySelector('.row a[href="#lamp"] img') !== null;
      }),
      true,
    );
    await host.close();
  });

  it('loses nothing when the server is killed and comes back: both end with the same list', async () => {
    const port = Number(new URL(demo.url).port);
    await ann.say('before the crash');
    await ming.sees('before the crash');
    await demo.kill();
    await ann.until('says that it reconnects', () => {
      const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
      return list.shadowRoot!.querySelector('[part=bar]') !== null;
    });
    await ann.say('typed while the server was away');
    await ann.sees('typed while the server was away');
    await ming.type('half a sent');
    demo = await startDemo(data, port);
    for (const visitor of [ann, ming]) {
      await visitor.until('is connected again', () => document.querySelector('live-chatroom')!.chatRoom!.client.state === 'connected');
    }
    await ming.sees('typed while the server was away');
    assert.equal(
      await ming.page.evaluate(() => document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!.value),
      'half a sent',
    );
    await ming.say('ence');
    await ann.sees('half a sentence');
    await ann.until('nothing is pending', () => document.querySelector('live-chatroom')!.chatRoom!.messages.every((m) => m.state === 'sent'));
    // Each page draws at its own next frame, and a busy machine gives few: the two are compared when both show the last words.
    await ming.sees('half a sentence');
    await ming.until('nothing is pending', () => document.querySelector('live-chatroom')!.chatRoom!.messages.every((m) => m.state === 'sent'));
    const said = (list: string[]) => list.filter((row) => !/送出|sent |Lumen|joined|进入|离开|left/.test(row));
    const lists = async () => [said(await ann.talk()), said(await ming.talk())];
    let [first, second] = await lists();
    for (let i = 0; i < 100 && !isDeepStrictEqual(first, second); i++) {
      await setTimeout(100);
      [first, second] = await lists();
    }
    assert.deepEqual(first, second);
    assert.equal(first!.filter((row) => row.includes('typed while')).length, 1);
    await framesAdvance(ann);
  });

  it('ran without errors in either page', () => {
    const unexpected = (visitor: Visitor) => visitor.problems.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket|Failed to load resource/.test(text));
    assert.deepEqual(unexpected(ann), []);
    assert.deepEqual(unexpected(ming), []);
  });
});
