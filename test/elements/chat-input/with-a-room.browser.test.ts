import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { createLocalClient } from '../../../src/adapters/local/index.js';
import '../../../src/define/chat-input.js';
import '../../../src/define/member-list.js';
import '../../../src/define/room-status.js';
import { textOf } from '../../../src/protocol/message.js';
import { ChatInputDriver } from './chat-input-driver.js';
import type { StageRoom } from '../../support/stage-room.js';

describe('input, status and members in a room that works', () => {
  it('what one person sends, another receives, and both are counted and named', async () => {
    const [ann, bo] = [createLocalClient({ user: { id: 'ann', name: 'Ann' } }), createLocalClient({ user: { id: 'bo', name: '小波' } })];
    const place = await fixture(html`<div lang="en">
      <chat-input .client=${ann} room="r1"></chat-input>
      <room-status .client=${ann} room="r1"></room-status>
      <member-list .client=${ann} room="r1"></member-list>
    </div>`);
    const theirs = await bo.join('r1');
    const received: string[] = [];
    const undo = theirs.on('messages', (batch) => received.push(...batch.map(textOf)));
    const input = new ChatInputDriver(place.querySelector('chat-input')!, undefined as unknown as StageRoom);
    await input.until(() => input.description === '', 'the room is not joined');
    await input.type('Hello, 小波!');
    const sent = oneEvent(input.element, 'live-sent');
    await input.enter();
    expect(input.field.value).to.equal('');
    expect((await sent).detail.message.state).to.equal('sent');
    await input.until(() => received.includes('Hello, 小波!'), 'nothing received');
    const status = place.querySelector('room-status')!.shadowRoot!;
    await input.until(() => status.textContent.includes('2 viewers'), 'not two viewers');
    const list = place.querySelector('member-list')!.shadowRoot!;
    await input.until(() => list.textContent.includes('小波') && list.textContent.includes('You'), 'not named');
    undo();
    bo.disconnect();
    ann.disconnect();
  });
});
