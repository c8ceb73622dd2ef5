import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type ChatServer, createChatServer, MemoryStore } from '../../../src/server/index.js';
import { Probe } from '../probe.js';
import { APP_KEY, SECRET } from '../stage.js';
import { openApiFile } from '../../package/openapi.js';
import { Caller, type Form, type FormValue } from './caller.js';

const MISSING_OR_WRONG = 1002;
const NO_DATA = 1003;
const TOO_LONG = 1005;
const TOO_MANY = 1502;

/** What a parameter may be, as the package describes it to the world. */
interface Schema {
  type: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  'x-max-bytes'?: number;
  'x-json'?: true;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  items?: Schema;
  maxItems?: number;
  additionalProperties?: Schema;
  maxProperties?: number;
  example?: unknown;
}
interface Operation {
  requestBody?: { content: Record<string, { schema: { required?: string[]; properties: Record<string, Schema> } }> };
}

const document = JSON.parse(readFileSync(openApiFile, 'utf8')) as { paths: Record<string, { post: Operation }> };

/** A value that fits, spelled for a form: under which names it comes, and how often. */
function fitting(name: string, schema: Schema): Form {
  if (schema.type === 'object') {
    return Object.fromEntries(Object.entries(schema.example as Record<string, string>).map(([key, value]) => [`${name}[${key}]`, value]));
  }
  return { [name]: schema.example as FormValue };
}

/** Values that do not fit, each with the code it must be answered with. */
function unfitting(name: string, schema: Schema): [what: string, form: Form, code: number][] {
  const { type, minimum, maximum, maxLength, pattern, items, maxItems, additionalProperties, maxProperties } = schema;
  const bytes = schema['x-max-bytes'];
  if (type === 'array' && items && maxItems) {
    // Texts that fit, and differ.
    const many = Array.from({ length: maxItems + 1 }, (_, n) => `v${n}`);
    const inner = unfitting(name, items).map(([what, form, code]) => [`an item that is ${what}`, form, code] as [string, Form, number]);
    return [['too many', { [name]: many }, TOO_MANY], ...inner.filter(([what]) => !what.endsWith('twice'))];
  }
  if (type === 'object' && additionalProperties && maxProperties) {
    const many = Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, n) => [`${name}[v${n}]`, 'x']));
    const inner = unfitting(`${name}[v]`, additionalProperties).filter(([what]) => what !== 'twice');
    return [['too many', many, TOO_MANY], ['under too long an id', { [`${name}[${'x'.repeat(65)}]`]: 'x' }, TOO_LONG], ...inner];
  }
  const cases: [string, Form, number][] = [['twice', { [name]: ['1', '2'] }, MISSING_OR_WRONG]];
  if (type === 'integer') {
    for (const value of ['x', '1.5', '-1', '1e3', ' 1', String(maximum! + 1), ...(minimum! > 0 ? [String(minimum! - 1)] : [])]) {
      cases.push([`'${value}'`, { [name]: value }, MISSING_OR_WRONG]);
    }
  } else if (schema.enum) cases.push(['none of the choices', { [name]: '7' }, MISSING_OR_WRONG]);
  else if (schema['x-json']) {
    for (const value of ['x', '[]', '"x"', 'null', '1', '{', '{"__proto__":1}']) cases.push([`'${value}'`, { [name]: value }, MISSING_OR_WRONG]);
    cases.push(['too long', { [name]: `{"x":"${'y'.repeat(bytes!)}"}` }, TOO_LONG]);
  } else {
    if (bytes) {
      cases.push(['too long', { [name]: 'x'.repeat(bytes + 1) }, TOO_LONG], ['too many bytes', { [name]: '字'.repeat(bytes / 3 + 1) }, TOO_LONG]);
      for (const value of ['a\u0000b', ' a', 'a\n']) cases.push([JSON.stringify(value), { [name]: value }, MISSING_OR_WRONG]);
    }
    if (maxLength) cases.push(['too long', { [name]: '1'.repeat(maxLength + 1) }, TOO_LONG]);
    if (maxLength) cases.push(['with a zero', { [name]: 'a\u0000b' }, MISSING_OR_WRONG]);
    if (pattern) cases.push(['of another form', { [name]: '/'.repeat(schema.minLength ?? 1) }, MISSING_OR_WRONG]);
  }
  return cases;
}

describe('bad input to every parameter of every call is refused with its code and words, and changes nothing', () => {
  const store = new MemoryStore();
  let chat: ChatServer;
  let caller: Caller;
  let ann: Probe;
  const state = () => JSON.stringify([store.rules.all(), store.load('room-1'), ann.ws.readyState, chat.memberCount('room-1')]);

  before(async () => {
    chat = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, store, apiPerSecond: 10_000, tokensPerSecond: 10_000 });
    const { port } = await chat.listen(0);
    caller = new Caller(`http://127.0.0.1:${port}`);
    // Something of each kind, that a call gone wrong could change.
    await caller.do('chatroom/create', { 'chatroom[room-1]': 'One' });
    await caller.do('chatroom/entry/set', { chatroomId: 'room-1', userId: 'ann', key: 'topic', value: 'tea' });
    await caller.do('chatroom/keepalive/add', { chatroomId: 'room-1' });
    await caller.do('chatroom/user/gag/add', { chatroomId: 'room-1', userId: 'ann', minute: 10 });
    await caller.do('sensitiveword/add', { word: 'darn', replaceWord: '***' });
    ann = await Probe.open(`ws://127.0.0.1:${port}/chat`);
    await ann.auth(await chat.issueToken({ id: 'ann', name: 'Ann' }));
    await ann.join('room-1');
  });
  after(async () => {
    ann.ws.terminate();
    await chat.close({ graceMs: 1000 });
  });

  for (const [path, { post }] of Object.entries(document.paths)) {
    const [media, content] = Object.entries(post.requestBody?.content ?? {})[0] ?? [];
    if (!media || !content || media === 'application/json') continue;
    const { required = [], properties } = content.schema;
    it(path, async () => {
      const unchanged = state();
      const whole = Object.entries(properties).filter(([name]) => required.includes(name));
      const rest = (without: string): Form => Object.assign({}, ...whole.filter(([name]) => name !== without).map(([name, schema]) => fitting(name, schema))) as Form;
      const cases: [string, Form, number, string][] = [];
      for (const [name, schema] of Object.entries(properties)) {
        if (required.includes(name)) {
          const others = rest(name);
          const none = Object.keys(others).length === 0;
          cases.push([`${name} missing`, others, none ? NO_DATA : MISSING_OR_WRONG, none ? 'body' : name]);
          // An empty text may be what somebody wants to say.
          if ((schema.minLength ?? 1) > 0) cases.push([`${name} empty`, { ...others, [name]: '' }, MISSING_OR_WRONG, name]);
        }
        for (const [what, form, code] of unfitting(name, schema)) cases.push([`${name} ${what}`, { ...rest(name), ...form }, code, name]);
      }
      assert.ok(cases.length > 0);
      for (const [what, form, code, blamed] of cases) {
        const { status, body } = await caller.post(path.slice(1), form);
        assert.deepEqual([body.code, status], [code, 400], `${what}: ${body.errorMessage}`);
        assert.ok(body.errorMessage!.includes(blamed), `${what}: ${body.errorMessage}`);
      }
      await ann.settled();
      assert.equal(state(), unchanged);
    });
  }

  it('/sensitiveword/batch/add.json', async () => {
    const unchanged = state();
    const many = Array.from({ length: 51 }, (_, n) => ({ word: `w${n}` }));
    const cases: [unknown, number][] = [
      [{}, MISSING_OR_WRONG],
      [[], MISSING_OR_WRONG],
      [{ words: [] }, MISSING_OR_WRONG],
      [{ words: ['x'] }, MISSING_OR_WRONG],
      [{ words: [null] }, MISSING_OR_WRONG],
      [{ words: [{ word: 1 }] }, MISSING_OR_WRONG],
      [{ words: [{ word: 'good' }, { word: '' }] }, MISSING_OR_WRONG],
      [{ words: [{ word: 'x'.repeat(33) }] }, TOO_LONG],
      [{ words: [{ word: 'x', replaceWord: 'y'.repeat(65) }] }, TOO_LONG],
      [{ words: many }, TOO_MANY],
      [{ words: many.slice(0, 50) }, 1019],
    ];
    for (const [body, code] of cases) assert.equal((await caller.post('sensitiveword/batch/add', JSON.stringify(body))).body.code, code, JSON.stringify(body).slice(0, 80));
    assert.equal(state(), unchanged);
  });
});
