import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/danmaku-layer.js';
import '../../../src/define/danmaku-settings.js';
import type { DanmakuSettings } from '../../../src/elements/danmaku-settings/danmaku-settings.js';
import { danmakuPreferences } from '../../../src/elements/shared/danmaku-preferences.js';

const stored = () => JSON.parse(localStorage.getItem('live-danmaku') ?? '{}') as object;

async function panel(): Promise<DanmakuSettings> {
  const el = await fixture<DanmakuSettings>(html`<danmaku-settings lang="en"></danmaku-settings>`);
  await el.updateComplete;
  return el;
}

/** A field by the words beside it. */
function field(el: DanmakuSettings, label: string): HTMLInputElement {
  const found = [...el.shadowRoot!.querySelectorAll('label')].find((one) => one.textContent!.trim().startsWith(label));
  return found!.querySelector('input')!;
}
const button = (el: DanmakuSettings, name: string) =>
  [...el.shadowRoot!.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent!.trim()) === name)!;

describe('<danmaku-settings>', () => {
  beforeEach(() => danmakuPreferences.reset());
  after(() => danmakuPreferences.reset());

  it('can be used by everybody', async () => {
    const el = await panel();
    danmakuPreferences.set({ filters: { words: ['spoiler'] } });
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });

  it('changes and remembers a setting by keyboard, and shows it as a percentage', async () => {
    const el = await panel();
    const size = field(el, 'Size');
    expect(size.getAttribute('aria-valuetext')).to.equal('100%');
    size.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await el.updateComplete;
    expect(size.getAttribute('aria-valuetext')).to.equal('120%');
    expect(stored()).to.deep.equal({ scale: 1.2 });
  });

  it('shows what the page wants where nothing was chosen, and goes back to it on reset', async () => {
    const el = await panel();
    el.defaults = { area: 0.5 };
    await el.updateComplete;
    expect(field(el, 'Area').value).to.equal('0.5');
    danmakuPreferences.set({ area: 1, calm: true });
    await el.updateComplete;
    expect(field(el, 'Area').value).to.equal('1');
    expect(field(el, 'Calm').checked).to.equal(true);
    button(el, 'Reset').click();
    await el.updateComplete;
    expect(field(el, 'Area').value).to.equal('0.5');
    expect(field(el, 'Calm').checked).to.equal(false);
    expect(localStorage.getItem('live-danmaku')).to.equal(null);
  });

  it('switches kinds, and all of it', async () => {
    const el = await panel();
    field(el, 'Top').click();
    expect(danmakuPreferences.value.modes).to.deep.equal(['scroll', 'reverse', 'bottom', 'fixed', 'advanced']);
    field(el, 'Danmaku').click();
    expect(danmakuPreferences.value.off).to.equal(true);
  });

  it('adds and removes filters, and takes them as text', async () => {
    const el = await panel();
    el.shadowRoot!.querySelector<HTMLInputElement>('.add input')!.focus();
    await sendKeys({ type: 'spoiler' });
    await sendKeys({ press: 'Enter' });
    await el.updateComplete;
    expect(danmakuPreferences.value.filters?.words).to.deep.equal(['spoiler']);
    const area = el.shadowRoot!.querySelector('textarea')!;
    expect(area.value).to.equal('word: spoiler');
    area.value = 'word: ads\nuser: troll';
    area.dispatchEvent(new InputEvent('input'));
    button(el, 'Apply').click();
    await el.updateComplete;
    expect(danmakuPreferences.value.filters).to.deep.equal({ words: ['ads'], users: ['troll'], types: [] });
    button(el, 'No longer hide troll').click();
    await el.updateComplete;
    expect(danmakuPreferences.value.filters?.users).to.deep.equal([]);
  });

  it('lives with nonsense in the storage', async () => {
    localStorage.setItem('live-danmaku', '{"area":7,"speed":"fast","modes":["top","sideways"],"filters":{"words":[1,"ok"]},"evil":1}');
    dispatchEvent(new StorageEvent('storage', { key: 'live-danmaku' }));
    const el = await panel();
    dispatchEvent(new StorageEvent('storage', { key: 'live-danmaku' }));
    expect(danmakuPreferences.value).to.deep.equal({ area: 1, modes: ['top'], filters: { words: ['ok'], users: [], types: [] } });
    expect(field(el, 'Area').value).to.equal('1');
  });

  it('speaks Chinese where the page does', async () => {
    const el = await panel();
    el.lang = 'zh-CN';
    await waitUntil(() => el.shadowRoot!.textContent!.includes('不透明度'), 'it should change', { timeout: 8000 });
  });
});
