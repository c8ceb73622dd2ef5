import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { startShow } from './show.js';
import { Visitor } from './visitor.js';

/** An office proxy: passes requests on, and answers every upgrade with a refusal. */
async function proxyTo(target: string) {
  const proxy = createServer((incoming, response) => {
    const { hostname, port } = new URL(target);
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  proxy.on('upgrade', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, proxy };
}

it('people behind a proxy that blocks WebSockets talk with the others', { timeout: 120_000 }, async (t) => {
  const { demo, browser, end } = await startShow();
  const { url, proxy } = await proxyTo(demo.url);
  t.after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await end();
  });
  const ann = await Visitor.enter(browser, demo.url, { room: 'tv-city', name: 'Ann' });
  const office = await Visitor.enter(browser, url, { room: 'tv-city', name: 'Olga' });
  await ann.sees('Olga joined');
  await office.say('from the office');
  await ann.sees('from the office');
  await ann.say('welcome, office');
  await office.sees('welcome, office');
});
