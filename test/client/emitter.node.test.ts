import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../src/client/emitter.js';

interface Events {
  tick: number;
}

describe('listeners', () => {
  const make = () => {
    const reports: unknown[] = [];
    return { reports, emitter: new Emitter<Events>((error) => reports.push(error)) };
  };

  it('are called in order until they are undone', () => {
    const { emitter } = make();
    const heard: string[] = [];
    const undo = emitter.on('tick', (n) => heard.push(`a${n}`));
    emitter.on('tick', (n) => heard.push(`b${n}`));
    emitter.emit('tick', 1);
    undo();
    undo();
    emitter.emit('tick', 2);
    assert.deepEqual(heard, ['a1', 'b1', 'b2']);
  });

  it('that throw are reported, and the others still hear', () => {
    const { emitter, reports } = make();
    const boom = new Error('boom');
    let heard = 0;
    emitter.on('tick', () => {
      throw boom;
    });
    emitter.on('tick', (n) => (heard = n));
    emitter.emit('tick', 3);
    assert.equal(heard, 3);
    assert.deepEqual(reports, [boom]);
  });

  it('undone by an earlier listener are not called any more; added ones wait for the next event', () => {
    const { emitter } = make();
    const heard: string[] = [];
    emitter.on('tick', () => {
      undo();
      emitter.on('tick', () => heard.push('late'));
    });
    const undo = emitter.on('tick', () => heard.push('undone'));
    emitter.emit('tick', 1);
    assert.deepEqual(heard, []);
  });

  it('that are the same function twice have one undo each', () => {
    const { emitter } = make();
    let heard = 0;
    const count = () => heard++;
    const undo = emitter.on('tick', count);
    emitter.on('tick', count);
    emitter.emit('tick', 1);
    undo();
    emitter.emit('tick', 2);
    assert.equal(heard, 3);
  });

  it('must be functions', () => {
    const { emitter } = make();
    assert.throws(() => emitter.on('tick', 'tock' as never), { name: 'TypeError', message: /tick.*function.*string/ });
  });
});
