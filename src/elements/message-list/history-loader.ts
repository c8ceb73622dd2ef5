import type { ChatRoom } from '../../client/contract.js';
import type { Message } from '../../protocol/message.js';

/** Asks a room for older messages, one request at a time, until it says that there are no more. */
export class HistoryLoader {
  #loading = false;
  #atStart = false;

  /** Older messages, oldest first; none while a request is under way, at the start of the room, and when it cannot be asked. */
  async next(room: ChatRoom | null): Promise<readonly Message[]> {
    if (!room || room.state !== 'joined' || this.#loading || this.#atStart) return [];
    this.#loading = true;
    try {
      const older = await room.loadHistory();
      this.#atStart = older.length === 0;
      return older;
    } catch {
      // Shown by the connection bar; scrolling up again asks again.
      return [];
    } finally {
      this.#loading = false;
    }
  }

  /** Another room, or another past. */
  reset(): void {
    this.#atStart = false;
  }
}
