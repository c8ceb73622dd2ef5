import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/member-list.js';
import type { MemberList } from '../../../src/elements/member-list/member-list.js';
import { people, StageRoom, type Stage } from '../../support/stage-room.js';

async function open(stage: Stage = { members: { count: people.length, list: people } }): Promise<{ element: MemberList; room: StageRoom }> {
  const room = new StageRoom(stage);
  const element = await fixture<MemberList>(html`<member-list lang="en" .room=${room.handle}></member-list>`);
  return { element, room };
}

const rows = (element: MemberList) => [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=member]')];
const names = (element: MemberList) => rows(element).map((row) => row.querySelector('[part=name]')!.textContent);
const text = (element: MemberList) => element.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();

describe('<member-list>', () => {
  it('names people with role, and marks oneself', async () => {
    const { element } = await open();
    expect(names(element)).to.deep.equal(people.map(({ name }) => name));
    expect(rows(element)[0]!.textContent).to.contain('Host');
    expect(rows(element)[1]!.textContent).to.contain('Mod');
    expect(rows(element)[2]!.textContent).to.contain('You');
    expect(rows(element)[3]!.textContent).not.to.contain('You');
    await expect(element).to.be.accessible();
  });

  it('says how many there are, and how many it does not name', async () => {
    const { element, room } = await open({ members: { count: 12345, list: people } });
    expect(element.shadowRoot!.querySelector('[part=count]')!.textContent).to.equal('12,345');
    expect(text(element)).to.contain('and 12,333 more');
    room.setMembers({ count: 1, list: people.slice(0, 1) });
    await element.updateComplete;
    expect(names(element)).to.deep.equal(['Lena Fischer']);
    expect(text(element)).not.to.contain('more');
  });

  it('shows that it is loading, then that nobody is here', async () => {
    const { element, room } = await open({ room: { state: 'joining' } });
    expect(text(element)).to.contain('Loading viewers…');
    await expect(element).to.be.accessible();
    room.setRoom({ state: 'joined' });
    await element.updateComplete;
    expect(text(element)).to.contain('Nobody here yet');
    await expect(element).to.be.accessible();
  });

  it('is one tab stop; arrows go through it, Enter chooses', async () => {
    const { element } = await open();
    expect(rows(element).map(({ tabIndex }) => tabIndex).filter((index) => index === 0)).to.have.length(1);
    rows(element)[0]!.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    const chosen = oneEvent(element, 'live-member-select');
    await sendKeys({ press: 'Enter' });
    expect((await chosen).detail.member).to.deep.equal(people[2]);
    await sendKeys({ press: 'End' });
    expect(element.shadowRoot!.activeElement).to.equal(rows(element).at(-1));
  });

  it('keeps the focus on a person who moves in the list, and a tab stop when that person leaves', async () => {
    const { element, room } = await open();
    rows(element)[3]!.focus();
    room.setMembers({ count: 13, list: [people[0]!, { id: 'new', name: 'New' }, ...people.slice(1)] });
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement?.textContent).to.contain(people[3]!.name);
    room.setMembers({ count: 2, list: people.slice(0, 2) });
    await element.updateComplete;
    expect(rows(element)[0]!.tabIndex).to.equal(0);
  });

  it('never takes a name for markup', async () => {
    const { element } = await open({ members: { count: 1, list: [{ id: 'e', name: '<img src=x onerror=alert(1)>' }] } });
    expect(names(element)).to.deep.equal(['<img src=x onerror=alert(1)>']);
    expect(element.shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('speaks Chinese, and can be used in the dark', async () => {
    const { element } = await open({ members: { count: 12345, list: people } });
    element.lang = 'zh-CN';
    await waitUntil(() => text(element).includes('还有 12,333 人'), 'still English');
    element.style.colorScheme = 'dark';
    await expect(element).to.be.accessible();
  });

  it('listens to nobody once it is gone', async () => {
    const { element, room } = await open();
    element.remove();
    await Promise.resolve();
    expect(room.listeners).to.equal(0);
  });
});
