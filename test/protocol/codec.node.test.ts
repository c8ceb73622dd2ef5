import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeClientFrame } from '../../src/protocol/client-frames.js';
import { decodeServerFrame, encode, isId } from '../../src/protocol/codec.js';
import { ChatError } from '../../src/protocol/errors.js';

const bad = (text: string, field: RegExp) =>
  assert.throws(() => decodeClientFrame(text), (error: unknown) => error instanceof ChatError && error.name === 'bad-frame' && field.test(error.message), text);

describe('decodeClientFrame', () => {
  it('reads every kind of frame and leaves out what does not belong', () => {
    const frames = [
      { k: 'auth', id: 1, v: 1, token: 't' },
      { k: 'join', id: 2, room: '房间', create: true, want: 50 },
      { k: 'join', id: 2, room: 'a', create: false, want: 0, ep: 'e1', off: 7 },
      { k: 'msg', id: 3, room: 'a', mid: 'ns.1', t: 'shop:coupon', c: { deep: { er: [1, 2] } }, p: 16 },
      { k: 'like', room: 'a', n: 100 },
      { k: 'ask', id: 4, room: 'a', what: 'history', before: 12, n: 50 },
      { k: 'ask', id: 4, room: 'a', what: 'members', n: 500 },
      { k: 'recall', id: 5, room: 'a', mid: 'x' },
      { k: 'leave', id: 6, room: 'a' },
      { k: 'ping', id: 7 },
    ] as const;
    for (const frame of frames) {
      assert.deepEqual(decodeClientFrame(encode({ ...frame, extra: 'ignored' } as never)), frame);
    }
  });

  it('says which field is wrong', () => {
    for (const text of ['', '{"k":', 'null', '[1]', '{}', '{"k":1}', '"k"']) bad(text, /JSON object with a kind/);
    bad('{"k":"fly"}', /known kind/);
    bad('{"k":"auth","id":0,"v":1,"token":"t"}', /id must be/);
    bad('{"k":"auth","id":1,"v":1,"token":""}', /token must be/);
    bad('{"k":"join","id":1,"room":"","want":0}', /room must be/);
    bad('{"k":"join","id":1,"room":"a","want":51}', /want must be/);
    bad('{"k":"join","id":1,"room":"a","want":1.5}', /want must be/);
    bad('{"k":"join","id":1,"room":"a","want":0,"ep":"x"}', /off must be/);
    bad('{"k":"like","room":"a","n":101}', /n must be/);
    bad('{"k":"like","room":"a","n":-1}', /n must be/);
    bad('{"k":"msg","id":1,"room":"a","mid":"m","t":"a b","c":{}}', /t must be/);
    bad('{"k":"msg","id":1,"room":"a","mid":"m","t":"t","c":"text"}', /c must be/);
    bad('{"k":"msg","id":1,"room":"a","mid":"m","t":"t","c":[]}', /c must be/);
    bad('{"k":"msg","id":1,"room":"a","mid":"m","t":"t","c":{},"p":2}', /p must be/);
    bad(JSON.stringify({ k: 'msg', id: 1, room: 'a', mid: 'm', t: 'x'.repeat(33), c: {} }), /t must be/);
  });

  it('refuses content nested deeper than 16, and nothing shallower', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : { d: nested(depth - 1) });
    const frame = (depth: number) => JSON.stringify({ k: 'msg', id: 1, room: 'a', mid: 'm', t: 't', c: nested(depth) });
    assert.equal(decodeClientFrame(frame(16)).k, 'msg');
    bad(frame(17), /nested/);
    // Deep enough to overflow a careless reader's stack.
    bad(`{"k":"msg","id":1,"room":"a","mid":"m","t":"t","c":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`, /nested/);
  });

  it('does not let __proto__ become a prototype', () => {
    const frame = decodeClientFrame('{"k":"msg","id":1,"room":"a","mid":"m","t":"t","c":{"__proto__":{"polluted":true}}}');
    assert.equal((frame as { polluted?: boolean }).polluted, undefined);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
});

describe('isId', () => {
  it('takes 1 to 64 bytes without control characters or outer spaces', () => {
    for (const id of ['a', '房间一', 'x'.repeat(64), '房'.repeat(21)]) assert.equal(isId(id), true, id);
    for (const id of ['', ' a', 'a ', 'a\nb', 'a\u0000', 'x'.repeat(65), '房'.repeat(22)]) assert.equal(isId(id), false, id);
  });
});

describe('decodeServerFrame', () => {
  it('passes on kinds it does not know, for servers newer than the client', () => {
    assert.deepEqual(decodeServerFrame('{"k":"future","x":1}') as unknown, { k: 'future', x: 1 });
    assert.throws(() => decodeServerFrame('"b"'), /bad-frame/);
  });
});
