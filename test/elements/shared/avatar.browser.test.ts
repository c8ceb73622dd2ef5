import { expect, oneEvent } from '@open-wc/testing';
import { html, render } from 'lit';
import { avatar, avatarStyles, firstLetter } from '../../../src/elements/shared/avatar.js';

const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" fill="red"/></svg>')}`;

describe('avatar', () => {
  let box: HTMLElement;

  beforeEach(() => {
    const page = document.createElement('div');
    document.body.append(page);
    const root = page.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [avatarStyles.styleSheet!];
    box = document.createElement('div');
    root.append(box);
  });
  afterEach(() => (box.getRootNode() as ShadowRoot).host.remove());

  const show = (sender: { name: string; avatar?: string }) => render(html`${avatar({ id: 'a', ...sender }, 32)}`, box);
  const image = () => box.querySelector('img');
  /** Pictures wait until they can be seen, and a test page may be behind another. */
  const loaded = (event: 'load' | 'error') => {
    image()!.loading = 'eager';
    return oneEvent(image()!, event);
  };

  it('takes the same room before, during and after the picture', async () => {
    const size = () => {
      const { width, height } = box.querySelector('.avatar')!.getBoundingClientRect();
      return `${width}×${height}`;
    };
    show({ name: 'Ann' });
    expect(size()).to.equal('32×32');
    show({ name: 'Ann', avatar: PICTURE });
    expect(size()).to.equal('32×32');
    await loaded('load');
    expect(size()).to.equal('32×32');
    expect(getComputedStyle(image()!).opacity).to.equal('1');
  });

  it('shows the first letter when there is no picture or a broken one, and the picture once there is a good one', async () => {
    show({ name: 'ann', avatar: 'data:image/png;base64,broken' });
    await loaded('error');
    expect(box.textContent).to.contain('A');
    expect(image()!.checkVisibility()).to.equal(false);
    show({ name: 'ann', avatar: PICTURE });
    await loaded('load');
    expect(image()!.checkVisibility()).to.equal(true);
  });

  it('is never markup, and does not tell other sites where it stands', () => {
    show({ name: '<b>x</b>', avatar: '"><script>alert(1)</script>' });
    expect(box.querySelector('b, script')).to.equal(null);
    expect(image()!.referrerPolicy).to.equal('no-referrer');
  });

  it('takes one whole character, whatever it is made of', () => {
    expect(firstLetter('  zoë')).to.equal('Z');
    expect(firstLetter('小明')).to.equal('小');
    expect(firstLetter('👨‍👩‍👧 family')).to.equal('👨‍👩‍👧');
    expect(firstLetter('é́cole'.normalize('NFD'))).to.equal('É́'.normalize('NFD'));
    expect(firstLetter('​ ‎')).to.equal('');
    expect(firstLetter('')).to.equal('');
  });
});
