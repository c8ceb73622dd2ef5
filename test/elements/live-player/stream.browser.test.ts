import { expect } from '@open-wc/testing';
import '../../../src/define/live-player.js';
import { frames, inState, playerWith, STREAM_TIMEOUT, until } from './stage.js';

/** The real thing: the demo's stream, video.js, decoded frames. */
describe('<live-player> on a live HLS stream', function () {
  this.timeout(STREAM_TIMEOUT + 15_000);

  it('shows moving frames with the stream\'s own time', async () => {
    const player = await playerWith({ src: '/live/tv/master.m3u8' });
    await inState(player, 'playing', STREAM_TIMEOUT);
    await frames(player, 30);
    expect(player.engineName).to.equal('videojs');
    expect([player.video.videoWidth, player.video.videoHeight]).to.deep.equal([640, 360]);
    await until(() => player.programTime !== null);
    // Server and browser share a clock here. Three segments of 2 s are held back, and no frame is from the future.
    const behind = (Date.now() - player.programTime!) / 1000;
    expect(behind).to.be.within(4, 14);
    await until(() => player.latency !== null);
    const first = player.programTime!, at = player.video.currentTime;
    await frames(player, 30);
    expect(player.programTime! - first).to.be.closeTo((player.video.currentTime - at) * 1000, 1);
    await expect(player).to.be.accessible();
  });

  it('plays the other codecs where H.264 is missing', async () => {
    const { isTypeSupported } = MediaSource;
    MediaSource.isTypeSupported = (type) => !/avc1|mp4a/.test(type) && isTypeSupported.call(MediaSource, type);
    try {
      const player = await playerWith({ src: '/live/host/master.m3u8' });
      await inState(player, 'playing', STREAM_TIMEOUT);
      await frames(player, 10);
      expect(player.video.videoHeight).to.equal(768);
      expect(player.levels.map(({ id }) => /(\w+)\.m3u8/.exec(id)![1])).to.deep.equal(['vp9']);
    } finally {
      MediaSource.isTypeSupported = isTypeSupported;
    }
  });

  it('changes channels quickly and ends up on the last one', async () => {
    const player = await playerWith();
    for (let i = 0; i < 10; i++) {
      player.src = i % 2 ? '/live/host/master.m3u8' : '/live/tv/master.m3u8';
      await player.updateComplete;
    }
    await inState(player, 'playing', STREAM_TIMEOUT);
    await frames(player, 5);
    expect(player.video.videoHeight).to.equal(768);
    expect(player.shadowRoot!.querySelectorAll('video').length).to.equal(1);
  });

  it('survives a move in the document', async () => {
    const player = await playerWith({ src: '/live/tv/master.m3u8' });
    await inState(player, 'playing', STREAM_TIMEOUT);
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(player);
    await frames(player, 10);
    expect(player.paused).to.equal(false);
    expect(player.state).to.equal('playing');
    elsewhere.remove();
  });
});
