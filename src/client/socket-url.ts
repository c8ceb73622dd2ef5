import { pageAddress } from './environment.js';

/**
 * The address of the chat server for a socket: `ws:` or `wss:`, `http(s):` of the same server, or relative to the page.
 * @throws {TypeError} no such address.
 */
export function socketUrl(url: string): string {
  let address: URL | undefined;
  try {
    address = new URL(url, pageAddress());
  } catch {
    // Told below.
  }
  if (!address || !/^(http|ws)s?:$/.test(address.protocol)) {
    throw new TypeError(`url must be like wss://example.com/chat; got ${JSON.stringify(url)}.`);
  }
  address.protocol = address.protocol.replace('http', 'ws');
  // A socket refuses an address with a fragment.
  address.hash = '';
  return address.href;
}
