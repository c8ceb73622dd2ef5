import type { ChatRoom } from '../../client/contract.js';
import type { Message, Sender } from '../../protocol/message.js';
import type { Chant } from './chants.js';
import { isLine } from './message-kinds.js';
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

  /** What can be done with a row, or who joined in its chant. */
  openMenu(id: string, at: HTMLElement): void {
    const { list } = this;
    const opened = import('./row-menu.js').then(({ openMenu }) => openMenu(list, id, at));
    list.standStill(opened);
    opened.catch((error: unknown) => list.fail(error));
  }

  act(action: string, id: string, at: HTMLElement): void {
    const { list } = this;
    const { room } = list;
    if (action === 'menu' || action === 'chant') this.openMenu(id, at);
    else if (action === 'show-all') list.showAll(id);
    else if (action === 'fill-in') list.fillIn(id);
    else if (action === 'retry') room?.retry(id).catch((error: unknown) => list.fail(error));
    else discard(list, id);
  }
}

/** Takes a row out for this viewer. */
export function discard({ room, remove }: Pick<ActingList, 'room' | 'remove'>, id: string): void {
  if (room) room.remove(id);
  else remove(id);
}

function rowAt(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('.row');
}
