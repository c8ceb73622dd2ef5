import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Capabilities, PlayerEngine } from '../../src/players/contract.js';
import { chooseEngine, registerPlayerEngine } from '../../src/players/registry.js';

const modern: Capabilities = { mediaSource: true, canPlayType: () => 'maybe' };
const oldPhone: Capabilities = { mediaSource: false, canPlayType: (type: string) => (type.includes('mpegurl') ? 'maybe' : '') };
const engine = (name: string, sure: '' | 'maybe' | 'probably'): PlayerEngine => ({ name, canPlay: () => sure, attach: () => Promise.reject(new Error('not in this test')) });
const chosen = (src: string, capabilities = modern, only?: string) => chooseEngine({ src }, capabilities, only)?.name ?? null;

describe('the choice of a player', () => {
  it('gives HLS to video.js, files to the browser, and HLS to the browser where video.js cannot work', () => {
    assert.equal(chosen('/a.m3u8'), 'videojs');
    assert.equal(chosen('/a.mp4'), 'native');
    assert.equal(chosen('/a.m3u8', oldPhone), 'native');
    assert.equal(chosen('/a.mpd', oldPhone), null);
    assert.equal(chosen('/a.flv'), null);
  });

  it('prefers the surer one, the newcomer at a tie, until it is taken back', () => {
    const undo = [registerPlayerEngine(engine('unsure', 'maybe')), registerPlayerEngine(engine('sure', 'probably'))];
    assert.equal(chosen('/a.m3u8'), 'sure');
    assert.equal(chosen('/a.flv'), 'sure');
    undo[1]!();
    assert.equal(chosen('/a.m3u8'), 'videojs');
    assert.equal(chosen('/a.flv'), 'unsure');
    undo[0]!();
    undo[0]!();
    assert.equal(chosen('/a.flv'), null);
  });

  it('stands a newcomer before the one it names, and names those there are when there is no such one', () => {
    const undo = registerPlayerEngine(engine('late', 'probably'), { before: 'native' });
    assert.equal(chosen('/a.m3u8'), 'videojs');
    undo();
    assert.throws(() => registerPlayerEngine(engine('x', ''), { before: 'flash' }), /TypeError|no player engine is called "flash"; there are: videojs, native/);
  });

  it('keeps to the engine that the page names', () => {
    assert.equal(chosen('/a.m3u8', modern, 'native'), 'native');
    assert.equal(chosen('/a.m3u8', modern, 'unknown'), null);
  });
});
