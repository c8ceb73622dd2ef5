import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

@customElement('plumbing-probe')
class PlumbingProbe extends LitElement {
  @property() word = 'hello';
  override render() {
    return html`<p>${this.word}</p>`;
  }
}

describe('the browser test plumbing', () => {
  it('renders a decorated Lit element and keeps its properties reactive', async () => {
    const el = await fixture<PlumbingProbe>(html`<plumbing-probe></plumbing-probe>`);
    el.word = 'again';
    await el.updateComplete;
    expect(el.shadowRoot!.textContent).to.equal('again');
    await expect(el).to.be.accessible();
  });

  it('serves video.js, whose files import CommonJS', async () => {
    const { default: videojs } = await import('video.js');
    expect(videojs.VERSION).to.match(/^8\./);
  });
});
