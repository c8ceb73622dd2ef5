import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../src/define/channel-list.js';
import type { Channel } from '../../../src/elements/channel-list/channel.js';
import type { ChannelList } from '../../../src/elements/channel-list/channel-list.js';

const CHANNELS: Channel[] = [
  { id: 'tv', title: 'Night Stage', kind: 'tv', src: '/live/tv/master.m3u8', viewers: 12_345 },
  { id: 'host', title: '晚风电台', kind: 'host', src: '/live/host/master.m3u8', subtitle: '小鹿', viewers: 1 },
  { id: 'off', title: 'Morning Kitchen', kind: 'host', src: '/live/off/master.m3u8', live: false, viewers: 0 },
];

const list = async (channels = CHANNELS): Promise<ChannelList> =>
  fixture<ChannelList>(html`<channel-list lang="en" style="width: 600px" .channels=${channels} selected="tv"></channel-list>`);
const cards = (el: ChannelList) => [...el.shadowRoot!.querySelectorAll('button')];
const says = (card: HTMLElement) => card.textContent.replace(/\s+/g, ' ').trim();
const press = (card: HTMLElement, key: string) => card.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
const focused = (el: ChannelList) => cards(el).indexOf(el.shadowRoot!.activeElement as HTMLButtonElement);

describe('<channel-list>', () => {
  it('shows who is on, how many watch, and who is offline', async () => {
    const el = await list();
    expect(cards(el).map(says)).to.deep.equal([
      'N LIVE 12.3K12,345 viewers Night Stage TV',
      '晚 LIVE 11 viewer 晚风电台 小鹿',
      'M Offline Morning Kitchen Host',
    ]);
    expect(cards(el).map((card) => card.getAttribute('aria-current'))).to.deep.equal(['true', 'false', 'false']);
    await expect(el).to.be.accessible();
  });

  it('tells the page which channel a person wants', async () => {
    const el = await list();
    const picked = oneEvent(el, 'live-channel-select');
    cards(el)[1]!.click();
    expect((await picked).detail.channel).to.equal(CHANNELS[1]);
    expect(el.selected).to.equal('host');
  });

  it('stays on the channel when the page says no, and says nothing about the present one', async () => {
    const el = await list();
    let heard = 0;
    el.addEventListener('live-channel-select', (event) => {
      heard++;
      event.preventDefault();
    });
    cards(el)[1]!.click();
    cards(el)[0]!.click();
    expect(el.selected).to.equal('tv');
    expect(heard).to.equal(1);
  });

  it('is one tab stop; arrows, Home and End go through it', async () => {
    const el = await list();
    expect(cards(el).map((card) => card.tabIndex)).to.deep.equal([0, -1, -1]);
    cards(el)[0]!.focus();
    for (const [key, expected] of [['ArrowDown', 1], ['ArrowRight', 2], ['ArrowDown', 2], ['Home', 0], ['ArrowUp', 0], ['End', 2], ['ArrowUp', 1], ['ArrowLeft', 0]] as const) {
      press(cards(el)[focused(el)]!, key);
      expect(focused(el), key).to.equal(expected);
    }
    expect(cards(el).map((card) => card.tabIndex)).to.deep.equal([0, -1, -1]);
  });

  it('takes its channels as JSON, and markup in a title as text', async () => {
    const el = await fixture<ChannelList>(html`<channel-list lang="en" channels='[{"id":"x","title":"<b>&amp;</b>","kind":"tv","src":"/x.m3u8"}]'></channel-list>`);
    expect(el.shadowRoot!.querySelector('[part=title]')!.textContent).to.equal('<b>&</b>');
  });

  it('says when there is none, and speaks Chinese', async () => {
    const el = await list([]);
    expect(el.shadowRoot!.textContent.trim()).to.equal('No channels yet');
    el.lang = 'zh-CN';
    el.channels = CHANNELS;
    await el.updateComplete;
    await Promise.resolve();
    await el.updateComplete;
    expect(says(cards(el)[0]!)).to.contain('1.2万').and.to.contain('12,345 人在看');
  });

  for (const layout of ['row', 'rail'] as const) {
    it(`is accessible as a ${layout}`, async () => {
      const el = await list();
      el.layout = layout;
      await el.updateComplete;
      await expect(el).to.be.accessible();
    });
  }
});
