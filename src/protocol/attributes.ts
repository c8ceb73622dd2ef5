/** Bounds on room attributes. @see RongCloud c4 */
export const ATTRIBUTE = { perRoom: 100, keyLength: 128, valueLength: 4096, batch: 10, noteBytes: 2048 } as const;

/** Type of a message that says that an attribute was changed by somebody who wants that seen: { type: 1 set | 2 taken away, key, value, extra }. */
export const ATTRIBUTE_TYPE = 'RC:chrmKVNotiMsg';

/** Whether `value` can name a room attribute. */
export function isAttributeKey(value: string): boolean {
  return /^[\w+=-]+$/.test(value) && value.length <= ATTRIBUTE.keyLength && value !== '__proto__';
}
