import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { EngineContext, EngineController, LiveSource, PlayerEngine } from '../../src/players/contract.js';
import { PlayerError, type PlayerErrorCode } from '../../src/players/errors.js';
import { PlayerSession, type SessionEvent } from '../../src/players/session.js';

/** Lets everything that waits for promises alone go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const notAllowed = () => Object.assign(new Error('tap first'), { name: 'NotAllowedError' });

/** A player made of switches, in a room with its own clock. */
class Stage {
  now = 0;
  events: SessionEvent[] = [];
  open: { source: string; context: EngineContext }[] = [];
  attached = 0;
  destroyed = 0;
  edge = 0;
  rate = 1;
  latency: number | null = null;
  /** What attaching to an address throws. */
  failing = new Map<string, PlayerErrorCode>();
  probeFails: PlayerErrorCode | null = null;
  probes = 0;
  play: () => Promise<void> = async () => {};
  video = { muted: false } as HTMLVideoElement;

  readonly engine: PlayerEngine = {
    name: 'fake',
    canPlay: () => 'probably',
    probe: async () => {
      this.probes++;
      if (this.probeFails) throw new PlayerError(this.probeFails, 'as told');
    },
    attach: async (_video, { src }, context) => {
      await settled();
      context.signal.throwIfAborted();
      const code = this.failing.get(src);
      if (code) throw new PlayerError(code, 'as told', 'fake');
      this.attached++;
      this.open.push({ source: src, context });
      const controller: EngineController = {
        live: true,
        play: () => this.play(),
        pause: () => {},
        destroy: () => {
          this.destroyed++;
          this.open = this.open.filter((one) => one.context !== context);
        },
        seekable: () => null,
        toLiveEdge: () => this.edge++,
        latency: () => this.latency,
        programTime: () => null,
        setRate: (rate) => (this.rate = rate),
      };
      return controller;
    },
  };
  readonly session = new PlayerSession({
    video: () => this.video,
    choose: (source) => (source.src.endsWith('.avi') ? null : this.engine),
    notify: (event) => this.events.push(event),
    now: () => this.now,
    random: () => 0.5,
  });

  async load(...addresses: string[]): Promise<void> {
    this.session.load({ sources: addresses.map((src): LiveSource => ({ src })), retryForMs: 60_000 });
    await this.settle();
  }
  async settle(): Promise<void> {
    for (let i = 0; i < 6; i++) await settled();
  }
  /** Time passes, a quarter of a second at once; with frames or without. */
  async pass(ms: number, { frames = false, watching = true } = {}): Promise<void> {
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 250;
      if (frames) this.session.frame();
      this.session.tick(watching);
      await this.settle();
    }
  }
  names(): string {
    return this.events.flatMap((event) => (event.type === 'state' ? [event.state] : [])).join(' ');
  }
  of<T extends SessionEvent['type']>(type: T) {
    return this.events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
  }
}

describe('watching a live show', () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));

  it('connects, plays at the first frame, and says how long that took', async () => {
    await stage.load('a');
    stage.now = 420;
    stage.session.frame();
    assert.equal(stage.names(), 'connecting playing');
    assert.deepEqual(stage.of('ready'), [{ type: 'ready', firstFrameMs: 420 }]);
  });

  it('notices within three seconds that frames have stopped, and that they are back', async () => {
    await stage.load('a');
    await stage.pass(5000, { frames: true });
    await stage.pass(2500);
    assert.equal(stage.session.state, 'stalled');
    await stage.pass(500, { frames: true });
    assert.equal(stage.session.state, 'playing');
    assert.equal(stage.of('stall').length, 1);
    assert.deepEqual(stage.of('recover').map(({ downMs }) => downMs), [2750]);
    assert.equal(stage.attached, 1, 'the engine was left alone');
  });

  it('asks the server before it throws the last frame away, and opens anew when frames do not follow', async () => {
    await stage.load('a');
    await stage.pass(5000, { frames: true });
    stage.probeFails = 'network';
    await stage.pass(20_000);
    assert.equal(stage.session.state, 'reconnecting');
    assert.ok(stage.probes >= 3, `${stage.probes} probes`);
    assert.equal(stage.destroyed, 0, 'the last frame is still on screen');
    stage.probeFails = null;
    await stage.pass(20_000);
    assert.equal(stage.attached, 2);
    await stage.pass(250, { frames: true });
    assert.equal(stage.session.state, 'playing');
    assert.equal(stage.of('recover').length, 1);
    assert.equal(stage.open.length, 1);
  });

  it('goes to the live edge after a break that has cost time', async () => {
    stage.latency = 7;
    await stage.load('a');
    await stage.pass(10_000, { frames: true });
    await stage.pass(4000);
    stage.latency = 11;
    await stage.pass(3000, { frames: true });
    assert.equal(stage.edge, 1);
  });

  it('waits for a show that nobody sends, and starts by itself when it begins', async () => {
    stage.failing.set('a', 'offline');
    await stage.load('a');
    assert.equal(stage.session.state, 'offline');
    await stage.pass(30_000);
    assert.equal(stage.session.state, 'offline');
    assert.equal(stage.names(), 'connecting offline', 'looking again is not a change of state');
    stage.failing.clear();
    await stage.pass(11_000);
    await stage.pass(250, { frames: true });
    assert.equal(stage.session.state, 'playing');
    assert.equal(stage.session.error, null);
  });

  it('says that the show is off when the server, asked after a stall, says so', async () => {
    await stage.load('a');
    await stage.pass(3000, { frames: true });
    stage.probeFails = 'offline';
    await stage.pass(9000);
    assert.equal(stage.session.state, 'offline');
    assert.equal(stage.open.length, 0);
  });

  it('takes the next address when one fails, and shows no error while one remains', async () => {
    stage.failing.set('a', 'http-4xx').set('b', 'offline');
    await stage.load('a', 'b', 'c');
    stage.session.frame();
    assert.equal(stage.names(), 'connecting playing');
    assert.equal(stage.open[0]!.source, 'c');
    assert.deepEqual(stage.of('error').map(({ final }) => final), [false, false]);
  });

  it('gives up at once where trying again makes no sense, and after its time where it does', async () => {
    await stage.load('film.avi');
    assert.equal(stage.session.state, 'error');
    assert.equal(stage.session.error!.code, 'unsupported-source');
    stage.failing.set('a', 'network');
    await stage.load('a');
    assert.equal(stage.session.state, 'reconnecting');
    await stage.pass(59_000);
    assert.equal(stage.session.state, 'reconnecting');
    await stage.pass(15_000);
    assert.equal(stage.session.state, 'error');
    assert.deepEqual([stage.of('error').at(-1)!.error.code, stage.of('error').at(-1)!.final], ['network', true]);
    stage.failing.clear();
    stage.session.reload();
    await stage.settle();
    stage.session.frame();
    assert.equal(stage.session.state, 'playing');
  });

  it('opens anew when an open connection brings no first frame', async () => {
    await stage.load('a');
    await stage.pass(12_000);
    assert.ok(stage.attached >= 2);
    assert.equal(stage.of('error')[0]!.error.code, 'timeout');
    assert.equal(stage.open.length, 1);
  });

  it('has one engine after twenty quick changes: the last one', async () => {
    for (let i = 1; i <= 20; i++) stage.session.load({ sources: [{ src: `channel-${i}` }] });
    await stage.settle();
    stage.session.frame();
    assert.deepEqual(stage.open.map(({ source }) => source), ['channel-20']);
    assert.equal(stage.attached - stage.destroyed, 1);
  });

  it('leaves nothing open when it is stopped while it connects', async () => {
    stage.session.load({ sources: [{ src: 'a' }] });
    stage.session.stop();
    await stage.settle();
    assert.equal(stage.open.length, 0);
    assert.equal(stage.session.state, 'idle');
  });

  it('does not take a hidden page or a pause for a fault, and goes on at the live edge after the pause', async () => {
    await stage.load('a');
    await stage.pass(3000, { frames: true });
    await stage.pass(60_000, { watching: false });
    assert.equal(stage.session.state, 'playing');
    stage.session.pause();
    await stage.pass(60_000);
    assert.equal(stage.session.state, 'playing');
    await stage.session.play();
    assert.equal(stage.edge, 1);
  });

  it('plays without sound when the browser wants a tap first, and with sound after the tap', async () => {
    stage.play = async () => {
      if (!stage.video.muted) throw notAllowed();
    };
    await stage.load('a');
    assert.equal(stage.session.blocked, 'sound');
    assert.equal(stage.video.muted, true);
    await stage.session.unblock();
    assert.equal(stage.video.muted, false);
    assert.deepEqual(stage.of('blocked').map(({ kind }) => kind), ['sound', null]);
  });

  it('asks for a tap on the picture when even silent playing is refused, and does not call that a fault', async () => {
    let allowed = false;
    stage.play = async () => {
      if (!allowed) throw notAllowed();
    };
    await stage.load('a');
    assert.equal(stage.session.blocked, 'play');
    await stage.pass(60_000);
    assert.equal(stage.session.state, 'connecting');
    allowed = true;
    await stage.session.unblock();
    stage.session.frame();
    assert.deepEqual([stage.session.state, stage.session.blocked], ['playing', null]);
  });

  it('does not mute for an interrupted play', async () => {
    stage.play = () => Promise.reject(Object.assign(new Error('overtaken'), { name: 'AbortError' }));
    await stage.load('a');
    assert.equal(stage.video.muted, false);
    assert.equal(stage.session.blocked, null);
  });

  it('loads nothing before play is pressed when it was told to wait', async () => {
    stage.session.load({ sources: [{ src: 'a' }] }, { play: false });
    await stage.settle();
    assert.deepEqual([stage.session.state, stage.attached], ['idle', 0]);
    await stage.session.play();
    await stage.settle();
    assert.equal(stage.attached, 1);
  });

  it('ends when the stream says so, and begins again when a person asks', async () => {
    await stage.load('a');
    stage.session.frame();
    stage.session.ended();
    assert.equal(stage.session.state, 'ended');
    await stage.pass(60_000);
    assert.equal(stage.session.state, 'ended');
    await stage.session.play();
    await stage.settle();
    assert.equal(stage.session.state, 'connecting');
  });

  it('reports latency at most once a second, and only when it has moved', async () => {
    stage.latency = 7;
    await stage.load('a');
    await stage.pass(5000, { frames: true });
    stage.latency = 7.1;
    await stage.pass(3000, { frames: true });
    stage.latency = 7.5;
    await stage.pass(3000, { frames: true });
    assert.deepEqual(stage.of('latency').map(({ latency }) => latency), [7, 7.5]);
  });
});
