import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Purse } from '../../../src/elements/gift-bar/purse.js';

const yes = () => true;

describe('a purse', () => {
  it('checks nothing where nobody knows what is in it', () => {
    const purse = new Purse();
    assert.equal(purse.pay(1e9, yes), true);
    assert.equal(purse.left, undefined);
    assert.ok(purse.affords(Infinity));
  });

  it('takes off what is sent, and gives back what was refused', () => {
    const purse = new Purse();
    purse.tell(100);
    for (let i = 0; i < 3; i++) purse.pay(30, yes);
    assert.equal(purse.left, 10);
    assert.ok(!purse.affords(30));
    purse.giveBack(30);
    assert.equal(purse.left, 40);
  });

  it('believes a new figure of the page', () => {
    const purse = new Purse();
    purse.tell(100);
    purse.pay(60, yes);
    purse.tell(70);
    assert.equal(purse.left, 70);
    // Refused later, but known to the page already.
    purse.giveBack(60);
    assert.equal(purse.left, 70);
  });

  it('leaves it to a page that cancels, or that counts by itself while it is asked', () => {
    const purse = new Purse();
    purse.tell(100);
    assert.equal(purse.pay(20, () => false), false);
    assert.equal(purse.left, 100);
    purse.pay(20, () => (purse.tell(80), true));
    assert.equal(purse.left, 80);
  });
});
