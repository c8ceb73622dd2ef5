import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SUPERCHAT_TIERS, superchatFault, superchatTier } from '../../src/protocol/superchat.js';

const paid = (amount: unknown, content: unknown = 'hi', more: object = {}) => ({ amount, currency: 'coin', tier: superchatTier(amount), content, ...more });

describe('what an amount buys', () => {
  const cases: [amount: unknown, tier: number][] = [
    [29, 0], [30, 1], [49, 1], [50, 2], [100, 3], [499, 3], [500, 4], [1000, 5], [1_000_000_000, 5],
    [0, 0], [-50, 0], [50.5, 0], [NaN, 0], [Infinity, 0], [1_000_000_001, 0], ['100', 0], [null, 0],
  ];
  for (const [amount, tier] of cases) it(`${String(amount)} is tier ${tier}`, () => assert.equal(superchatTier(amount), tier));

  it('follows a table of the app’s own', () => {
    const tiers = [{ from: 500, textLength: 5, pinMs: 1000 }];
    assert.equal(superchatTier(499, tiers), 0);
    assert.equal(superchatFault({ amount: 500, currency: 'EUR', tier: 1, content: 'sixsix' }, tiers), 'too-long');
  });
});

describe('a super chat', () => {
  it('is fine when everything fits', () => assert.equal(superchatFault(paid(30)), null));
  it('has words', () => {
    assert.equal(superchatFault(paid(30, ' \u200b ')), 'blank');
    assert.equal(superchatFault(paid(30, 7)), 'blank');
  });
  it('has no more of them than its tier allows, flags and families counted as one each', () => {
    const { textLength } = SUPERCHAT_TIERS[0]!;
    assert.equal(superchatFault(paid(30, '👩‍👩‍👧‍👦'.repeat(textLength))), null);
    assert.equal(superchatFault(paid(30, '👩‍👩‍👧‍👦'.repeat(textLength + 1))), 'too-long');
    assert.equal(superchatFault(paid(1000, '🎉'.repeat(500))), 'too-long');
  });
  it('claims no tier that it did not pay for', () => {
    assert.equal(superchatFault(paid(30, 'hi', { tier: 5 })), 'tier');
    assert.equal(superchatFault(paid(-1)), 'amount');
  });
  it('is paid in a known kind of money', () => {
    for (const currency of ['', 'coins', 'usd', '<b>', 5, undefined]) assert.equal(superchatFault(paid(30, 'hi', { currency })), 'currency');
    for (const currency of ['USD', 'CNY', 'coin']) assert.equal(superchatFault(paid(30, 'hi', { currency })), null);
  });
});
