/**
 * Takes the README's picture of the room: `npx tsx stories/docs/take-picture.ts [folder]`.
 * With a folder it also keeps a picture of each layout there, to be looked at before a release.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { createLocalPeople, type Person } from './people.js';
import { launchBrowser, openPage } from '../../test/support/browser.js';
import { startDemo } from '../../test/support/demo-process.js';

const SHOTS = [
  { name: 'login-phone', width: 390, height: 844, query: '' },
  { name: 'login-desktop', width: 1440, height: 900, query: '' },
  { name: 'phone', width: 390, height: 844, query: 'room=host-mika&name=Ann' },
  { name: 'phone-gifts', width: 390, height: 844, query: 'room=host-mika&name=Ann', press: '[part=gift-button]' },
  { name: 'tablet', width: 820, height: 1180, query: 'room=tv-city&name=Ann' },
  { name: 'desktop', width: 1440, height: 900, query: 'room=tv-city&name=Ann' },
  { name: 'desktop-light', width: 1440, height: 900, query: 'room=tv-city&name=Ann&theme=light' },
  { name: 'phone-zh', width: 390, height: 844, query: 'room=host-mika&name=小明&lang=zh-CN' },
] as const;

async function shoot(browser: Browser, base: string, shot: (typeof SHOTS)[number], people: Person[]): Promise<Uint8Array> {
  const page = await openPage(browser);
  await page.setViewport({ width: shot.width, height: shot.height, deviceScaleFactor: 2 });
  await page.goto(`${base}/?${new URLSearchParams({ lang: 'en', theme: 'dark', ...Object.fromEntries(new URLSearchParams(shot.query)) })}`);
  if (shot.query === '') {
    await page.waitForSelector('channel-list');
    await playing(page, 'document.querySelector("live-player")');
  } else {
    await page.waitForFunction(() => document.querySelector('live-chatroom')?.chatRoom?.state === 'joined');
    await playing(page, 'document.querySelector("live-chatroom").shadowRoot.querySelector("live-player")');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const person of people) await person.speak();
    await new Promise((resolve) => setTimeout(resolve, 3500));
    if ('press' in shot) await (await page.waitForSelector(`live-chatroom >>> ${shot.press}`))!.click();
    for (const person of people.slice(0, 5)) await person.speak();
    await people[3]!.give();
    people[4]!.like(12);
    await new Promise((resolve) => setTimeout(resolve, 1300));
  }
  const png = await page.screenshot();
  await page.close();
  return png;
}

async function playing(page: Page, player: string): Promise<void> {
  await page.waitForFunction(`(${player})?.state === 'playing'`);
  await new Promise((resolve) => setTimeout(resolve, 800));
}

/** Phone and desktop beside each other on a quiet ground. */
async function compose(browser: Browser, desktop: Uint8Array, phone: Uint8Array): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 640 });
  const src = (png: Uint8Array) => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  await page.setContent(`<body style="margin:0;block-size:640px;display:flex;gap:32px;align-items:center;justify-content:center;background:linear-gradient(135deg,#dfe7fb,#f4e9f6)">
    <img src="${src(desktop)}" style="block-size:540px;border-radius:12px;box-shadow:0 16px 48px #0005">
    <img src="${src(phone)}" style="block-size:580px;border-radius:28px;box-shadow:0 16px 48px #0005"></body>`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const png = await page.screenshot();
  await page.close();
  return png;
}

const keep = process.argv[2];
if (keep) await mkdir(keep, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'live-chatroom-picture-'));
const demo = await startDemo(data);
const browser = await launchBrowser({ autoplay: true });
const crowd: Person[] = [];
try {
  const people = { 'host-mika': await createLocalPeople(demo.url, 'host-mika'), 'tv-city': await createLocalPeople(demo.url, 'tv-city') };
  crowd.push(...Object.values(people).flat());
  const pictures = new Map<string, Uint8Array>();
  for (const shot of SHOTS) {
    const room = new URLSearchParams(shot.query).get('room') as keyof typeof people | null;
    if (!keep && shot.name !== 'phone' && shot.name !== 'desktop') continue;
    const png = await shoot(browser, demo.url, shot, room ? people[room] : []);
    pictures.set(shot.name, png);
    if (keep) await writeFile(join(keep, `${shot.name}.png`), png);
    console.log(`took ${shot.name}`);
  }
  await writeFile(new URL('room.png', import.meta.url), await compose(browser, pictures.get('desktop')!, pictures.get('phone')!));
} finally {
  for (const person of crowd) person.goHome();
  await browser.close();
  await demo.stop();
  await rm(data, { recursive: true, force: true });
}
