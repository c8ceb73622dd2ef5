import '../src/define/channel-list.js';
import '../src/define/live-chatroom.js';
import { render } from 'lit';
import { loginPage } from './login.js';
import { roomPage } from './room-page.js';
import { lang, setLang } from './words.js';

/** Two pages: without a room in the address the login, with one the room. */
const app = document.querySelector<HTMLElement>('#app')!;
const theme = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

export interface Shell {
  /** Goes to a page of the demo; `{}` is the login. */
  go(params: Record<string, string>): void;
  redraw(): void;
  switchLanguage(): void;
  switchTheme(): void;
}

const shell: Shell = {
  go(params) {
    const keep = new URLSearchParams(location.search);
    for (const name of ['room', 'name', 'avatar']) keep.delete(name);
    for (const [name, value] of Object.entries(params)) keep.set(name, value);
    history.pushState(null, '', `?${keep}`);
    draw();
  },
  redraw: draw,
  switchLanguage() {
    setLang(lang() === 'en' ? 'zh-CN' : 'en');
    localStorage.setItem('lang', lang());
    draw();
  },
  switchTheme() {
    const dark = getComputedStyle(document.documentElement).colorScheme !== 'light';
    document.documentElement.dataset['theme'] = dark ? 'light' : 'dark';
    localStorage.setItem('theme', dark ? 'light' : 'dark');
  },
};

function draw(): void {
  const params = new URLSearchParams(location.search);
  const room = params.get('room');
  const name = params.get('name');
  const page = room && name ? roomPage(shell, { room, name, params }) : loginPage(shell, { room: room ?? undefined });
  render(page, app);
}

addEventListener('popstate', draw);
draw();
