import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { ChatError } from '../../../src/protocol/errors.js';
import { createRegistry } from '../../../src/renderers/index.js';
import { ann, belowFold, lastShown, line, lines, list, pill, readBack, rows, scroller, shown, underEye, waitUntil } from './list-driver.js';

describe('<message-list>', () => {
  it('shows sender and text, newest at the bottom', async () => {
    const el = await list();
    el.push([line(1), line(2, { sender: { id: 'x', name: '小明' } })]);
    await lastShown(el, 'message 2');
    expect(shown(el)).to.deep.equal(['message 1', 'message 2']);
    expect(rows(el)[1]!.querySelector('.name')!.textContent).to.equal('小明');
    await expect(el).to.be.accessible();
  });

  it('says so when there is nothing', async () => {
    const el = await list();
    expect(el.shadowRoot!.textContent).to.contain('Nobody has said anything yet');
    el.push(line(1));
    await lastShown(el, 'message 1');
    expect(el.shadowRoot!.textContent).not.to.contain('Nobody has said anything yet');
    await expect(el).to.be.accessible();
  });

  it('never takes user text for markup', async () => {
    const el = await list();
    const evil = '<img src=x onerror="window.hacked=1"><script>1</script>&amp;';
    el.push([line(1, { text: evil, sender: { id: 'e', name: '<b>E</b>' } })]);
    await lastShown(el, evil);
    expect(rows(el)[0]!.querySelector('img, script, b')).to.equal(null);
    expect(rows(el)[0]!.querySelector('.name')!.textContent).to.equal('<b>E</b>');
  });

  it('keeps the newest in view through a flood, with few rows and few messages kept', async () => {
    const el = await list();
    el.capacity = 1000;
    await el.updateComplete;
    for (let i = 0; i < 20_000; i += 250) {
      el.push(lines(i, i + 250));
      if (i % 2500 === 0) await nextFrame();
    }
    await lastShown(el, 'message 19999');
    expect(rows(el).length).to.be.at.most(60);
    expect(el.stats.received).to.equal(20_000);
    expect(el.stats.kept).to.be.at.most(1250);
    expect(belowFold(el)).to.be.at.most(4);
  });

  it('shows each id once', async () => {
    const el = await list();
    el.push([line(1), line(1)]);
    el.push(line(1));
    await lastShown(el, 'message 1');
    expect(rows(el).length).to.equal(1);
  });

  it('begins anew where it is moved to, also with news on its pill', async () => {
    const el = await list();
    el.push(lines(0, 100));
    await lastShown(el, 'message 99');
    const newest = [...rows(el)].at(-1)!;
    newest.focus();
    el.push(lines(100, 103));
    await waitUntil(() => pill(el)?.textContent?.includes('3 new messages'));
    const elsewhere = document.createElement('div');
    el.parentElement!.append(elsewhere);
    elsewhere.append(el);
    await lastShown(el, 'message 102');
    await waitUntil(() => pill(el) === null);
  });

  it('stands still while somebody reads, counts what is new, and follows again on demand', async () => {
    const el = await list();
    el.push(lines(0, 100));
    await lastShown(el, 'message 99');
    await readBack(el);
    const eye = underEye(el);
    const before = eye.getBoundingClientRect().top;
    const text = eye.textContent;

    el.push(lines(100, 5100));
    await waitUntil(() => pill(el)?.textContent?.includes('new messages'));
    expect(pill(el)!.textContent).to.match(/[\d,]+ new messages/);
    expect(eye.isConnected).to.equal(true);
    expect(eye.textContent).to.equal(text);
    expect(eye.getBoundingClientRect().top).to.equal(before);
    await expect(el).to.be.accessible();

    pill(el)!.click();
    await lastShown(el, 'message 5099');
    expect(el.matches(':state(scrolled-back)')).to.equal(false);
    expect(belowFold(el)).to.be.at.most(4);
    await waitUntil(() => pill(el) === null);
  });

  it('does not move the row under the eye when others are recalled, removed or grow', async () => {
    const el = await list();
    el.push(lines(0, 100));
    await lastShown(el, 'message 99');
    await readBack(el, 600);
    const eye = underEye(el);
    const before = eye.getBoundingClientRect().top;
    el.remove('m95');
    rows(el).at(-1)!.style.minHeight = '160px'; // as a picture that arrives late
    rows(el)[0]!.style.minHeight = '90px';
    await nextFrame();
    await nextFrame();
    expect(eye.getBoundingClientRect().top).to.be.closeTo(before, 1);
    expect(shown(el)).not.to.include('message 95');
  });

  it('lets the reader go on to the start and back to the end without losing a row', async () => {
    const el = await list();
    el.push(lines(0, 90));
    await lastShown(el, 'message 89');
    await waitUntil(() => {
      scroller(el).scrollTop = -scroller(el).scrollHeight;
      return shown(el)[0] === 'message 0';
    }, 'the oldest message should come');
    expect(rows(el).length).to.be.at.most(300);
    await waitUntil(() => {
      scroller(el).scrollTop = 0;
      return !el.matches(':state(scrolled-back)');
    }, 'the list should follow again');
    expect(shown(el).at(-1)).to.equal('message 89');
  });

  it('puts history in front without moving what is being read', async () => {
    const el = await list();
    el.push(lines(100, 150));
    await lastShown(el, 'message 149');
    await readBack(el, 400);
    const eye = underEye(el);
    const before = eye.getBoundingClientRect().top;
    el.prependHistory(lines(70, 100));
    await nextFrame();
    await nextFrame();
    expect(eye.getBoundingClientRect().top).to.equal(before);
    await waitUntil(() => {
      scroller(el).scrollTop = -scroller(el).scrollHeight;
      return shown(el)[0] === 'message 70';
    }, 'the oldest message should come');
  });

  it('shows an unknown type as a readable line, and a broken renderer as well', async () => {
    const el = await list();
    const registry = createRegistry();
    registry.register('row', 'x:node', () => Object.assign(document.createElement('hr'), { className: 'mine' }));
    registry.register('row', 'x:nowhere', null);
    el.registry = registry;
    el.push([
      { id: '1', type: 'x:unknown', content: {}, sender: ann },
      { id: '2', type: 'x:node', content: {}, sender: ann },
      { id: '3', type: 'x:nowhere', content: { content: 'hidden' }, sender: ann },
      line(4),
    ]);
    await lastShown(el, 'message 4');
    expect(rows(el)[0]!.textContent).to.contain('sent something this page cannot show (x:unknown)');
    expect(rows(el)[1]!.querySelector('hr.mine')).to.exist;
    expect(rows(el)[2]!.textContent.trim()).to.equal('');
    expect(rows(el)[2]!.offsetHeight).to.equal(0);
  });

  it('draws rows anew when a renderer is registered later', async () => {
    const registry = createRegistry();
    const el = await list(html`<message-list lang="en" .registry=${registry} style="height: 300px"></message-list>`);
    el.push({ id: '1', type: 'x:late', content: {}, sender: ann });
    await waitUntil(() => rows(el).length === 1);
    registry.register('row', 'x:late', () => 'now I know');
    expect(shown(el)).to.deep.equal(['now I know']);
  });

  it('tells why a message failed', async () => {
    const el = await list();
    el.push(line(1, { state: 'failed', error: new ChatError('muted') }));
    await waitUntil(() => rows(el).length === 1);
    expect(rows(el)[0]!.textContent).to.contain('Not sent.').and.to.contain('You are muted in this room');
    const buttons = [...rows(el)[0]!.querySelectorAll('button')].map((button) => button.textContent);
    expect(buttons).to.deep.equal(['Retry', 'Delete']);
    await expect(el).to.be.accessible();
  });

  it('follows the language of the page', async () => {
    const el = await list();
    el.push({ id: '1', type: 'live:members', content: { joined: [{ id: 'a', name: '小明' }], joinedCount: 1, left: [], leftCount: 0 }, sender: { id: 'system', name: '', role: 'system' } });
    await lastShown(el, '小明 joined');
    el.lang = 'zh-CN';
    await lastShown(el, '小明 进入了直播间');
  });

  it('can be walked and acted in by keyboard alone', async () => {
    const el = await list();
    el.push(lines(0, 5));
    await lastShown(el, 'message 4');
    const key = (name: string) => el.shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
    scroller(el).focus();
    key('ArrowUp');
    key('ArrowUp');
    expect((el.shadowRoot!.activeElement as HTMLElement).dataset['id']).to.equal('m3');
    key('Enter');
    await waitUntil(() => el.shadowRoot!.activeElement?.getAttribute('role') === 'menuitem');
    await expect(el).to.be.accessible();
    const menu = el.shadowRoot!.querySelector('[role=menu]')!;
    expect([...menu.querySelectorAll('button')].map((b) => b.textContent!.trim())).to.deep.equal(['Copy', 'Hide', 'Hide this person']);
    key('ArrowDown');
    (el.shadowRoot!.activeElement as HTMLElement).click();
    await waitUntil(() => !shown(el).includes('message 3'));
  });

  it('takes itself out of the page when remove() is called without an id', async () => {
    const el = await list();
    el.remove();
    expect(el.isConnected).to.equal(false);
  });

  it('survives a move in the page', async () => {
    const el = await list();
    el.push(lines(0, 50));
    await lastShown(el, 'message 49');
    const other = await fixture(html`<section></section>`);
    other.append(el);
    await el.updateComplete;
    el.push(line(50));
    await lastShown(el, 'message 50');
    expect(belowFold(el)).to.be.at.most(4);
  });
});
