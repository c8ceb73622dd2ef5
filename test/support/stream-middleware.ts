/**
 * The demo's live stream for browser tests, on the test server itself. A test makes a channel of its own and switches it:
 * `POST /stream-control/<channel>?as=live|off|dead`: live, off air (404), or no server at all (the connection is cut).
 */
import type { Middleware } from '@web/dev-server-core';
import { createRollingHls, type Channel } from '../../demo/stream/rolling-hls.js';

const channels: Record<string, Channel> = { tv: { programme: 'tv' }, host: { programme: 'host' } };
const states = new Map<string, string>();

export function streamMiddleware(): Middleware {
  const stream = createRollingHls({ channels, isLive: (channel) => states.get(channel) !== 'off' });
  return (context, next) => {
    const [, area, channel = ''] = context.path.split('/');
    if (area === 'stream-control') {
      channels[channel] ??= { programme: 'tv' };
      states.set(channel, String(context.query.as));
      context.body = 'done';
      return undefined;
    }
    if (area !== 'live') return next();
    context.respond = false;
    if (states.get(channel) === 'dead') context.req.destroy();
    else stream(context.req, context.res);
    return undefined;
  };
}
