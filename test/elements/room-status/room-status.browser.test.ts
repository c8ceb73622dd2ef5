import { ContextProvider } from '@lit/context';
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../../src/define/room-status.js';
import type { RoomStatus } from '../../../src/elements/room-status/room-status.js';
import { roomContext } from '../../../src/context/index.js';
import { ChatError } from '../../../src/protocol/errors.js';
import { StageRoom, type Stage } from '../../support/stage-room.js';

async function open(stage: Stage = {}, compact = false): Promise<{ element: RoomStatus; room: StageRoom }> {
  const room = new StageRoom(stage);
  const element = await fixture<RoomStatus>(html`<room-status lang="en" .room=${room.handle} ?compact=${compact}></room-status>`);
  return { element, room };
}

const part = (element: RoomStatus, name: string) => element.shadowRoot!.querySelector(`[part=${name}]`);
const words = (element: RoomStatus) => part(element, 'words')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const spoken = (element: RoomStatus) => element.shadowRoot!.querySelector('[role=status]')!.textContent.trim();
/** What a screen reader reads of the count. */
const viewers = (element: RoomStatus) =>
  part(element, 'viewers')?.querySelector('.visually-hidden')?.textContent.trim() ?? '';

describe('<room-status>', () => {
  for (const [count, sentence] of [[0, '0 viewers'], [1, '1 viewer'], [12345, '12,345 viewers']] as const) {
    it(`counts: ${sentence}`, async () => {
      const { element } = await open({ members: { count, list: [] } });
      expect(words(element)).to.equal('Connected');
      expect(viewers(element)).to.equal(sentence);
      await expect(element).to.be.accessible();
    });
  }

  it('compact shows a short number in the language of the page, and no words while all is well', async () => {
    const { element, room } = await open({ members: { count: 12345, list: [] } }, true);
    expect(words(element)).to.equal('');
    expect(viewers(element)).to.equal('12.3K');
    element.lang = 'zh-CN';
    await waitUntil(() => viewers(element) === '1.2万', 'still English');
    room.setConnection({ state: 'connecting' });
    await element.updateComplete;
    expect(words(element)).to.equal('正在重连…');
    await expect(element).to.be.accessible();
  });

  it('follows the number', async () => {
    const { element, room } = await open({ members: { count: 998, list: [] } });
    room.setMembers({ count: 1003, list: [] });
    await element.updateComplete;
    expect(viewers(element)).to.equal('1,003 viewers');
  });

  it('says when the next try comes, and goes through a whole break', async () => {
    const { element, room } = await open();
    room.setConnection({ state: 'connecting', reason: new ChatError('network'), attempt: 1, retryAt: Date.now() + 4_500 });
    await element.updateComplete;
    expect(words(element)).to.equal('Reconnecting in 5 s');
    expect(element.matches(':state(connecting)')).to.equal(true);
    room.setConnection({ retryAt: null });
    await element.updateComplete;
    expect(words(element)).to.equal('Reconnecting…');
    room.setConnection({ state: 'connected', reason: null, attempt: 0 });
    await element.updateComplete;
    expect(words(element)).to.equal('Connected');
    expect(element.matches(':state(connected)')).to.equal(true);
  });

  it('speaks of changes of state only: not of the first one, of seconds or of viewers', async () => {
    const { element, room } = await open({ members: { count: 5, list: [] } });
    expect(spoken(element)).to.equal('');
    room.setMembers({ count: 6, list: [] });
    await element.updateComplete;
    expect(spoken(element)).to.equal('');
    for (const retryAt of [Date.now() + 9_000, Date.now() + 3_000, null]) {
      room.setConnection({ state: 'connecting', retryAt });
      await element.updateComplete;
      expect(spoken(element)).to.equal('Reconnecting…');
    }
  });

  it('says why it is disconnected for good, and tries again by a button', async () => {
    const { element, room } = await open({
      connection: { state: 'disconnected', reason: new ChatError('token-expired') },
      onJoin: () => Promise.reject(new ChatError('token-incorrect')),
    });
    expect(words(element)).to.equal('Disconnected Your sign-in has expired. Sign in again.');
    await expect(element).to.be.accessible();
    const failed = oneEvent(element, 'live-error');
    element.shadowRoot!.querySelector('button')!.click();
    expect((await failed).detail.error).to.have.property('name', 'token-incorrect');
    expect(room.joins).to.equal(1);
  });

  it('offers no button that could not help', async () => {
    const { element } = await open({ connection: { state: 'disconnected', reason: new ChatError('user-banned') } });
    expect(element.shadowRoot!.querySelector('button')).to.equal(null);
  });

  it('finds the room around it, whichever was there first, and another one where it is moved to', async () => {
    const [early, late] = [new StageRoom({ members: { count: 1, list: [] } }), new StageRoom({ members: { count: 2, list: [] } })];
    const places = await fixture(html`<div><div></div><div><room-status lang="en"></room-status></div></div>`);
    const [first, second] = [...places.children] as [HTMLElement, HTMLElement];
    const element = second.querySelector('room-status')!;
    new ContextProvider(first, { context: roomContext, initialValue: early.handle });
    // The room comes after the element that wants it.
    new ContextProvider(second, { context: roomContext, initialValue: late.handle }).hostConnected();
    await waitUntil(() => viewers(element) === '2 viewers', 'the late room is not found');
    first.append(element);
    await waitUntil(() => viewers(element) === '1 viewer', 'the other room is not found');
    expect(late.listeners).to.equal(0);
  });

  it('shows nothing without a room, and listens to nobody once it is gone', async () => {
    const { element, room } = await open();
    element.remove();
    await Promise.resolve();
    expect(room.listeners).to.equal(0);
    const alone = await fixture<RoomStatus>(html`<room-status></room-status>`);
    expect(alone.shadowRoot!.textContent.trim()).to.equal('');
  });
});
