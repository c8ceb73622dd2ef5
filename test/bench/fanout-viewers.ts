/** A crowd of bare sockets in one process that write down what each of them saw. Started by fanout-quick.ts. */
import WebSocket from 'ws';
import type { ServerFrame } from '../../src/protocol/index.js';
import { createChatServer } from '../../src/server/index.js';
import { APP_KEY, type Crowd, DONE, ROOM, SECRET } from './fanout-parties.js';

const [port, count, deflate] = [process.argv[2], Number(process.argv[3]), process.argv[4] === 'deflate'];
const issuer = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
/** Joins under way at a time: the crowd should arrive, not storm. */
const ARRIVING = 50;

interface Viewer {
  last: number;
  /** Of all message ids in the order seen. */
  hash: number;
  faults: number;
}
const viewers: Viewer[] = [];
const latencies: number[] = [];
let done = 0;

/** Everybody gets the same bytes, so they are read once. */
let known: { text: string; frame: ServerFrame; hash: (start: number) => number } | undefined;
function read(text: string) {
  if (known?.text === text) return known;
  const frame = JSON.parse(text) as ServerFrame;
  const ids = frame.k === 'b' ? (frame.m ?? []).map((message) => message.i).join('\n') : '';
  const hash = (start: number) => {
    let value = start;
    for (let i = 0; i < ids.length; i++) value = (Math.imul(value, 31) + ids.charCodeAt(i)) | 0;
    return value;
  };
  return (known = { text, frame, hash });
}

async function arrive(index: number): Promise<void> {
  const token = await issuer.issueToken({ id: `viewer-${index}`, name: `Viewer ${index}` });
  const ws = new WebSocket(`ws://127.0.0.1:${port}/chat`, { perMessageDeflate: deflate });
  const viewer: Viewer = { last: 0, hash: 7, faults: 0 };
  viewers.push(viewer);
  await new Promise<void>((resolve, reject) => {
    ws.on('error', reject);
    ws.on('close', () => viewer.faults++);
    ws.on('open', () => {
      ws.send(JSON.stringify({ k: 'auth', id: 1, v: 1, token }));
      ws.send(JSON.stringify({ k: 'join', id: 2, room: ROOM, create: true, want: 0 }));
    });
    ws.on('message', (data: Buffer) => {
      const { frame, hash } = read(data.toString());
      if (frame.k === 'joined') resolve();
      if (frame.k !== 'b' || !frame.m) return;
      if (frame.s !== viewer.last + 1) viewer.faults++;
      viewer.last = frame.s! + frame.m.length - 1;
      viewer.hash = hash(viewer.hash);
      const now = performance.timeOrigin + performance.now();
      for (const message of frame.m) {
        if (message.t === DONE) finish();
        else latencies.push(now - (message.c['at'] as number));
      }
    });
  });
}

function finish(): void {
  if (++done < count) return;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  const crowd: Crowd = {
    seen: viewers.reduce((sum, viewer) => sum + viewer.last, 0),
    orders: new Set(viewers.map((viewer) => viewer.hash)).size,
    faults: viewers.reduce((sum, viewer) => sum + viewer.faults, 0),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
  };
  process.send!(crowd, () => process.exit(0));
}

for (let from = 0; from < count; from += ARRIVING) {
  await Promise.all(Array.from({ length: Math.min(ARRIVING, count - from) }, (_, i) => arrive(from + i)));
}
process.send!({ arrived: count });
