import { expect } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { createLocalClient, LocalHub } from '../../../../src/adapters/local/index.js';
import type { ChatRoom } from '../../../../src/client/contract.js';
import { ChatInputDriver } from '../chat-input-driver.js';

const MEDIA = { url: '/media', imageBytes: 10 * 1024 * 1024, voiceBytes: 2 * 1024 * 1024, voiceSeconds: 60 };
const devices = navigator.mediaDevices;
const original = devices.getUserMedia.bind(devices);
let microphones: MediaStream[] = [];

/** A microphone that hears a tone: everything behind it is the browser's own. */
function plugIn(): void {
  devices.getUserMedia = async () => {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    microphones.push(out.stream);
    return out.stream;
  };
}

class Voice extends ChatInputDriver {
  static async inRoom(): Promise<{ input: Voice; room: ChatRoom; close(): void }> {
    const client = createLocalClient({ user: 'Ann', hub: new LocalHub() });
    const room = await client.join('r');
    const close = () => {
      client.disconnect();
      client.hub.close();
    };
    const { element } = await Voice.open({ limits: { media: MEDIA } });
    element.room = room;
    const input = new Voice(element, undefined!);
    await input.until(() => input.button !== null, 'no microphone');
    return { input, room, close };
  }

  get button(): HTMLButtonElement {
    return this.root.querySelector('[part=voice-button]')!;
  }

  get time(): string {
    return this.root.querySelector('[part=voice-time]')?.textContent ?? '';
  }

  get middle(): [number, number] {
    const { x, y, width, height } = this.button.getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  }

  async down(): Promise<void> {
    await sendMouse({ type: 'move', position: this.middle });
    await sendMouse({ type: 'down' });
  }

  get recording(): boolean {
    return /^\d:\d\d$/.test(this.time);
  }

  async has(seconds: number): Promise<void> {
    await this.until(() => Number(this.time.split(':')[1]) >= seconds, `not recording for ${seconds} s`);
  }
}

const free = () => microphones.every((stream) => stream.getTracks().every((track) => track.readyState === 'ended'));
const voices = (room: ChatRoom) => room.messages.filter(({ type }) => type === 'RC:HQVCMsg');

describe('voice messages in the input', () => {
  beforeEach(() => {
    microphones = [];
    plugIn();
  });
  afterEach(async () => {
    devices.getUserMedia = original;
    await resetMouse();
  });

  it('stand where the send button will be, until something is written', async () => {
    const { input, close } = await Voice.inRoom();
    expect(input.button.getAttribute('aria-label')).to.match(/^Record a voice message/);
    await input.type('hello');
    expect(input.button).to.equal(null);
    expect(input.sendButton).not.to.equal(null);
    close();
  });

  it('are recorded for as long as the button is held, and sent when it is let go', async () => {
    const { input, room, close } = await Voice.inRoom();
    await input.down();
    await input.has(1);
    await expect(input.element).to.be.accessible();
    await sendMouse({ type: 'up' });
    await input.until(() => voices(room)[0]?.state === 'sent', 'not sent');
    const { content } = voices(room)[0]!;
    expect(content['duration']).to.be.within(1, 6);
    expect(content['size']).to.be.above(200);
    expect(content['type']).to.equal('audio/webm');
    expect(Math.max(...(content['waveform'] as number[]))).to.be.above(20);
    expect(free()).to.equal(true);
    const audio = new Audio(String(content['remoteUrl']));
    await new Promise((resolve, reject) => {
      audio.onloadedmetadata = resolve;
      audio.onerror = reject;
    });
    close();
  });

  it('are discarded when the finger slides away, and can be kept by coming back', async () => {
    const { input, room, close } = await Voice.inRoom();
    await input.down();
    await input.has(1);
    const [x, y] = input.middle;
    await sendMouse({ type: 'move', position: [Math.max(1, x - 120), y] });
    await input.until(() => input.root.querySelector('.what')!.textContent === 'Let go to discard', 'not told');
    await sendMouse({ type: 'up' });
    await input.until(() => input.hint === 'Discarded.', 'not told');
    expect(voices(room)).to.deep.equal([]);
    expect(free()).to.equal(true);
    close();
  });

  it('go by keyboard: one press starts, Escape discards, a second press sends', async () => {
    const { input, room, close } = await Voice.inRoom();
    input.button.click();
    await input.until(() => input.recording, 'not started');
    input.button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await input.until(() => input.hint === 'Discarded.', 'not discarded');
    input.button.click();
    await input.has(1);
    expect(input.button.getAttribute('aria-label')).to.equal('Send the voice message');
    input.button.click();
    await input.until(() => voices(room).length === 1, 'not sent');
    close();
  });

  it('that are too short are not sent, and say so', async () => {
    const { input, room, close } = await Voice.inRoom();
    input.button.click();
    await input.until(() => input.recording, 'not started');
    input.button.click();
    await input.until(() => input.hint.startsWith('That was too short.'), 'not told');
    expect(voices(room)).to.deep.equal([]);
    expect(free()).to.equal(true);
    close();
  });

  it('end by themselves at the limit, and are sent', async () => {
    const { input, room, close } = await Voice.inRoom();
    Object.defineProperty(room.client, 'limits', { value: { ...room.client.limits, media: { ...MEDIA, voiceSeconds: 2 } } });
    input.button.click();
    await input.until(() => voices(room).length === 1, 'not sent');
    expect(voices(room)[0]!.content['duration']).to.equal(2);
    close();
  });

  const faults: [string, RegExp][] = [
    ['NotAllowedError', /not allowed for this page/],
    ['NotFoundError', /No microphone was found/],
    ['NotReadableError', /used by another program/],
  ];
  for (const [name, words] of faults) {
    it(`say why there are none: ${name}`, async () => {
      devices.getUserMedia = () => Promise.reject(new DOMException('', name));
      const { input, close } = await Voice.inRoom();
      input.button.click();
      await input.until(() => words.test(input.hint), 'not told');
      close();
    });
  }

  it('free the microphone when the element goes', async () => {
    const { input, close } = await Voice.inRoom();
    input.button.click();
    await input.until(() => input.recording, 'not started');
    input.element.remove();
    expect(free()).to.equal(true);
    close();
  });
});
