import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ChatInput } from '../../../src/elements/chat-input/chat-input.js';
import type { LiveSubmitEvent } from '../../../src/elements/events.js';
import { ChatError } from '../../../src/protocol/errors.js';
import { StageRoom } from '../../support/stage-room.js';
import { ChatInputDriver } from './chat-input-driver.js';

const open = (...args: Parameters<typeof ChatInputDriver.open>) => ChatInputDriver.open(...args);

describe('<chat-input>', () => {
  describe('sending', () => {
    it('sends on Enter and by the button, empties the field and keeps the focus', async () => {
      const input = await open();
      await input.type('  Hello  ');
      const sent = oneEvent(input.element, 'live-sent');
      await input.enter();
      expect(input.room.sent).to.deep.equal(['Hello']);
      expect(input.field.value).to.equal('');
      expect((await sent).detail.message.content.content).to.equal('Hello');
      await input.type('Again');
      input.sendButton.click();
      await input.element.updateComplete;
      expect(input.room.sent).to.deep.equal(['Hello', 'Again']);
      expect(input.hasFocus()).to.equal(true);
    });

    it('leaves Shift+Enter to the field, for a new line', async () => {
      const input = await open();
      await input.type('one');
      const event = await input.enter({ shiftKey: true });
      expect(event.defaultPrevented).to.equal(false);
      expect(input.room.sent).to.deep.equal([]);
    });

    it('asks the page first, and keeps the text when the page says no', async () => {
      const input = await open();
      const drafts: unknown[] = [];
      input.element.addEventListener('live-submit', (event: LiveSubmitEvent) => {
        drafts.push(event.detail.draft);
        event.preventDefault();
      });
      await input.type('Hello');
      await input.enter();
      expect(drafts).to.deep.equal(['Hello']);
      expect(input.room.sent).to.deep.equal([]);
      expect(input.field.value).to.equal('Hello');
    });

    it('sends nothing when there is nothing to see, says so, and stops saying so with the next letter', async () => {
      const input = await open();
      for (const blank of ['', '  \n ', '\u200b\u2060']) {
        await input.type(blank);
        await input.enter();
        expect(input.hint).to.equal('Write something first.');
      }
      expect(input.room.sent).to.deep.equal([]);
      await input.type('a');
      expect(input.hint).to.equal('');
    });

    it('keeps the text, with the reason, when the SDK refuses it at once', async () => {
      const input = await open({
        onSend: () => Promise.reject(new ChatError('too-large')),
      });
      await input.type('A thousand families');
      await input.enter();
      await input.until(() => input.hint !== '', 'no hint');
      expect(input.hint).to.equal('This message is too long. Shorten it and send again.');
      expect(input.field.value).to.equal('A thousand families');
      expect(input.hasFocus()).to.equal(true);
    });

    it('keeps the text until a slow SDK has taken it, and sends it once however often Enter is pressed', async () => {
      let accept = () => {};
      const input = await open({ onSend: (draft, room) => new Promise((resolve) => (accept = () => resolve(room.take(draft)))) });
      await input.type('Once');
      await input.enter();
      await input.enter();
      expect(input.field.value).to.equal('Once');
      accept();
      await oneEvent(input.element, 'live-sent');
      await input.element.updateComplete;
      expect(input.room.sent).to.deep.equal(['Once']);
      expect(input.field.value).to.equal('');
    });

    it('leaves a failure to the row that failed: the field is free for the next text', async () => {
      const input = await open({
        onSend: (draft, room) => {
          room.take(draft);
          return Promise.reject(new ChatError('timeout'));
        },
      });
      await input.type('Lost on the way');
      await input.enter();
      expect(input.field.value).to.equal('');
      expect(input.hint).to.equal('');
    });

    it('counts down after "too fast", and keeps focus and text', async () => {
      const input = await open({
        onSend: () => Promise.reject(new ChatError('rate-limited', { retryInMs: 60_000 })),
      });
      await input.type('Sixth in a second');
      await input.enter();
      await input.until(() => input.hint !== '', 'no countdown');
      expect(input.hint).to.match(/^You can send again in (60|59|58) s$/);
      await input.type('Sixth in a second, longer');
      await input.enter();
      expect(input.room.sent).to.have.length(1);
      expect(input.field.value).to.equal('Sixth in a second, longer');
      expect(input.hasFocus()).to.equal(true);
      await expect(input.element).to.be.accessible();
    });

    it('sends again when the countdown has ended', async () => {
      let tooFast = true;
      const input = await open({
        onSend: (draft, room) => {
          if (tooFast) return Promise.reject(new ChatError('rate-limited', { retryInMs: 200 }));
          return Promise.resolve(room.take(draft));
        },
      });
      await input.type('Sixth in a second');
      await input.enter();
      await input.until(() => input.hint !== '', 'no countdown');
      tooFast = false;
      await input.until(() => input.hint === '', 'the countdown does not end');
      await input.enter();
      expect(input.room.sent).to.have.length(2);
      expect(input.field.value).to.equal('');
    });

    it('does not count any longer when the clock of the machine is set back meanwhile', async () => {
      const input = await open({ onSend: () => Promise.reject(new ChatError('rate-limited', { retryInMs: 1500 })) });
      const { now } = Date;
      try {
        await input.type('Sixth in a second');
        await input.enter();
        await input.until(() => input.hint !== '', 'no countdown');
        Date.now = () => now() - 5 * 3_600_000;
        await input.until(() => input.hint === '', 'the countdown does not end');
      } finally {
        Date.now = now;
      }
    });

    it('says that a person is muted when the server says so', async () => {
      const input = await open({
        onSend: (draft, room) => {
          room.take(draft);
          return Promise.reject(new ChatError('muted'));
        },
      });
      await input.type('Hello');
      await input.enter();
      await input.until(() => input.hint !== '', 'no hint');
      expect(input.hint).to.equal('You are muted in this room. You can still read along.');
    });
  });

  describe('an input method', () => {
    // [name, what the field reports while composing]
    for (const [language, text] of [['Chinese', '你好'], ['Japanese', 'こんにちは'], ['Korean', '안녕하세요']] as const) {
      it(`ends a word with Enter without sending: ${language}`, async () => {
        const input = await open();
        input.field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        await input.type(text);
        await input.enter({ isComposing: true, keyCode: 229 });
        expect(input.room.sent).to.deep.equal([]);
        input.field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));
        input.field.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));
        await input.enter();
        expect(input.room.sent).to.deep.equal([text]);
      });
    }

    it('does not send where the word ends before the key arrives (Safari)', async () => {
      const input = await open();
      input.field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      await input.type('你好');
      input.field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '你好' }));
      await input.enter();
      expect(input.room.sent).to.deep.equal([]);
      await input.enter();
      expect(input.room.sent).to.deep.equal(['你好']);
    });
  });

  describe('length', () => {
    it('shows what is left near the limit, counted as people count', async () => {
      const input = await open({ limits: { textLength: 10 } });
      await input.type('1234567');
      expect(input.counter).to.equal('');
      await input.type('123456👨‍👩‍👧🇩🇪');
      expect(input.counter).to.equal('2');
    });

    it('says how much is too long, does not send it and keeps it', async () => {
      const input = await open({ limits: { textLength: 5 } });
      await input.type('12345678');
      expect(input.hint).to.equal('3 characters too many. Shorten the message.');
      expect(input.field.getAttribute('aria-invalid')).to.equal('true');
      await input.enter();
      expect(input.room.sent).to.deep.equal([]);
      expect(input.field.value).to.equal('12345678');
      await input.type('12345');
      expect(input.hint).to.equal('');
      await input.enter();
      expect(input.room.sent).to.deep.equal(['12345']);
    });

    it('grows to four lines and then scrolls', async () => {
      const input = await open();
      const height = () => input.element.getBoundingClientRect().height;
      const one = height();
      await input.type('1\n2\n3\n4');
      const four = height();
      await input.type('1\n2\n3\n4\n5\n6');
      expect(four).to.equal(one + 3 * 20);
      expect(height()).to.equal(four);
      expect(input.field.scrollHeight).to.be.above(input.field.clientHeight);
    });
  });

  describe('when nothing can be sent', () => {
    const cases = [
      [{ connection: { state: 'disconnected' } }, '', 'You are not connected.', true],
      [{ room: { state: 'joining' } }, '', 'Joining the room…', true],
      [{ room: { state: 'left' } }, '', 'You are not in the room.', true],
      [{}, 'muted', 'You are muted and can only read.', false],
      [{}, 'frozen', 'Only the host can write right now.', false],
      [{}, 'login', 'Sign in to write.', false],
      [{}, 'The show is over.', 'The show is over.', false],
    ] as const;
    for (const [stage, disabledReason, words, typing] of cases) {
      it(`says "${words}" in text and to screen readers, and sends nothing`, async () => {
        const input = await open(stage, { disabledReason });
        expect(input.field.placeholder).to.equal(words);
        expect(input.description).to.equal(words);
        expect(input.field.readOnly).to.equal(!typing);
        input.element.value = 'Hello';
        await input.element.updateComplete;
        expect(input.root.querySelector('[part=reason]')!.checkVisibility()).to.equal(true);
        input.sendButton.click();
        expect(input.room.sent).to.deep.equal([]);
        expect(input.field.value).to.equal('Hello');
        await expect(input.element).to.be.accessible();
      });
    }

    it('goes on taking and sending while it connects, for the SDK keeps it', async () => {
      const input = await open({ connection: { state: 'connecting' } });
      expect(input.description).to.equal('Connecting… keep typing.');
      await input.type('In the tunnel');
      await input.enter();
      expect(input.room.sent).to.deep.equal(['In the tunnel']);
    });

    it('keeps focus and text through a break and its end', async () => {
      const input = await open();
      await input.type('Half a sent');
      for (const state of ['connecting', 'disconnected', 'connecting', 'connected'] as const) {
        input.room.setConnection({ state });
        await input.element.updateComplete;
        expect(input.hasFocus()).to.equal(true);
        expect(input.field.value).to.equal('Half a sent');
      }
      input.room.setRoom({ state: 'joining' });
      await input.element.updateComplete;
      expect(input.hasFocus()).to.equal(true);
      expect(input.element.matches(':state(disabled)')).to.equal(true);
    });
  });

  describe('a remembered text', () => {
    afterEach(() => sessionStorage.clear());

    it('is there again after a reload, and gone once it is sent', async () => {
      const first = await open({}, { remember: true });
      await first.type('Unfinished');
      first.element.remove();
      const load = async () => {
        const element = await fixture<ChatInput>(html`<chat-input remember .room=${first.room.handle}></chat-input>`);
        return new ChatInputDriver(element, first.room);
      };
      const second = await load();
      await second.element.updateComplete;
      expect(second.field.value).to.equal('Unfinished');
      await second.enter();
      second.element.remove();
      expect((await load()).field.value).to.equal('');
    });

    it('is only kept where the page wants it', async () => {
      const input = await open();
      await input.type('Secret');
      expect(JSON.stringify(sessionStorage)).not.to.contain('Secret');
    });
  });

  describe('as an element', () => {
    it('is accessible: empty, with text, too long', async () => {
      const input = await open({ limits: { textLength: 5 } });
      await expect(input.element).to.be.accessible();
      await input.type('Hello');
      await expect(input.element).to.be.accessible();
      await input.type('Hello there');
      await expect(input.element).to.be.accessible();
    });

    it('never takes a text or a reason for markup', async () => {
      const evil = '<img src=x onerror=alert(1)>';
      const input = await open({}, { disabledReason: evil, value: evil, placeholder: evil });
      expect(input.root.querySelector('img')).to.equal(null);
      expect(input.description).to.equal(evil);
    });

    it('speaks another language as soon as the page does', async () => {
      const input = await open();
      input.element.lang = 'zh-CN';
      await input.until(() => input.field.placeholder === '说点什么…', 'still English');
      expect(input.sendButton.getAttribute('aria-label')).to.equal('发送');
    });

    it('can be moved, and listens to nobody once it is gone', async () => {
      const input = await open();
      await input.type('Kept');
      const place = document.body.appendChild(document.createElement('div'));
      place.append(input.element);
      await input.element.updateComplete;
      expect(input.field.value).to.equal('Kept');
      expect(input.room.listeners).to.be.above(0);
      place.remove();
      await Promise.resolve();
      expect(input.room.listeners).to.equal(0);
    });

    it('follows another room', async () => {
      const input = await open();
      const other = new StageRoom({ room: { state: 'left' } });
      input.element.room = other.handle;
      await input.element.updateComplete;
      expect(input.room.listeners).to.equal(0);
      expect(input.description).to.equal('You are not in the room.');
    });

    it('works when text was set before it was defined, and without any room', async () => {
      const element = await fixture<ChatInput>(html`<chat-input lang="en" value="Hi"></chat-input>`);
      expect(element.shadowRoot!.querySelector('textarea')!.value).to.equal('Hi');
      element.submit();
      await element.updateComplete;
      expect(element.shadowRoot!.querySelector('[part=hint]')!.textContent.trim()).to.equal('You are not connected.');
    });
  });
});
