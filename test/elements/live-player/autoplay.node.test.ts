import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { createRollingHls } from '../../../demo/stream/rolling-hls.js';
import { launchBrowser, openPage } from '../../support/browser.js';
import { projectFolder } from '../../support/folders.js';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8">
<script>
  for (const name of ['blocked', 'ready']) addEventListener('live-player-' + name, ({ detail }) => told(name, detail.kind ?? ''));
</script>
<live-player src="/live/tv/master.m3u8" style="width: 640px; height: 360px"></live-player>
<script type="module" src="/page.js"></script>`;

/** The browser's own policy: no sound before a person has done something. Needs a browser of its own, started with that policy. */
describe('<live-player> under the autoplay policy of the browser', () => {
  let server: Server, browser: Browser, page: Page;

  before(async () => {
    const bundle = await build({
      stdin: { contents: "import './src/define/live-player.js';", resolveDir: projectFolder },
      bundle: true, format: 'esm', target: 'es2022', write: false, logLevel: 'error', tsconfig: `${projectFolder}/tsconfig.json`,
    });
    const stream = createRollingHls();
    server = createServer((request, response) => {
      if (stream(request, response)) return;
      const script = request.url === '/page.js';
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' }).end(script ? bundle.outputFiles[0]!.text : PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser({ args: ['--autoplay-policy=document-user-activation-required'] });
    page = await openPage(browser);
    await page.setViewport({ width: 800, height: 600 });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  it('plays at once without sound, asks for a tap, and has sound after it', async () => {
    // The page tells; nothing is asked of it, since a question by script counts as an act of a person.
    const told = new Set<string>();
    const settled = new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`heard only: ${[...told].join()}`)), 30_000);
      void page.exposeFunction('told', (name: string, kind: string) => {
        told.add(`${name} ${kind}`.trim());
        if (told.size < 2) return;
        clearTimeout(limit);
        resolve();
      }).then(() => page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).catch(reject);
    });
    await settled;
    assert.deepEqual([...told].sort(), ['blocked sound', 'ready']);
    const player = (await page.$('live-player'))!;
    const facts = () => player.evaluate((el) => ({ state: el.state, muted: el.video.muted, paused: el.video.paused, prompt: el.matches(':state(blocked)') }));
    assert.deepEqual(await facts(), { state: 'playing', muted: true, paused: false, prompt: true });
    await (await page.waitForSelector('live-player >>> [part~=unmute]', { visible: true }))!.click();
    await page.waitForFunction(() => !document.querySelector('live-player')!.matches(':state(blocked)'));
    assert.deepEqual(await facts(), { state: 'playing', muted: false, paused: false, prompt: false });
    // Frames that are really presented, not only decoded.
    await player.evaluate(async ({ video }) => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    });
  });
});
