import { expect, nextFrame, oneEvent, html } from '@open-wc/testing';
import type { MessageList } from '../../../src/elements/message-list/message-list.js';
import { belowFold, crowd, lastShown, line, lines, list, part, pill, readBack, rows, scroller, shown, underEye, waitUntil } from './list-driver.js';

/** Pushes `perFrame` messages in each of so many frames, as a busy room does. */
async function flood(el: MessageList, frames: number, perFrame: number, from = 1000): Promise<number> {
  for (let i = 0; i < frames; i++) {
    el.push(crowd(from + i * perFrame, from + (i + 1) * perFrame));
    await nextFrame();
  }
  return from + frames * perFrame;
}

describe('<message-list> under flood', () => {
  it('shows what must be seen, a share of the rest, the last words, and says how much', async () => {
    const el = await list();
    el.push(line(1));
    await lastShown(el, 'message 1');
    const told = oneEvent(el, 'live-load');
    const end = await flood(el, 60, 40);
    el.push([{ id: 'host', text: 'welcome all', sender: { id: 'h', name: 'Host', role: 'host' } }]);
    await lastShown(el, 'welcome all');
    expect(belowFold(el)).to.be.at.most(4);
    const { detail } = await told;
    expect(detail.oneIn).to.be.greaterThan(3);
    await waitUntil(() => part(el, 'load'));
    expect(part(el, 'load')!.textContent).to.match(/Showing 1 in \d+/);
    await expect(el).to.be.accessible();
    const { received, shown: count, shaped, kinds } = el.stats;
    expect(received).to.equal(end - 1000 + 2);
    expect(count).to.be.lessThan(received / 3);
    expect(count + shaped).to.be.closeTo(received, 0);
    expect(kinds.host).to.deep.equal({ received: 1, shown: 1 });
    await waitUntil(() => !part(el, 'load'), 'the meter should go when the flood is over');
  });

  it('keeps what was left out for whoever looks: a number on the row, and everything further up', async () => {
    const el = await list();
    el.push(line(1));
    await lastShown(el, 'message 1');
    const end = await flood(el, 20, 20);
    await lastShown(el, `message ${end - 1}`);
    el.pause();
    await waitUntil(() => part(el, 'left-out'));
    const button = part(el, 'left-out')!;
    const row = button.closest<HTMLElement>('.row')!;
    const next = Number(row.dataset['id']!.slice(1));
    expect(button.getAttribute('aria-label')).to.contain('not shown');
    await expect(el).to.be.accessible();
    button.click();
    await nextFrame();
    expect(shown(el)).to.include(`message ${next - 1}`);
    expect(el.shadowRoot!.activeElement?.classList.contains('row')).to.equal(true);
    // Up and up: no number is missing between two rows.
    await waitUntil(() => {
      scroller(el).scrollTop = -scroller(el).scrollHeight;
      return shown(el).includes('message 1000');
    }, 'the first of the flood should come');
    const numbers = rows(el).map((one) => Number(one.dataset['id']!.slice(1)));
    const from = numbers.indexOf(1000);
    expect(numbers.slice(from, from + 20)).to.deep.equal(Array.from({ length: 20 }, (_, i) => 1000 + i));
  });

  it('goes through what was left out by arrow keys as well', async () => {
    const el = await list();
    el.push(line(1));
    await lastShown(el, 'message 1');
    const end = await flood(el, 40, 20);
    await lastShown(el, `message ${end - 1}`);
    scroller(el).focus();
    const up = () => el.shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, composed: true, cancelable: true }));
    up();
    const focused = () => Number((el.shadowRoot!.activeElement as HTMLElement).dataset['id']?.slice(1));
    expect(focused()).to.equal(end - 1);
    await waitUntil(() => part(el, 'left-out'));
    for (let i = 2; i < 12; i++) {
      up();
      expect(focused()).to.equal(end - i);
    }
  });

  it('moves nothing under the eye: five thousand new ones, trimming, recalls, late pictures', async () => {
    const el = await list();
    el.capacity = 300;
    el.push(lines(0, 200));
    await lastShown(el, 'message 199');
    await readBack(el, 400);
    const eye = underEye(el);
    const before = eye.getBoundingClientRect().top;
    const text = eye.textContent;
    for (let i = 0; i < 5000; i += 500) {
      el.push(crowd(1000 + i, 1500 + i));
      await nextFrame();
      expect(eye.getBoundingClientRect().top).to.be.closeTo(before, 0.5);
    }
    el.remove(['m198', 'm197']);
    rows(el).at(-1)!.append(Object.assign(document.createElement('img'), { width: 50, height: 180, src: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=' }));
    await nextFrame();
    await nextFrame();
    expect(eye.getBoundingClientRect().top).to.be.closeTo(before, 0.5);
    expect(eye.textContent).to.equal(text);
    expect(el.stats.kept).to.be.lessThan(700);
    await waitUntil(() => pill(el));
  });

  it('folds a chant into one counting row that says who took part', async () => {
    const el = await list();
    el.push(line(1));
    await lastShown(el, 'message 1');
    el.push(Array.from({ length: 40 }, (_, i) => ({ id: `gg${i}`, text: 'GG', sender: { id: `c${i % 20}`, name: `Fan ${i % 20}` } })));
    await waitUntil(() => part(el, 'chant-count')?.textContent === '×40', 'the chant should count to forty');
    expect(rows(el).length).to.be.lessThan(10);
    await expect(el).to.be.accessible();
    part(el, 'chant')!.click();
    await waitUntil(() => part(el, 'menu'));
    expect(part(el, 'menu')!.textContent).to.contain('Who said it').and.to.contain('Fan 19');
    await expect(el).to.be.accessible();
  });

  it('gives each message a row of its own where folding is not wanted', async () => {
    const el = await list(html`<message-list lang="en" without-folding style="height: 300px"></message-list>`);
    el.push(Array.from({ length: 20 }, (_, i) => ({ id: `gg${i}`, text: 'GG', sender: { id: `c${i}`, name: `Fan ${i}` } })));
    await waitUntil(() => rows(el).length === 20);
  });

  it('counts the repeats of a gift and merged notices in one row each', async () => {
    const el = await list();
    const gift = (i: number) => ({ id: `g${i}`, type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count: 1, combo: 'c', total: i + 1 }, sender: { id: 'b', name: 'Bea' } });
    const joined = (i: number) => ({ id: `j${i}`, type: 'live:members', content: { joined: [{ id: `n${i}`, name: `New ${i}` }], joinedCount: 1, left: [], leftCount: 0 }, sender: { id: 'system', name: '', role: 'system' as const } });
    for (let i = 0; i < 66; i++) el.push(gift(i));
    for (let i = 0; i < 5; i++) el.push(joined(i));
    await waitUntil(() => shown(el).some((text) => text?.includes('×66')));
    await waitUntil(() => shown(el).some((text) => text?.includes('New 0, New 1 and 3 others joined')));
    expect(rows(el).length).to.equal(2);
  });

  it('takes a hundred thousand without keeping them', async () => {
    const el = await list();
    for (let i = 0; i < 100_000; i += 1000) {
      el.push(crowd(i, i + 1000));
      if (i % 10_000 === 0) await nextFrame();
    }
    await lastShown(el, 'message 99999');
    expect(rows(el).length).to.be.at.most(60);
    expect(el.stats.kept).to.be.at.most(2500);
    expect(el.stats.received).to.equal(100_000);
  });

  it('does nothing in a hidden tab, and catches up in one step', async () => {
    const el = await list();
    el.push(lines(0, 20));
    await lastShown(el, 'message 19');
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    try {
      hide(true);
      for (let i = 0; i < 30_000; i += 50) el.push(crowd(1000 + i, 1050 + i));
      await nextFrame();
      await nextFrame();
      expect(shown(el).at(-1)).to.equal('message 19');
      expect(el.stats.kept).to.be.at.most(2500);
      hide(false);
      // At once, not over a second.
      expect(shown(el).at(-1)).to.equal('message 30999');
      expect(rows(el).length).to.be.at.most(60);
    } finally {
      delete (document as { hidden?: boolean }).hidden;
    }
  });

  it('lets an own message through at once, however much waits', async () => {
    const el = await list();
    el.push(line(1));
    await lastShown(el, 'message 1');
    el.push(crowd(100, 200));
    el.push(line(500, { text: 'mine', origin: 'own', state: 'pending' }));
    await nextFrame();
    await nextFrame();
    expect(shown(el).at(-1)).to.equal('mine');
  });

  it('slides no row in a busy room, not even the first of a second, and slides again when it is quiet', async () => {
    const el = await list();
    const slid = (text: string) => rows(el).find((row) => row.textContent.includes(text))!.classList.contains('enter');
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    el.push(line(1));
    await lastShown(el, 'message 1');
    const end = await flood(el, 10, 2);
    await lastShown(el, `message ${end - 1}`);
    // The next second begins with this one.
    await pause(1100);
    el.push(line(2));
    await lastShown(el, 'message 2');
    expect(slid('message 2')).to.equal(false);
    await pause(2100);
    el.push(line(3));
    await lastShown(el, 'message 3');
    expect(slid('message 3')).to.equal(true);
  });

  it('is calm when asked: few rows, no sliding', async () => {
    const el = await list(html`<message-list lang="en" calm style="height: 300px"></message-list>`);
    el.push(line(1));
    await lastShown(el, 'message 1');
    const end = await flood(el, 60, 10);
    await lastShown(el, `message ${end - 1}`);
    expect(el.stats.shown).to.be.lessThan(30);
    expect(el.shadowRoot!.querySelector('.row.enter')).to.equal(null);
  });
});
