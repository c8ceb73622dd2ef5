import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadLabels, onLabels, registerLabels, resolveLanguage, translate } from '../../src/labels/index.js';

it('lets English stand in until a language that comes with the kit is there, then tells', async () => {
  let told = 0;
  const undo = onLabels(() => told++);
  assert.equal(translate('zh-CN', 'input.send'), 'Send');
  await loadLabels('zh-TW');
  assert.equal(translate('zh-CN', 'input.send'), '发送');
  assert.equal(told, 1);
  await loadLabels('zh-CN');
  await loadLabels('xx');
  assert.equal(told, 1);
  undo();
});

it('fills in values and picks plural forms', async () => {
  await import('../../src/labels/more.js');
  assert.equal(translate('en', 'list.new', { n: 1 }), '1 new message');
  assert.equal(translate('en', 'list.new', { n: 12345 }), '12,345 new messages');
  assert.equal(translate('zh-CN', 'list.new', { n: 3 }), '3 条新消息');
  assert.equal(translate('en', 'row.says', { name: '{text}', text: 'hi' }), '{text}: hi');
});

it('finds the nearest language there is', () => {
  assert.equal(resolveLanguage('zh-CN'), 'zh-cn');
  assert.equal(resolveLanguage('zh'), 'zh-cn');
  assert.equal(resolveLanguage('zh-TW'), 'zh-cn');
  assert.equal(resolveLanguage('en-GB'), 'en');
  assert.equal(resolveLanguage('xx'), 'en');
});

it('takes a new language, falls back to English for missing words, and tells of the change', () => {
  let told = 0;
  const undo = onLabels(() => told++);
  registerLabels('fr', { 'input.send': 'Envoyer' });
  assert.equal(translate('fr', 'input.send'), 'Envoyer');
  assert.equal(translate('fr', 'input.emoji'), 'Emoji');
  assert.equal(translate('fr', 'no.such.key'), 'no.such.key');
  assert.equal(told, 1);
  undo();
});
