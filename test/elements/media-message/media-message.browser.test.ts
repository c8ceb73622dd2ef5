import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import '../../../src/define/media-message.js';
import '../../../src/define/message-list.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import { FileMessage } from '../../../src/client/file-message.js';
import type { FileDoor } from '../../../src/client/contract.js';
import type { MediaMessage } from '../../../src/elements/media-message/media-message.js';
import type { MessageList } from '../../../src/elements/message-list/message-list.js';
import { ChatError } from '../../../src/protocol/errors.js';
import { toMessage, type Content } from '../../../src/protocol/message.js';

const ANN = { id: 'ann', name: 'Ann' };

/** A tone, as a WAV file made by hand: 8-bit, 8 kHz. */
function tone(seconds: number): Blob {
  const data = new Uint8Array(8000 * seconds).map((_, at) => 128 + 60 * Math.sin(at / 4));
  const u32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
  const head = [82, 73, 70, 70, ...u32(36 + data.length), 87, 65, 86, 69, 102, 109, 116, 32, ...u32(16), 1, 0, 1, 0, ...u32(8000), ...u32(8000), 1, 0, 8, 0, 100, 97, 116, 97, ...u32(data.length)];
  return new Blob([new Uint8Array(head), data], { type: 'audio/wav' });
}

async function picture(width = 400, height = 200): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.fillRect(0, 0, width / 2, height);
  return URL.createObjectURL(await canvas.convertToBlob());
}

async function show(type: string, content: Content, id = 'm'): Promise<MediaMessage> {
  const message = toMessage({ id, type, content, sender: ANN });
  return fixture<MediaMessage>(html`<media-message lang="en" .message=${message}></media-message>`);
}

const inside = (element: Element, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
const viewer = () => [...document.body.children].find((child) => child.shadowRoot?.querySelector('dialog[open]'))?.shadowRoot ?? null;
const until = (what: () => boolean, message: string) => waitUntil(what, message, { timeout: 8000 });

describe('a picture in a row', () => {
  it('has its size before it has loaded, and keeps it', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: await picture(1600, 800), width: 1600, height: 800 });
    const before = inside(element, '.image')!.getBoundingClientRect();
    expect([before.width, before.height]).to.deep.equal([168, 84]);
    const image = inside(element, 'img') as HTMLImageElement;
    await until(() => image.complete && image.naturalWidth === 1600, 'not loaded');
    expect(inside(element, '.image')!.getBoundingClientRect().toJSON()).to.deep.equal(before.toJSON());
    await expect(element).to.be.accessible();
  });

  it('opens in full by keyboard, zooms, closes by Escape, and the focus is back', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: await picture(), width: 400, height: 200, alt: 'A black half' });
    const button = inside(element, '.image')!;
    button.focus();
    button.click();
    await until(() => viewer() !== null, 'not open');
    const dialog = viewer()!.querySelector('dialog')!;
    const full = viewer()!.querySelector<HTMLImageElement>('.full')!;
    expect(full.alt).to.equal('A black half');
    await until(() => full.naturalWidth === 400, 'not loaded');
    await expect(viewer()!.host).to.be.accessible();
    const press = (key: string) => dialog.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const width = full.getBoundingClientRect().width;
    press('+');
    expect(full.getBoundingClientRect().width).to.be.closeTo(width * 1.5, 1);
    press('0');
    expect(full.getBoundingClientRect().width).to.be.closeTo(width, 1);
    dialog.close();
    await until(() => viewer() === null, 'not closed');
    expect(element.shadowRoot!.activeElement).to.equal(button);
  });

  it('closes by a press beside it, not by one on it', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: await picture(), width: 400, height: 200 });
    void element.open();
    await until(() => viewer()?.querySelector<HTMLImageElement>('.full')?.naturalWidth === 400, 'not open');
    const dialog = viewer()!.querySelector('dialog')!;
    const tap = (target: Element, x: number, y: number) => {
      for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: x, clientY: y, bubbles: true, composed: true }));
    };
    // No real finger, so nothing to capture.
    dialog.setPointerCapture = () => undefined;
    tap(viewer()!.querySelector('.full')!, innerWidth / 2, innerHeight / 2);
    await nextFrame();
    expect(viewer()).not.to.equal(null);
    tap(dialog, 2, 2);
    await until(() => viewer() === null, 'not closed');
  });

  it('loads nothing from an address that is none of ours and not safe', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: 'javascript:alert(1)', width: 4, height: 3 });
    expect(inside(element, 'img')).to.equal(null);
    await element.open();
    expect(viewer()).to.equal(null);
  });

  it('fetches nothing from elsewhere before somebody opens it', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: 'https://elsewhere.invalid/who-is-watching.jpg', width: 400, height: 300 });
    expect(inside(element, 'img')).to.equal(null);
    expect(inside(element, '.image')!.getAttribute('aria-label')).to.equal('Picture from Ann, open');
  });

  it('says so when its full view cannot be loaded', async () => {
    const element = await show('RC:ImgMsg', { content: '', imageUri: 'blob:nothing', width: 400, height: 200 });
    void element.open();
    await until(() => viewer()?.querySelector('.note')?.textContent === 'This picture cannot be shown.', 'not told');
    viewer()!.querySelector<HTMLElement>('.close')!.click();
    await until(() => viewer() === null, 'not closed');
  });
});

describe('voice messages in rows', () => {
  const voice = (seconds: number) => ({ remoteUrl: URL.createObjectURL(tone(seconds)), duration: seconds, waveform: [10, 90, 40] });
  // Browsers let a page be heard once somebody has touched it.
  before(() => sendMouse({ type: 'click', position: [1, 1] }));

  const label = (element: Element) => inside(element, '.voice')!.getAttribute('aria-label');

  it('play and pause, one at a time, and end where they began', async () => {
    const one = await show('RC:HQVCMsg', voice(9), 'one');
    const two = await show('RC:HQVCMsg', voice(1), 'two');
    await expect(one).to.be.accessible();
    expect(label(one)).to.equal('Play voice message, 9 seconds');
    inside(one, '.voice')!.click();
    await until(() => label(one) === 'Pause voice message, 9 seconds', 'not playing');
    inside(two, '.voice')!.click();
    await until(() => label(two) === 'Pause voice message, 1 second', 'not playing');
    expect(label(one)).to.equal('Play voice message, 9 seconds');
    await until(() => label(two) === 'Play voice message, 1 second', 'not over');
    inside(one, '.voice')!.click();
    await until(() => label(one)!.startsWith('Pause'), 'not playing again');
    inside(one, '.voice')!.click();
    await until(() => label(one)!.startsWith('Play'), 'not paused');
  });

  it('say so when they cannot be played', async () => {
    const element = await show('RC:HQVCMsg', { remoteUrl: 'blob:nothing', duration: 3 }, 'lost');
    inside(element, '.voice')!.click();
    await until(() => element.shadowRoot!.textContent.includes('This voice message cannot be played.'), 'not told');
  });
});

describe('a file on its way, in a list', () => {
  it('shows how far it is, why it failed, tries again, and becomes the message', async () => {
    const client = createLocalClient({ user: 'Ann', hub: new LocalHub() });
    const room = await client.join('r');
    const gates: { pass(uri: string): void; fail(error: Error): void }[] = [];
    const files: FileDoor = { address: '', store: () => new Promise((pass, fail) => gates.push({ pass, fail })) };
    Object.assign(client, { files });
    const list = await fixture<MessageList>(html`<message-list lang="en" .room=${room} style="block-size: 400px"></message-list>`);
    const rows = () => [...list.shadowRoot!.querySelectorAll<MediaMessage>('media-message')];
    const imageUri = await picture();
    const shape = { content: '', width: 400, height: 200 };
    new FileMessage(room, { type: 'RC:ImgMsg', file: new Blob(['x']), preview: { ...shape, imageUri }, content: ({ uri }) => ({ ...shape, imageUri: uri }) });
    await until(() => rows().length === 1 && inside(rows()[0]!, '[role=progressbar]') !== null, 'no progress');
    expect(inside(rows()[0]!, '.image')!.hasAttribute('disabled')).to.equal(true);
    await expect(rows()[0]!).to.be.accessible();
    await until(() => gates.length === 1, 'not begun');
    gates[0]!.fail(new ChatError('network'));
    await until(() => rows().length === 1 && inside(rows()[0]!, '[part=failure]') !== null, 'no reason');
    expect(inside(rows()[0]!, '[part=failure]')!.textContent).to.include('No connection.');
    inside(rows()[0]!, '[part=retry]')!.click();
    await until(() => gates.length === 2, 'not tried again');
    gates[1]!.pass(imageUri);
    await until(() => room.messages.at(-1)?.state === 'sent' && room.messages.at(-1)?.type === 'RC:ImgMsg', 'not sent');
    await until(() => rows().length === 1 && inside(rows()[0]!, '[role=progressbar]') === null, 'still in progress');
    expect(inside(rows()[0]!, '[part=failure]')).to.equal(null);
    client.disconnect();
    client.hub.close();
  });
});
