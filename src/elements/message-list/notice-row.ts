import type { ChatRoom, Notice } from '../../client/contract.js';
import '../../labels/more.js';
import { installNotices, toNoticeMessage } from '../../renderers/notices.js';
import { builtIns } from '../../renderers/page-registry.js';

installNotices(builtIns);

/** Puts a notice into the room as a line for this viewer, once however many lists the page has. */
export function addNotice(room: ChatRoom, notice: Notice): void {
  const line = toNoticeMessage(notice, room);
  if (line && !room.messages.some(({ id }) => id === line.id)) room.insert(line);
}
