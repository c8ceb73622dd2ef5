import type { ChatRoom } from '../../client/contract.js';
import { textOf, type Message, type Sender } from '../../protocol/message.js';
import { peopleOf, type Chant } from './chants.js';
import { isLine, isOwn } from './message-kinds.js';
import type { Words } from './notices.js';

/** What acts on rows need of their list. */
export interface ActingList {
  readonly t: Words;
  readonly self: Sender | null;
  readonly room: ChatRoom | null;
  /** Where popovers are drawn. */
  readonly layer: HTMLElement;
  message(id: string): Message | undefined;
  chantOf(id: string): Chant | undefined;
  /** Nothing moves while this runs. */
  standStill(until: Promise<unknown>): void;
  showAll(id: string): void;
  fillIn(id: string): void;
  remove(id: string): void;
  hidePerson(person: Sender): void;
  fail(error: unknown): void;
}

/** What people do with rows, by pointer, touch and keyboard. Menus arrive by import() when the first one is opened. */
export class RowActs {
  constructor(private readonly list: ActingList) {}

  readonly onClick = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-action]');
    const id = rowAt(event)?.dataset['id'];
    if (button && id !== undefined) this.act(button.dataset['action']!, id, button);
  };

  readonly onContextMenu = (event: Event): void => {
    const row = rowAt(event);
    const message = row && this.list.message(row.dataset['id']!);
    // Links, selections and pictures keep the browser's own menu.
    if (!message || isLine(message) || (event.target as Element).closest('a, img') || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    this.openMenu(message.id, row);
  };

  /** Whether a row has a menu: what somebody said, and has arrived. */
  hasMenu(id: string): boolean {
    const message = this.list.message(id);
    return message?.state === 'sent' && !isLine(message) && !this.list.chantOf(id);
  }

  openMenu(id: string, at: HTMLElement): void {
    const { list } = this;
    if (list.chantOf(id)) return this.#openPeople(id, at);
    const message = list.message(id);
    if (!message || message.state !== 'sent') return;
    const own = isOwn(message, list.self);
    const role = list.self?.role;
    const mayRecall = message.offset !== undefined && (own || role === 'host' || role === 'moderator');
    const opened = import('./row-menu.js')
      .then(({ openRowMenu }) =>
        openRowMenu(list.layer, at, ['copy', ...(mayRecall ? (['recall'] as const) : []), 'hide', ...(own || isLine(message) ? [] : (['hide-person'] as const))], list.t),
      )
      .then((action) => action && this.act(action, id, at));
    list.standStill(opened);
    opened.catch((error: unknown) => list.fail(error));
  }

  act(action: string, id: string, at: HTMLElement): void {
    const { list } = this;
    const { room } = list;
    const message = list.message(id);
    if (!message) return;
    const failed = (error: unknown) => list.fail(error);
    if (action === 'menu') this.openMenu(id, at);
    else if (action === 'chant') this.#openPeople(id, at);
    else if (action === 'show-all') list.showAll(id);
    else if (action === 'fill-in') list.fillIn(id);
    else if (action === 'retry') room?.retry(id).catch(failed);
    else if (action === 'recall') room?.recall(id).catch(failed);
    else if (action === 'copy') navigator.clipboard.writeText(textOf(message)).catch(failed);
    else if (action === 'hide-person') list.hidePerson(message.sender);
    else if (room) room.remove(id);
    else list.remove(id);
  }

  #openPeople(id: string, at: HTMLElement): void {
    const { list } = this;
    const chant = list.chantOf(id);
    if (!chant) return;
    const opened = import('./row-menu.js').then(({ openPeople }) => openPeople(list.layer, at, peopleOf(chant), list.t));
    list.standStill(opened);
    opened.catch((error: unknown) => list.fail(error));
  }
}

function rowAt(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('.row');
}
