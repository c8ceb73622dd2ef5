import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createLocalClient, LocalHub } from '../../../src/adapters/local/index.js';
import type { MessageList } from '../../../src/elements/message-list/message-list.js';
import '../../../src/define/message-list.js';

const patient = { timeout: 8000 };

describe('notices in <message-list>', () => {
  it('stand as lines of the room, once, and change with the language of the page', async () => {
    const hub = new LocalHub();
    const client = createLocalClient({ user: 'Mei', hub });
    const room = await client.join('r');
    await (await createLocalClient({ user: 'Ann', hub }).join('r')).send('hello');
    const box = await fixture<HTMLElement>(html`
      <div lang="en"><message-list style="height: 300px" .room=${room}></message-list><message-list style="height: 300px" .room=${room}></message-list></div>
    `);
    const [one, two] = box.querySelectorAll<MessageList>('message-list');
    const texts = (list: MessageList) => [...list.shadowRoot!.querySelectorAll('.row-line')].map((row) => row.textContent!.trim()).filter((text) => !text.includes('joined'));
    hub.announce('r', 'muted', ['Ann']);
    hub.announce('r', 'slowed');
    const said = ['Ann can only read', 'Slow mode is on'];
    for (const list of [one!, two!]) await waitUntil(() => texts(list).length === 2, 'the lines', patient);
    expect([texts(one!), texts(two!)]).to.deep.equal([said, said]);
    await expect(one!).to.be.accessible();
    box.lang = 'zh-CN';
    await waitUntil(() => texts(one!).slice(-2).join() === 'Ann被禁言,慢速模式已开启', 'Chinese', patient);
    client.disconnect();
    hub.close();
  });
});
