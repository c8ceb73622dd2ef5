import { expect, oneEvent } from '@open-wc/testing';
import { createLocalClient, LocalHub } from '../../../../src/adapters/local/index.js';
import { ChatInputDriver } from '../chat-input-driver.js';
import type { ChatInput } from '../../../../src/elements/chat-input/chat-input.js';
import type { ChatRoom } from '../../../../src/client/contract.js';

const MEDIA = { url: '/media', imageBytes: 10 * 1024 * 1024, voiceBytes: 2 * 1024 * 1024, voiceSeconds: 60 };

async function photograph(name: string): Promise<File> {
  const canvas = new OffscreenCanvas(80, 60);
  canvas.getContext('2d')!.fillRect(0, 0, 40, 60);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], name, { type: 'image/jpeg' });
}

function transfer(...files: File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

class Tray extends ChatInputDriver {
  static async inRoom(): Promise<{ input: Tray; room: ChatRoom; close(): void }> {
    const client = createLocalClient({ user: 'Ann', hub: new LocalHub() });
    const room = await client.join('r');
    const close = () => {
      client.disconnect();
      client.hub.close();
    };
    const { element } = await Tray.open({ limits: { media: MEDIA } });
    element.room = room;
    const input = new Tray(element, undefined!);
    await input.until(() => input.imageButton !== null, 'no pictures');
    return { input, room, close };
  }

  static async onStage(properties: Partial<ChatInput> = {}, limits = true): Promise<Tray> {
    const { element, room } = await Tray.open(limits ? { limits: { media: MEDIA } } : {}, properties);
    const input = new Tray(element, room);
    if (limits) await input.until(() => input.imageButton !== null || input.root.querySelector('[part=voice-button]') !== null, 'no pictures');
    return input;
  }

  get pictures(): string[] {
    return [...this.root.querySelectorAll<HTMLImageElement>('.tray li:not(.preparing) img')].map((image) => image.alt);
  }

  get imageButton(): HTMLButtonElement | null {
    return this.root.querySelector('[part=image-button]');
  }

  paste(data: DataTransfer): boolean {
    return this.field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
  }

  drag(type: string, data: DataTransfer): boolean {
    return this.root.querySelector('.base')!.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}

describe('pictures in the input', () => {
  it('are offered only where the server takes them and the page wants them', async () => {
    expect((await Tray.onStage()).imageButton).not.to.equal(null);
    expect((await Tray.onStage({}, false)).imageButton).to.equal(null);
    const without = await Tray.onStage({ withoutImages: true });
    expect(without.imageButton).to.equal(null);
    expect(without.paste(transfer(await photograph('a.jpg')))).to.equal(true);
  });

  it('are pasted, seen, left out again, and sent as messages with a text after them', async () => {
    const { input, room, close } = await Tray.inRoom();
    expect(input.paste(transfer(await photograph('one.jpg'), await photograph('two.jpg'), await photograph('three.jpg')))).to.equal(false);
    await input.until(() => input.pictures.length === 3, 'not in the tray');
    await expect(input.element).to.be.accessible();
    input.root.querySelector<HTMLButtonElement>('button[aria-label="Leave out two.jpg"]')!.click();
    await input.element.updateComplete;
    expect(input.pictures).to.deep.equal(['Picture 1, one.jpg', 'Picture 2, three.jpg']);
    await input.type('both from today');
    await input.enter();
    expect(input.pictures).to.deep.equal([]);
    await input.until(() => room.messages.filter(({ state, type }) => state === 'sent' && type !== 'live:members').length === 3, 'not sent');
    const said = room.messages.filter(({ type }) => type === 'RC:ImgMsg');
    expect(said.map(({ content }) => [content['width'], content['height']])).to.deep.equal([[80, 60], [80, 60]]);
    expect(said.every(({ content }) => String(content['content']).startsWith('/9j/'))).to.equal(true);
    close();
  });

  it('are sent alone as well, and whoever listens is told', async () => {
    const { input, close } = await Tray.inRoom();
    input.paste(transfer(await photograph('one.jpg')));
    await input.until(() => input.pictures.length === 1, 'not in the tray');
    const sent = oneEvent(input.element, 'live-sent');
    input.sendButton.click();
    expect((await sent).detail.message.type).to.equal('RC:ImgMsg');
    close();
  });

  it('are not sent when the page says no', async () => {
    const { input, room, close } = await Tray.inRoom();
    input.element.addEventListener('live-submit', (event) => event.preventDefault());
    input.paste(transfer(await photograph('one.jpg')));
    await input.until(() => input.pictures.length === 1, 'not in the tray');
    await input.enter();
    expect(room.messages.some(({ type }) => type === 'RC:ImgMsg')).to.equal(false);
    close();
  });

  it('are taken when dropped, and the place for it is shown', async () => {
    const input = await Tray.onStage();
    const data = transfer(await photograph('dropped.jpg'));
    expect(input.drag('dragover', data)).to.equal(false);
    await input.element.updateComplete;
    expect(input.root.querySelector('[part=drop]')!.textContent.trim()).to.equal('Drop pictures here');
    expect(input.drag('drop', data)).to.equal(false);
    await input.until(() => input.pictures[0] === 'Picture 1, dropped.jpg', 'not in the tray');
  });

  it('that cannot be sent, or are too many, say why', async () => {
    const input = await Tray.onStage();
    input.paste(transfer(new File(['no'], 'letter.jpg', { type: 'image/jpeg' })));
    await input.until(() => input.hint.startsWith('letter.jpg is not a picture'), 'not told');
    input.paste(transfer(...(await Promise.all(['1', '2', '3', '4', '5'].map((n) => photograph(`${n}.jpg`))))));
    await input.until(() => input.hint === 'At most 4 pictures at a time.', 'not told of the number');
    await input.until(() => input.pictures.length === 4, 'the first four');
  });

  it('leave a pasted text alone', async () => {
    const input = await Tray.onStage();
    const data = transfer(await photograph('cell.jpg'));
    data.setData('text/plain', 'a cell of a table');
    expect(input.paste(data)).to.equal(true);
  });
});
