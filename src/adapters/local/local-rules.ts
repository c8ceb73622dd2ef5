import { ChatError, type ErrorName } from '../../protocol/errors.js';
import type { ClientFrameOf, WireAttribute, WirePermissions } from '../../protocol/frames.js';
import type { Sender } from '../../protocol/message.js';

/** What is decided about a room of the page: who may write, and the room's attributes. */
export class LocalRules {
  frozen = false;
  /** Until when, ms since 1970, by user id. */
  readonly muted = new Map<string, number>();
  readonly attributes = new Map<string, WireAttribute>();

  permissions({ id, role }: Sender, now: number): WirePermissions {
    const until = this.muted.get(id) ?? 0;
    const frozen = this.frozen && role !== 'host' && role !== 'moderator';
    return { ...(until > now ? { muted: until } : {}), ...(frozen ? { frozen } : {}) };
  }

  /** @throws {ChatError} muted */
  check(user: Sender, now: number): void {
    const { muted, frozen } = this.permissions(user, now);
    if (muted) throw new ChatError('muted', { retryInMs: muted - now });
    if (frozen) throw new ChatError('muted');
  }

  /** Changes what can be changed; returns that, and why the rest cannot (code). */
  change({ set, force, was }: ClientFrameOf<'attr'>, user: string): { set: Record<string, WireAttribute | null>; failed: Record<string, number> } {
    const changed: Record<string, WireAttribute | null> = {};
    const failed: Record<string, number> = {};
    for (const [key, value] of Object.entries(set)) {
      const [, owner, version = 0] = this.attributes.get(key) ?? [];
      const expected = was?.[key];
      let refusal: ErrorName | null = null;
      if (expected !== undefined && expected !== version) refusal = 'attribute-conflict';
      else if (value === null && !version) refusal = 'attribute-missing';
      else if (owner !== undefined && owner !== user && !force) refusal = 'attribute-owner';
      if (refusal) failed[key] = new ChatError(refusal).code;
      else changed[key] = value === null ? null : [value, user, version + 1];
    }
    for (const [key, attribute] of Object.entries(changed)) {
      if (attribute) this.attributes.set(key, attribute);
      else this.attributes.delete(key);
    }
    return { set: changed, failed };
  }
}
