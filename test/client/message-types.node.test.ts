import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TypeRegistry } from '../../src/client/message-types.js';

describe('message types of the app', () => {
  it('have names of 1 to 32 letters, digits and : . _ -', () => {
    const types = new TypeRegistry();
    for (const name of ['a', 'shop:card', 'x'.repeat(32), 'a.b_c-d:9']) types.register({ name });
    for (const name of ['', 'x'.repeat(33), 'two words', 'é', '<b>', undefined, 5]) {
      assert.throws(() => types.register({ name: name as string }), { name: 'TypeError', message: /type is 1 to 32/ });
    }
  });

  it('may not begin like the vendor\'s', () => {
    assert.throws(() => new TypeRegistry().register({ name: 'RC:GiftMsg' }), { name: 'TypeError', message: /reserved/ });
  });

  it('are registered once, until they are undone', () => {
    const types = new TypeRegistry();
    const undo = types.register({ name: 'a' });
    assert.throws(() => types.register({ name: 'a' }), { name: 'TypeError', message: /already/ });
    undo();
    types.register({ name: 'a', persistence: 16 });
    undo();
    assert.equal(types.get('a')!.persistence, 16);
  });

  it('are kept in one of four ways', () => {
    const types = new TypeRegistry();
    assert.throws(() => types.register({ name: 'a', persistence: 2 as never }), { name: 'TypeError', message: /0, 1, 3 or 16/ });
  });

  it('are decoded, and kept raw when that fails', () => {
    const types = new TypeRegistry();
    types.register<{ cents: number }>({
      name: 'price',
      decode: (content) => {
        if (typeof content['price'] !== 'string') throw new Error('no price');
        return { cents: Number(content['price']) * 100 };
      },
    });
    assert.deepEqual(types.decode('price', { price: '1.5' }), { cents: 150 });
    assert.deepEqual(types.decode('price', { prize: 1 }), { prize: 1 });
    assert.deepEqual(types.decode('unknown', { a: 1 }), { a: 1 });
  });
});
