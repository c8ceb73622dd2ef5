import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createApi } from '../../../demo/app-server/api.js';
import { receiptKey } from '../../../demo/app-server/shop.js';
import { APP_KEY, createStage, SECRET } from '../../server/stage.js';

async function open(t: TestContext) {
  const stage = await createStage(t, { receiptKeys: [receiptKey(SECRET)] });
  const api = createApi({ chat: stage.chat, secret: SECRET, appKey: APP_KEY });
  const server = createServer((request, response) => void api(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  };
  const { token, session } = await post('session', { name: 'Ann' });
  const probe = await stage.socket();
  await probe.auth(token!);
  await probe.join('r');
  return { probe, session, buy: (what: object) => post('receipt', { session, room: 'r', ...what }) };
}

test('what the shop sells, the chat server lets be given, at the price of the shop', async (t) => {
  const { probe, buy } = await open(t);
  const { receipt } = await buy({ gift: 'coffee', count: 2, price: 1 });
  const give = (price: number) => probe.say('r', '', { t: 'live:gift', c: { gift: 'coffee', name: 'Coffee', price, count: 2, receipt } });
  assert.equal((await give(1)).k, 'err');
  assert.equal((await give(18)).k, 'ack');
  const words = await buy({ amount: 30 });
  const said = await probe.say('r', '', { t: 'live:superchat', c: { content: 'hello', amount: 30, currency: 'coin', tier: 1, receipt: words['receipt'] } });
  assert.equal(said.k, 'ack');
});

test('it sells to people it knows, and only what there is', async (t) => {
  const { buy } = await open(t);
  const cases: [object, string][] = [
    [{ session: 'me.forged', gift: 'rose', count: 1 }, 'session-unknown'],
    [{ session: undefined, gift: 'rose', count: 1 }, 'session-unknown'],
    [{ room: '', gift: 'rose', count: 1 }, 'room-missing'],
    [{ gift: 'yacht', count: 1 }, 'gift-unknown'],
    [{ gift: 'rose', count: 0 }, 'count-wrong'],
    [{ gift: 'rose', count: 1.5 }, 'count-wrong'],
    [{ gift: 'rose', count: 10_000 }, 'count-wrong'],
    [{ amount: -1 }, 'amount-wrong'],
    [{}, 'amount-wrong'],
  ];
  for (const [what, error] of cases) assert.equal((await buy(what))['error'], error, JSON.stringify(what));
});
