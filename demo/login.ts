import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Shell } from './main.js';
import { fetchRooms, type DemoRoom } from './session.js';
import { lang, word } from './words.js';

const AVATARS = Array.from({ length: 12 }, (_, i) => `/avatars/${String(i + 1).padStart(2, '0')}.svg`);

const form = {
  name: localStorage.getItem('name') ?? '',
  avatar: localStorage.getItem('avatar') ?? AVATARS[Math.floor(Math.random() * AVATARS.length)]!,
  room: '',
  problem: '',
};
let rooms: { lang: string; list: DemoRoom[] } | 'loading' | 'failed' | undefined;

/** Nickname, portrait and room, beside the picture of the chosen room. */
export function loginPage(shell: Shell, wanted: { room?: string }) {
  if (rooms === undefined || (typeof rooms === 'object' && rooms.lang !== lang())) load(shell);
  const list = typeof rooms === 'object' ? rooms.list : [];
  if (!list.some((room) => room.id === form.room)) form.room = (list.find((room) => room.id === wanted.room) ?? list[0])?.id ?? '';
  const chosen = list.find((room) => room.id === form.room);
  return html`<main class="login">
    <div class="preview">
      ${chosen ? html`<live-player .src=${chosen.src} autoplay="muted" muted controls="none" fit="cover" inert></live-player>` : nothing}
      <div class="brand">
        <h1><img src="/icon.svg" alt="" width="40" height="40" />live-chatroom</h1>
        <p>${word('tagline')}</p>
      </div>
    </div>
    <form class="card" novalidate @submit=${(event: Event) => enter(event, shell)}>
      <div class="switches">
        <button type="button" @click=${() => shell.switchLanguage()}>${word('language')}</button>
        <button type="button" @click=${() => shell.switchTheme()} aria-label=${word('theme')}>◐</button>
      </div>
      <label class="field">
        <span>${word('nickname')}</span>
        <input
          name="name"
          maxlength="24"
          autocomplete="nickname"
          placeholder=${word('nickname-hint')}
          aria-describedby="problem"
          .value=${live(form.name)}
          @input=${(event: InputEvent) => (form.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <fieldset>
        <legend>${word('avatar')}</legend>
        <div class="avatars">
          ${AVATARS.map(
            (src, i) => html`<label
              ><input type="radio" name="avatar" value=${src} aria-label="${word('avatar')} ${i + 1}" .checked=${live(form.avatar === src)} @change=${() => (form.avatar = src)} /><img src=${src} alt="" width="48" height="48"
            /></label>`,
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${word('room')}</legend>
        ${rooms === 'failed'
          ? html`<p class="problem">${word('no-rooms')} <button type="button" @click=${() => load(shell)}>${word('try-again')}</button></p>`
          : html`<channel-list
              .channels=${list.map((room) => ({ ...room, live: true, poster: new URL('poster.jpg', new URL(room.src, location.href)).href }))}
              .selected=${form.room}
              @live-channel-select=${(event: CustomEvent<{ channel: { id: string } }>) => {
                form.room = event.detail.channel.id;
                shell.redraw();
              }}
            ></channel-list>`}
      </fieldset>
      <p class="problem" id="problem" role="alert">${form.problem}</p>
      <button class="enter" ?disabled=${form.room === ''}>${word('enter')}</button>
    </form>
  </main>`;
}

function load(shell: Shell): void {
  const asked = lang();
  rooms = 'loading';
  fetchRooms().then(
    (list) => (rooms = { lang: asked, list }),
    (error: unknown) => {
      console.warn(error);
      rooms = 'failed';
    },
  ).finally(() => shell.redraw());
}

function enter(event: Event, shell: Shell): void {
  event.preventDefault();
  const name = form.name.trim();
  if (name === '') {
    form.problem = word('name-missing');
    (event.currentTarget as HTMLFormElement).querySelector('input')!.focus();
    shell.redraw();
    return;
  }
  form.problem = '';
  localStorage.setItem('name', name);
  localStorage.setItem('avatar', form.avatar);
  shell.go({ room: form.room, name, avatar: form.avatar });
}
