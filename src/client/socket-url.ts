import { pageAddress } from './environment.js';

/**
 * The address of the chat server for a socket: `ws:` or `wss:`, `http(s):` of the same server, or relative to the page.
 * @throws {TypeError} no such address.
 */
export function socketUrl(url: string): string {
  let address: URL;
  try {
    address = new URL(url, pageAddress());
  } catch {
    throw new TypeError(`url must be an address like wss://example.com/chat; got ${JSON.stringify(url)}.`);
  }
  if (address.protocol === 'https:') address.protocol = 'wss:';
  if (address.protocol === 'http:') address.protocol = 'ws:';
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:') {
    throw new TypeError(`url must begin with wss:, ws:, https: or http:; got ${address.protocol}`);
  }
  // A socket refuses an address with a fragment.
  address.hash = '';
  return address.href;
}
