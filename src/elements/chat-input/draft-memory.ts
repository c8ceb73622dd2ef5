const PREFIX = 'live-chatroom.draft.';

/**
 * An unsent text per room, kept over a reload of this tab.
 * Where the page may not store anything, nothing is remembered and nothing else changes.
 */
export class DraftMemory {
  constructor(private readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = () => sessionStorage) {}

  read(room: string): string {
    try {
      return this.storage().getItem(PREFIX + room) ?? '';
    } catch {
      return '';
    }
  }

  write(room: string, text: string): void {
    try {
      if (text) this.storage().setItem(PREFIX + room, text);
      else this.storage().removeItem(PREFIX + room);
    } catch {
      // Refused or full: the text still stands in the field.
    }
  }
}
