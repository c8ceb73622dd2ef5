import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/crowd-simulator.js';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { CrowdSimulator } from '../../../src/elements/crowd-simulator/crowd-simulator.js';
import { StageRoom } from '../../support/stage-room.js';

const patient = { timeout: 8000 };

async function open(hub = new LocalHub()) {
  const client = createLocalClient({ user: 'Ann', hub });
  const room = await client.join('r');
  const el = await fixture<CrowdSimulator>(html`<crowd-simulator lang="en" viewers="20000" seed="7" scenario="worst-day" .room=${room}></crowd-simulator>`);
  return { el, room, client, hub };
}
const says = (el: CrowdSimulator) => el.shadowRoot!.querySelector('p')!.textContent!;

describe('<crowd-simulator>', () => {
  it('fills a local room with talk, gifts and viewers, until it is paused', async () => {
    const { el, room, client } = await open();
    await waitUntil(() => el.stats.messages > 20 && el.stats.gifts > 1, 'talk and gifts', patient);
    expect(room.members.count).to.be.greaterThan(19_000);
    expect(room.messages.map(({ type }) => type)).to.include.members(['RC:TxtMsg', 'live:gift', 'live:pin', 'live:goal']);
    await expect(el).to.be.accessible();
    el.shadowRoot!.querySelector('button')!.click();
    await el.updateComplete;
    const { messages } = el.stats;
    expect(el.paused).to.equal(true);
    await waitUntil(() => room.messages.at(-1)?.type !== undefined);
    expect(el.stats.messages).to.equal(messages);
    client.disconnect();
  });

  it('says the same things in the same order for the same seed', async () => {
    const said = async () => {
      const { el, room, client } = await open();
      const texts = () => room.messages.filter(({ type }) => type === 'RC:TxtMsg').map(({ sender, content }) => `${sender.name}: ${String(content['content'])}`);
      await waitUntil(() => texts().length >= 12, 'talk', patient);
      el.remove();
      client.disconnect();
      return texts().slice(0, 12);
    };
    expect(await said()).to.deep.equal(await said());
  });

  it('begins anew when its plan changes, and stops when it leaves', async () => {
    const { el, room, client } = await open();
    await waitUntil(() => el.stats.messages > 5, 'talk', patient);
    el.scenario = 'calm';
    await el.updateComplete;
    expect(el.stats.messages).to.be.at.most(3);
    el.remove();
    await Promise.resolve();
    await waitUntil(() => el.stats.messages === 0);
    const before = room.messages.length;
    await room.send('after');
    expect(room.messages.length).to.be.at.most(before + 2);
    client.disconnect();
  });

  it('says what it needs where there is no hub', async () => {
    const room = new StageRoom();
    const el = await fixture<CrowdSimulator>(html`<crowd-simulator lang="en" .room=${room.handle}></crowd-simulator>`);
    expect(says(el)).to.contain('createLocalClient()');
    expect(room.sent).to.deep.equal([]);
    el.remove();
    await waitUntil(() => room.listeners === 0);
  });
});
