import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/goal-bar.js';
import '../../../src/define/supporter-board.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { GoalBar } from '../../../src/elements/goal-bar/goal-bar.js';
import type { SupporterBoard } from '../../../src/elements/supporter-board/supporter-board.js';
import { readSums } from '../../../src/elements/shared/room-sums.js';
import { toMessage } from '../../../src/protocol/message.js';
import { StageRoom } from '../../support/stage-room.js';

const patient = { timeout: 8000 };
const gift = (price: number, count = 1) => ({ type: 'live:gift', content: { gift: 'rose', name: 'Rose', price, count } });
const text = (node: Element, selector: string) => [...node.shadowRoot!.querySelectorAll(selector)].map((found) => found.textContent!.trim());
const ranking = (el: SupporterBoard) => {
  const [names, values] = [text(el, '.name'), text(el, '.value > span[aria-hidden]')];
  return names.map((name, i) => `${name} ${values[i]}`);
};
const bar = (el: GoalBar) => el.shadowRoot!.querySelector('[role=progressbar]');

describe('<supporter-board> and <goal-bar>', () => {
  it('show the sums of the room, the same to everybody, and to those who come later', async () => {
    const hub = new LocalHub();
    const clients = [createLocalClient({ user: 'Ann', hub }), createLocalClient({ user: '小明', hub }), createLocalClient({ user: 'Late', hub })] as const;
    const [ann, ming] = [await clients[0].join('r'), await clients[1].join('r')];
    const box = await fixture(html`<div lang="en"><supporter-board></supporter-board><goal-bar></goal-bar></div>`);
    const [board, goal] = [box.querySelector('supporter-board')!, box.querySelector('goal-bar')!];
    board.room = goal.room = ann;
    await board.updateComplete;
    expect(board.shadowRoot!.textContent).to.contain('Be the first!');
    expect(bar(goal)).to.equal(null);
    await ann.send(gift(100));
    await ming.send(gift(66, 10));
    hub.say('r', { id: 'h', name: 'Host', role: 'host' }, { type: 'live:goal', content: { title: 'Microphone', value: 1000 } });
    await waitUntil(() => ranking(board).length === 2 && bar(goal), 'the sums', patient);
    expect(ranking(board)).to.deep.equal(['小明 660', 'You 100']);
    expect(bar(goal)!.getAttribute('aria-valuetext')).to.equal('760 of 1,000');
    await expect(board).to.be.accessible();
    await expect(goal).to.be.accessible();
    const late = await clients[2].join('r', { history: -1 });
    const other = await fixture<SupporterBoard>(html`<supporter-board lang="en" .room=${late} max="1"></supporter-board>`);
    await waitUntil(() => ranking(other).length === 1, 'told on joining', patient);
    expect(ranking(other)).to.deep.equal(['小明 660']);
    await ming.send(gift(240));
    await waitUntil(() => goal.matches(':state(reached)'), 'reached', patient);
    expect(goal.shadowRoot!.textContent).to.contain('Goal reached!');
    clients.forEach((client) => client.disconnect());
  });

  it('believe nobody but the server, and no figures that are none', () => {
    const sums = (content: object, role?: 'system') => readSums(toMessage({ type: 'live:sums', content: { ...content }, sender: { id: 's', name: '', ...(role ? { role } : {}) } }));
    expect(sums({ top: [], total: 5 })).to.equal(null);
    for (const content of [{}, { top: 'x', total: 5 }, { top: [], total: -5 }, { top: [], total: NaN }]) expect(sums(content, 'system')).to.equal(null);
    expect(sums({ top: [{ user: { id: 'a', name: 'A' }, value: 3 }, { user: null, value: 3 }, { user: { id: 'b', name: 'B' }, value: -1 }], total: 3, goal: { value: 0 } }, 'system')).to.deep.equal({
      top: [{ user: { id: 'a', name: 'A' }, value: 3 }],
      total: 3,
    });
  });

  it('stand alone too', async () => {
    const goal = await fixture<GoalBar>(html`<goal-bar lang="zh-CN" .goal=${{ title: '新麦克风', value: 200 }} value="50"></goal-bar>`);
    expect(bar(goal)!.getAttribute('aria-valuetext')).to.equal('50 / 200');
    const fill = goal.shadowRoot!.querySelector('.fill')!.getBoundingClientRect().width;
    goal.value = 1e9;
    await goal.updateComplete;
    expect(fill).to.be.lessThan(bar(goal)!.getBoundingClientRect().width);
    expect(bar(goal)!.getAttribute('aria-valuenow')).to.equal('200');
    const board = await fixture<SupporterBoard>(
      html`<supporter-board lang="en" compact .supporters=${[{ user: { id: 'a', name: '<i>Ann</i>' }, value: 3 }]}></supporter-board>`,
    );
    expect(ranking(board)).to.deep.equal(['<i>Ann</i> 3']);
    await expect(board).to.be.accessible();
  });

  it('leave nothing behind', async () => {
    const room = new StageRoom();
    const box = await fixture<HTMLElement>(html`<div><supporter-board .room=${room.handle}></supporter-board><goal-bar .room=${room.handle}></goal-bar></div>`);
    box.remove();
    await waitUntil(() => room.listeners === 0);
  });
});
