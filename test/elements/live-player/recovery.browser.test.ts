import { expect } from '@open-wc/testing';
import '../../../src/define/live-player.js';
import { frames, inState, playerWith, STREAM_TIMEOUT, TestChannel, until, words } from './stage.js';

/** Real time passes here: a player has some 7 s in stock before it notices that a server has gone. */
describe('<live-player> when the sender or the server goes away', function () {
  this.timeout(STREAM_TIMEOUT + 15_000);

  it('says that the show starts soon while nobody sends, and starts by itself', async () => {
    const channel = await new TestChannel().become('off');
    const player = await playerWith({ src: channel.src });
    await inState(player, 'offline', STREAM_TIMEOUT);
    await player.updateComplete;
    expect(words(player)).to.contain('The show starts soon');
    await expect(player).to.be.accessible();
    await channel.become('live');
    await inState(player, 'playing', STREAM_TIMEOUT);
    await player.updateComplete;
    expect(words(player)).to.equal('');
  });

  it('gets the picture back after the server was away, near the live edge', async () => {
    const channel = await new TestChannel().become('live');
    const player = await playerWith({ src: channel.src });
    await inState(player, 'playing', STREAM_TIMEOUT);
    await until(() => player.latency !== null);
    const before = player.latency!;
    await channel.become('dead');
    await inState(player, 'reconnecting', STREAM_TIMEOUT);
    await player.updateComplete;
    expect(words(player)).to.equal('Getting the picture back…');
    await channel.become('live');
    await inState(player, 'playing', STREAM_TIMEOUT);
    await frames(player, 10);
    expect(words(player)).to.equal('');
    await until(() => player.latency! < before + 3, 'latency as before');
  });

  it('says that the show is off when the host stops sending', async () => {
    const channel = await new TestChannel().become('live');
    const player = await playerWith({ src: channel.src });
    await inState(player, 'playing', STREAM_TIMEOUT);
    await channel.become('off');
    await inState(player, 'offline', STREAM_TIMEOUT);
    await player.updateComplete;
    expect(words(player)).to.contain('The show starts soon');
  });
});
