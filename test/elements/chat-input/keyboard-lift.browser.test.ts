import { expect, fixture, html } from '@open-wc/testing';
import { ReactiveElement } from 'lit';
import { KeyboardLift, liftOver } from '../../../src/elements/chat-input/keyboard-lift.js';

/** A phone of 360×640 whose keyboard can be opened. */
class Phone extends EventTarget {
  height = 640;
  offsetTop = 0;
  scale = 1;

  show(change: Partial<Pick<Phone, 'height' | 'offsetTop' | 'scale'>>): void {
    Object.assign(this, change);
    this.dispatchEvent(new Event('resize'));
  }
}

class LiftedBox extends ReactiveElement {
  static phone = new Phone();
  lift = new KeyboardLift(this, LiftedBox.phone);

  /** Its content is its children. */
  override createRenderRoot(): HTMLElement {
    return this;
  }
}
customElements.define('lifted-box', LiftedBox);

describe('an on-screen keyboard', () => {
  it('is risen above by as much as it covers', () => {
    expect(liftOver(640, { height: 640, offsetTop: 0 })).to.equal(0);
    expect(liftOver(640, { height: 340, offsetTop: 0 })).to.equal(300);
    // The browser has scrolled the page by itself already.
    expect(liftOver(640, { height: 340, offsetTop: 300 })).to.equal(0);
    expect(liftOver(300, { height: 340, offsetTop: 0 })).to.equal(0);
  });

  it('never covers the field that has the focus, and lets it down again', async () => {
    LiftedBox.phone = new Phone();
    const phone = LiftedBox.phone;
    const box = await fixture<LiftedBox>(
      html`<lifted-box style="position: fixed; top: 590px; height: 50px; width: 360px"><input aria-label="Text" /></lifted-box>`,
    );
    const bottom = () => box.getBoundingClientRect().bottom;
    expect(bottom()).to.equal(640);
    phone.show({ height: 340 });
    expect(bottom()).to.equal(640);
    box.querySelector('input')!.focus();
    expect(bottom()).to.equal(340);
    phone.show({ height: 300 });
    expect(bottom()).to.equal(300);
    phone.show({ height: 300, offsetTop: 40 });
    expect(bottom()).to.equal(340);
    phone.show({ height: 640, offsetTop: 0 });
    expect(bottom()).to.equal(640);
    phone.show({ height: 340 });
    box.querySelector('input')!.blur();
    expect(bottom()).to.equal(640);
  });

  it('is not mistaken for a page pinched larger', async () => {
    LiftedBox.phone = new Phone();
    const box = await fixture<LiftedBox>(
      html`<lifted-box style="position: fixed; top: 590px; height: 50px; width: 360px"><input aria-label="Text" /></lifted-box>`,
    );
    box.querySelector('input')!.focus();
    LiftedBox.phone.show({ height: 320, scale: 2 });
    expect(box.getBoundingClientRect().bottom).to.equal(640);
  });
});
