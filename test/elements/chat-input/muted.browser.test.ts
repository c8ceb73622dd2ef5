import { expect } from '@open-wc/testing';
import { ChatInputDriver } from './chat-input-driver.js';

describe('the input of somebody who may not write for a while', () => {
  it('says how long it takes, keeps the thought, and lets it go when the time is over', async () => {
    const input = await ChatInputDriver.open();
    await input.type('What I meant to say');
    input.room.setPermissions({ mutedUntil: Date.now() + 1500 });
    await input.until(() => input.description.includes('write again in 0:0'), 'no countdown');
    expect(input.field.readOnly).to.equal(false);
    await input.enter();
    expect(input.room.sent).to.deep.equal([]);
    expect(input.field.value).to.equal('What I meant to say');
    await input.until(() => input.description === '', 'still muted');
    await input.enter();
    expect(input.room.sent).to.deep.equal(['What I meant to say']);
  });

  it('counts long times in hours and days, in the language of the page', async () => {
    const input = await ChatInputDriver.open({ permissions: { mutedUntil: Date.now() + 30 * 86_400_000 } });
    await input.until(() => input.description.includes('30 days'), 'no days');
    input.element.lang = 'zh-CN';
    await input.until(() => input.description.includes('30天'), 'not in Chinese');
    await expect(input.element).to.be.accessible();
  });

  it('is told when it is let off early', async () => {
    const input = await ChatInputDriver.open({ permissions: { mutedUntil: Date.now() + 60_000 } });
    await input.until(() => input.description.includes('muted'), 'not muted');
    input.room.setPermissions({ mutedUntil: 0 });
    await input.until(() => input.description === '', 'still muted');
  });

  it('says in slow mode, right after a message, when the next one can be sent', async () => {
    const input = await ChatInputDriver.open({ permissions: { slow: 60_000 } });
    await input.type('first');
    await input.enter();
    await input.until(() => /You can send again in (60|59|58) s/.test(input.element.shadowRoot!.querySelector('.hint')!.textContent), 'no countdown');
    await input.type('second');
    await input.enter();
    expect(input.room.sent).to.deep.equal(['first']);
    expect(input.field.value).to.equal('second');
  });

  it('says when the room is frozen, and when it is not any more', async () => {
    const input = await ChatInputDriver.open();
    input.room.setPermissions({ frozen: true });
    await input.until(() => input.description.includes('Only the host'), 'not frozen');
    await input.type('x');
    await input.enter();
    expect(input.room.sent).to.deep.equal([]);
    input.room.setPermissions({ frozen: false });
    await input.until(() => input.description === '', 'still frozen');
    await input.enter();
    expect(input.room.sent).to.deep.equal(['x']);
  });
});
