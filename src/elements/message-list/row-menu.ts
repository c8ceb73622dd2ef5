import { html, nothing, render, type TemplateResult } from 'lit';
import { textOf, type Message, type Sender } from '../../protocol/message.js';
import { adoptLate } from '../shared/adopt-styles.js';
import { icon, type IconName } from '../shared/more-icons.js';
import { peopleOf } from './chants.js';
import { shownName } from './clamp-text.js';
import { isLine, isOwn } from './message-kinds.js';
import type { Words } from './notices.js';
import { discard, type ActingList } from './row-acts.js';
import { menuStyles } from './row-menu.styles.js';

type RowAction = 'copy' | 'recall' | 'hide' | 'hide-person';

const ICONS: Readonly<Record<RowAction, IconName>> = { copy: 'copy', recall: 'undo', hide: 'hide', 'hide-person': 'users' };
/** Names in a list of people; the rest is a number. */
const NAMED = 60;

/** What belongs to a row: the people of a chant, else what can be done with the message. Resolves when it is closed, and done. */
export async function openMenu(list: ActingList, id: string, at: HTMLElement): Promise<void> {
  const chant = list.chantOf(id);
  if (chant) return openPeople(list.layer, at, peopleOf(chant), list.t);
  const message = list.message(id);
  if (message?.state !== 'sent') return;
  const action = await openActions(list.layer, at, actionsOn(message, list.self), list.t);
  if (action) await act(action, message, list);
}

function actionsOn(message: Message, self: Sender | null): RowAction[] {
  const own = isOwn(message, self);
  const mayRecall = message.offset !== undefined && (own || self?.role === 'host' || self?.role === 'moderator');
  return ['copy', ...(mayRecall ? (['recall'] as const) : []), 'hide', ...(own || isLine(message) ? [] : (['hide-person'] as const))];
}

async function act(action: RowAction, message: Message, list: ActingList): Promise<void> {
  if (action === 'recall') await list.room?.recall(message.id);
  else if (action === 'copy') await navigator.clipboard.writeText(textOf(message));
  else if (action === 'hide-person') list.hidePerson(message.sender);
  else discard(list, message.id);
}

/** The actions of a row, in the top layer, so that nothing clips them and nothing moves. Resolves with the chosen one when it is closed. */
async function openActions(layer: HTMLElement, at: HTMLElement, actions: readonly RowAction[], t: Words): Promise<RowAction | null> {
  let chosen: RowAction | null = null;
  const choose = (action: RowAction) => {
    chosen = action;
    (layer.firstElementChild as HTMLElement).hidePopover();
  };
  await open(
    layer,
    at,
    html`<div class="menu" part="menu" .popover=${'auto'} role="menu" aria-label=${t('row.actions')} @keydown=${onMenuKey}>
      ${actions.map((action) => html`<button role="menuitem" tabindex="-1" @click=${() => choose(action)}>${icon(ICONS[action])}${t(`row.${action}`)}</button>`)}
    </div>`,
  );
  return chosen;
}

/** Who said it. Resolves when it is closed. */
function openPeople(layer: HTMLElement, at: HTMLElement, people: readonly Sender[], t: Words): Promise<void> {
  const more = people.length - NAMED;
  return open(
    layer,
    at,
    html`<div class="menu people" part="menu" .popover=${'auto'} role="dialog" aria-label=${t('row.who')} tabindex="0">
      <h3>${t('row.who')}</h3>
      <ul>
        ${people.slice(0, NAMED).map(({ name }) => html`<li><bdi>${shownName(name) || t('row.nameless')}</bdi></li>`)}
      </ul>
      ${more > 0 ? html`<p>${t('row.who-more', { n: more })}</p>` : nothing}
    </div>`,
  );
}

/** Shows it beside an element; the focus returns by itself. */
async function open(layer: HTMLElement, at: HTMLElement, content: TemplateResult): Promise<void> {
  adoptLate(layer.getRootNode() as ShadowRoot, menuStyles);
  // Another one that is still open closes first, with its own promise.
  (layer.firstElementChild as HTMLElement | null)?.hidePopover();
  render(content, layer);
  const popover = layer.firstElementChild as HTMLElement;
  popover.showPopover();
  const anchor = at.getBoundingClientRect();
  const box = popover.getBoundingClientRect();
  const rtl = getComputedStyle(layer).direction === 'rtl';
  const left = rtl ? anchor.left : anchor.right - box.width;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
  popover.style.top = `${anchor.bottom + box.height + 8 > innerHeight ? Math.max(8, anchor.top - box.height) : anchor.bottom}px`;
  (popover.querySelector('button') ?? popover).focus();
  await new Promise<void>((resolve) => {
    popover.addEventListener('toggle', (event) => (event as ToggleEvent).newState === 'closed' && resolve());
  });
  if (layer.firstElementChild === popover) render(nothing, layer);
}

function onMenuKey(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const at = items.indexOf(event.target as HTMLButtonElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(next % items.length)?.focus();
}
