import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startShow, type Show } from './show.js';
import { Visitor } from './visitor.js';

/** What is in the page of a visitor, for use inside it. */
interface InPage {
  media(): HTMLElement[];
}

/** Pictures and voice messages, from one browser to another, over the real server. */
describe('pictures and voice messages', { timeout: 240_000 }, () => {
  let show: Show;
  let ann: Visitor;
  let ming: Visitor;

  before(async () => {
    // A microphone that beeps, and nobody to ask for it.
    show = await startShow({ args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
    const { demo, browser } = show;
    ann = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Ann', layout: 'side' });
    ming = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: '小明', layout: 'overlay', lang: 'zh-CN' }, { width: 390, height: 844 });
    for (const { page } of [ann, ming]) {
      await page.evaluate(() => {
        (window as unknown as InPage).media = () => {
          const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
          return [...list.shadowRoot!.querySelectorAll<HTMLElement>('media-message')];
        };
      });
    }
  });

  after(() => show?.end());

  it('a pasted photograph reaches the other as a small picture, and opens in full', async () => {
    await ann.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(3000, 2000);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'teal';
      context.fillRect(0, 0, 3000, 2000);
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'sea.jpg', { type: 'image/jpeg' }));
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!;
      input.shadowRoot!.querySelector('textarea')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
    });
    await ann.page.waitForSelector('live-chatroom >>> chat-input >>> .tray li:not(.preparing)', { timeout: 30_000 });
    await ann.click('chat-input >>> [part=send-button]');
    await ming.until('the picture stands in a row', () => {
      const [row] = (window as unknown as InPage).media();
      const image = row?.shadowRoot?.querySelector('img');
      return image?.src.startsWith('data:image/jpeg;base64,') === true && image.naturalWidth > 0;
    });
    const said = await ming.page.evaluate(() => document.querySelector('live-chatroom')!.chatRoom!.messages.find(({ type }) => type === 'RC:ImgMsg')!.content);
    assert.deepEqual([said['width'], said['height']], [1920, 1280]);
    assert.match(String(said['imageUri']), /^\/media\/[\w-]{22}\.jpg$/);
    await ming.click('message-list >>> media-message >>> [part=image]');
    await ming.until('the picture is shown in full', () => {
      const viewer = [...document.body.children].find((element) => element.shadowRoot?.querySelector('dialog[open]'));
      return viewer?.shadowRoot?.querySelector<HTMLImageElement>('.full')?.naturalWidth === 1920;
    });
    await ming.page.keyboard.press('Escape');
    await ming.until('it is closed', () => ![...document.body.children].some((element) => element.shadowRoot?.querySelector('dialog')));
  });

  it('the sender ends with one row, without progress', async () => {
    await ann.until('one row, sent', () => {
      const rows = (window as unknown as InPage).media();
      const { messages } = document.querySelector('live-chatroom')!.chatRoom!;
      return rows.length === 1 && !rows[0]!.shadowRoot!.querySelector('[role=progressbar]') && messages.every(({ state }) => state === 'sent');
    });
  });

  it('a voice message that is held and let go plays in the other browser', async () => {
    const mic = (await ming.page.waitForSelector('live-chatroom >>> chat-input >>> [part=voice-button]', { visible: true }))!;
    const { x, y, width, height } = (await mic.boundingBox())!;
    await ming.page.mouse.move(x + width / 2, y + height / 2);
    await ming.page.mouse.down();
    await ming.until('records for two seconds', () => {
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!;
      return Number(input.shadowRoot!.querySelector('[part=voice-time]')?.textContent?.split(':')[1]) >= 2;
    });
    await ming.page.mouse.up();
    await ann.until('the voice message stands in a row', () => (window as unknown as InPage).media().some((row) => row.shadowRoot!.querySelector('[part=voice]')));
    await ann.click('message-list >>> media-message >>> [part=voice]');
    await ann.until('it plays', () => (window as unknown as InPage).media().some((row) => row.shadowRoot!.querySelector('[part=voice].playing')));
    await ann.until('it ends', () => (window as unknown as InPage).media().some((row) => row.shadowRoot!.querySelector('[part=voice].stopped')));
  });

  it('a picture that could not be sent is sent by its own retry', async () => {
    const { page } = ann;
    await page.setRequestInterception(true);
    let refuse = true;
    page.on('request', (request) => void (refuse && request.method() === 'POST' && request.url().endsWith('/media') ? request.abort() : request.continue()));
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(64, 64);
      canvas.getContext('2d')!.fillRect(0, 0, 32, 64);
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([await canvas.convertToBlob()], 'note.png', { type: 'image/png' }));
      const input = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!;
      input.shadowRoot!.querySelector('textarea')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
    });
    await page.waitForSelector('live-chatroom >>> chat-input >>> .tray li:not(.preparing)', { timeout: 30_000 });
    await ann.click('chat-input >>> [part=send-button]');
    await page.waitForSelector('live-chatroom >>> message-list >>> media-message >>> [part=failure]', { timeout: 30_000 });
    refuse = false;
    await ann.click('message-list >>> media-message >>> [part=retry]');
    await ming.until('it has arrived', () => document.querySelector('live-chatroom')!.chatRoom!.messages.filter(({ type }) => type === 'RC:ImgMsg').length === 2);
  });

  it('a newcomer finds both in the history', async () => {
    const zoe = await Visitor.enter(show.browser, show.demo.url, { room: 'tv-city', name: 'Zoë', layout: 'side' });
    await zoe.until('they are in the room', () => document.querySelector('live-chatroom')!.chatRoom!.messages.filter(({ type }) => type === 'RC:ImgMsg' || type === 'RC:HQVCMsg').length === 3);
    await zoe.until('a picture and a voice message stand in rows', () => {
      const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
      const rows = [...list.shadowRoot!.querySelectorAll('media-message')];
      return ['[part=image]', '[part=voice]'].every((part) => rows.some((row) => row.shadowRoot!.querySelector(part)));
    });
    await zoe.close();
  });

  it('ran without errors in either page', () => {
    // What the test itself has broken.
    const unexpected = (visitor: Visitor) => visitor.problems.filter((text) => !/ERR_FAILED/.test(text));
    assert.deepEqual(unexpected(ann), []);
    assert.deepEqual(unexpected(ming), []);
  });
});
