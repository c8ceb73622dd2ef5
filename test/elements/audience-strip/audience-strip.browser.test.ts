import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/audience-strip.js';
import type { AudienceStrip } from '../../../src/elements/audience-strip/audience-strip.js';
import { people, StageRoom, type Stage } from '../../support/stage-room.js';

async function open(stage: Stage, width = 400): Promise<{ element: AudienceStrip; room: StageRoom }> {
  const room = new StageRoom(stage);
  const element = await fixture<AudienceStrip>(html`<audience-strip lang="en" style="width: ${width}px" .room=${room.handle}></audience-strip>`);
  return { element, room };
}

const portraits = (element: AudienceStrip) => [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=member]')];
const more = (element: AudienceStrip) => element.shadowRoot!.querySelector<HTMLButtonElement>('[part=more]');
const crowd: Stage = { members: { count: 2345, list: people } };

describe('<audience-strip>', () => {
  it('shows eight people at most, named for screen readers, and how many more', async () => {
    const { element } = await open(crowd);
    await waitUntil(() => portraits(element).length === 8, 'not eight');
    expect(portraits(element)[0]!.getAttribute('aria-label')).to.equal('Lena Fischer · Host');
    expect(portraits(element)[2]!.getAttribute('aria-label')).to.equal('Mei');
    expect(more(element)!.querySelector('bdi')!.textContent).to.equal('+2.3K');
    expect(more(element)!.querySelector('.visually-hidden')!.textContent).to.equal('and 2,337 more');
    await expect(element).to.be.accessible();
  });

  it('shows as many as fit, inside of its width', async () => {
    const { element } = await open(crowd, 150);
    await waitUntil(() => portraits(element).length === 2, 'not two');
    expect(more(element)!.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right);
    element.style.width = '300px';
    await waitUntil(() => portraits(element).length === 8, 'not as many as fit into 300 px');
  });

  it('shows no number when everybody is there to see', async () => {
    const { element } = await open({ members: { count: 3, list: people.slice(0, 3) } });
    await waitUntil(() => portraits(element).length === 3, 'not three');
    expect(more(element)).to.equal(null);
  });

  it('tells who was chosen, and that somebody wants to see all', async () => {
    const { element } = await open(crowd);
    await waitUntil(() => portraits(element).length === 8, 'not eight');
    portraits(element)[0]!.focus();
    await sendKeys({ press: 'ArrowRight' });
    const chosen = oneEvent(element, 'live-member-select');
    await sendKeys({ press: 'Enter' });
    expect((await chosen).detail.member.id).to.equal('mod-1');
    await sendKeys({ press: 'End' });
    const all = oneEvent(element, 'live-members-open');
    await sendKeys({ press: 'Enter' });
    expect((await all).detail.room).to.equal('stage');
  });

  it('goes the other way in a language that runs from right to left', async () => {
    const { element } = await open(crowd);
    element.dir = 'rtl';
    await waitUntil(() => portraits(element).length === 8, 'not eight');
    portraits(element)[0]!.focus();
    await sendKeys({ press: 'ArrowLeft' });
    expect(element.shadowRoot!.activeElement).to.equal(portraits(element)[1]);
    expect(portraits(element)[0]!.getBoundingClientRect().left).to.be.above(portraits(element)[1]!.getBoundingClientRect().left);
  });

  it('shows nothing for nobody, and listens to nobody once it is gone', async () => {
    const { element, room } = await open({});
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    element.remove();
    await Promise.resolve();
    expect(room.listeners).to.equal(0);
  });
});
