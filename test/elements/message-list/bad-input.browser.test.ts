import { expect, nextFrame } from '@open-wc/testing';
import { html } from 'lit';
import { createRegistry } from '../../../src/renderers/index.js';
import { ann, lastShown, line, lines, list, part, readBack, rows, shown, underEye, waitUntil } from './list-driver.js';

describe('<message-list> and bad input', () => {
  it('shows the start of ten thousand characters, and the rest on demand', async () => {
    const el = await list();
    el.push([line(1, { text: '很长'.repeat(5000) }), line(2, { text: '👨‍👩‍👧‍👦'.repeat(500) }), line(3, { text: 'x\n'.repeat(5000) }), line(4)]);
    await lastShown(el, 'message 4');
    for (const row of rows(el).slice(0, 3)) expect(row.offsetHeight).to.be.lessThan(600);
    await expect(el).to.be.accessible();
    rows(el)[0]!.querySelector<HTMLButtonElement>('[part=show-all]')!.click();
    expect(rows(el)[0]!.querySelector('.text')!.textContent).to.have.length(10_000);
  });

  it('keeps a name from turning the row around or hiding', async () => {
    const el = await list();
    el.push([
      line(1, { sender: { id: 'a', name: '\u202Eevil' } }),
      line(2, { sender: { id: 'b', name: '\u200B\u2066' } }),
      line(3, { text: '\u202Eabc', sender: ann }),
    ]);
    await waitUntil(() => rows(el).length === 3);
    const [turned, blank, text] = rows(el);
    expect(turned!.querySelector('.name')!.textContent).to.equal('evil');
    expect(blank!.querySelector('.name')!.textContent).to.equal('Nameless');
    // The name stays in front of words that try to turn the line.
    expect(text!.querySelector('.name')!.getBoundingClientRect().left).to.be.lessThan(text!.querySelector('.text')!.getBoundingClientRect().left);
    await expect(el).to.be.accessible();
  });

  it('contains a template that throws, and says so once', async () => {
    const faults: string[] = [];
    const onError = (event: ErrorEvent) => {
      faults.push(event.message);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener('error', onError, { capture: true });
    const before = window.onerror;
    window.onerror = null;
    try {
      const registry = createRegistry();
      const bomb = { toString: () => { throw new Error('boom'); } };
      registry.register('row', 'x:bomb', () => html`<b>${bomb}</b>`);
      const el = await list();
      el.registry = registry;
      el.push([line(1), { id: 'b1', type: 'x:bomb', content: {}, sender: ann }, { id: 'b2', type: 'x:bomb', content: {}, sender: ann }, line(2)]);
      await lastShown(el, 'message 2');
      expect(rows(el)[1]!.textContent).to.contain('x:bomb');
      expect(faults.filter((fault) => fault.includes('boom'))).to.have.length(1);
      registry.register('row', 'x:bomb', () => 'mended');
      await waitUntil(() => shown(el)[1] === 'mended');
    } finally {
      removeEventListener('error', onError, { capture: true });
      window.onerror = before;
    }
  });

  it('names a slow renderer once, and goes on drawing what it can', async () => {
    const warnings: string[] = [];
    const warn = console.warn;
    console.warn = (text: string) => warnings.push(text);
    try {
      const registry = createRegistry();
      registry.register('row', 'x:slow', () => {
        for (const end = performance.now() + 30; performance.now() < end; );
        return 'slow';
      });
      const el = await list();
      el.registry = registry;
      await el.updateComplete;
      el.push(Array.from({ length: 12 }, (_, i) => ({ id: `s${i}`, type: 'x:slow', content: {}, sender: { id: `p${i}`, name: 'P' } })));
      await waitUntil(() => rows(el).length > 0);
      // Not all in one task: somebody may be typing.
      expect(rows(el).length).to.be.lessThan(6);
      el.push({ id: 'host', type: 'x:slow', content: {}, sender: { id: 'h', name: 'Host', role: 'host' } });
      await waitUntil(() => rows(el).some((row) => row.dataset['id'] === 'host'));
      for (let i = 0; i < 5; i++) {
        el.push({ id: `t${i}`, type: 'x:slow', content: {}, sender: ann });
        await nextFrame();
      }
      await waitUntil(() => warnings.length > 0);
      expect(warnings.filter((text) => text.includes('x:slow'))).to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });

  it('hides a person at once, keeps the place, and brings them back', async () => {
    const el = await list();
    el.push(Array.from({ length: 120 }, (_, i) => line(i, { sender: i % 3 ? ann : { id: 'troll', name: 'Troll' } })));
    await lastShown(el, 'message 119');
    await readBack(el, 300);
    const eye = underEye(el);
    const anchor = eye.dataset['id'] && rows(el).indexOf(eye) >= 0 && eye.textContent.includes('Troll') ? (eye.nextElementSibling as HTMLElement) : eye;
    el.hiddenPeople = ['troll'];
    await el.updateComplete;
    expect(rows(el).filter((row) => row.offsetHeight > 0 && row.textContent.includes('Troll'))).to.have.length(0);
    expect(el.shadowRoot!.textContent).not.to.contain('Troll');
    expect(anchor.offsetHeight).to.be.greaterThan(0);
    el.hiddenPeople = [];
    await el.updateComplete;
    expect(el.shadowRoot!.textContent).to.contain('Troll');
  });

  it('lets a viewer hide somebody from the row itself, and lets the page do it instead', async () => {
    const el = await list();
    el.push([line(1), line(2, { sender: { id: 'troll', name: 'Troll' } })]);
    await lastShown(el, 'message 2');
    const choose = async () => {
      rows(el).at(-1)!.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      await waitUntil(() => el.shadowRoot!.activeElement?.getAttribute('role') === 'menuitem');
      [...el.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) => item.textContent!.includes('Hide this person'))!.click();
    };
    const people: string[] = [];
    const own = (event: Event) => {
      people.push((event as Event & { detail: { person: { name: string } } }).detail.person.name);
      event.preventDefault();
    };
    el.addEventListener('live-person-hide', own);
    await choose();
    await waitUntil(() => people.length === 1);
    expect(people).to.deep.equal(['Troll']);
    expect(shown(el)).to.include('message 2');
    el.removeEventListener('live-person-hide', own);
    await waitUntil(() => !part(el, 'menu'));
    await choose();
    await waitUntil(() => !el.shadowRoot!.textContent!.includes('Troll'));
  });

  it('purges what somebody said, all of it or the latest', async () => {
    const el = await list();
    el.push(Array.from({ length: 10 }, (_, i) => line(i, { sentAt: i, sender: i % 2 ? ann : { id: 'spam', name: 'Spam' } })));
    await lastShown(el, 'message 9');
    expect(el.purge('spam', 5)).to.equal(2);
    expect(shown(el)).to.include('message 4').and.not.to.include('message 6');
    expect(el.purge('spam')).to.equal(3);
    expect(shown(el)).to.deep.equal([1, 3, 5, 7, 9].map((i) => `message ${i}`));
  });

  it('stands still while text is selected', async () => {
    const el = await list();
    el.push(lines(0, 30));
    await lastShown(el, 'message 29');
    const text = rows(el).at(-1)!.querySelector('.text')!;
    getSelection()!.selectAllChildren(text);
    await waitUntil(() => el.matches(':state(scrolled-back)'));
    el.push(line(30));
    await nextFrame();
    await nextFrame();
    expect(shown(el).at(-1)).to.equal('message 29');
    getSelection()!.removeAllRanges();
    await lastShown(el, 'message 30');
  });

  it('shows a message on demand, wherever it is', async () => {
    const el = await list();
    el.push(lines(0, 500));
    await lastShown(el, 'message 499');
    expect(el.showMessage('m120')).to.equal(true);
    const row = rows(el).find((one) => one.dataset['id'] === 'm120')!;
    expect(el.shadowRoot!.activeElement).to.equal(row);
    const box = row.getBoundingClientRect();
    const view = el.getBoundingClientRect();
    expect(box.top).to.be.at.least(view.top);
    expect(box.bottom).to.be.at.most(view.bottom);
    expect(el.showMessage('gone')).to.equal(false);
  });
});
