/**
 * Thousands of subscribers in one process, as light as they can be: after the handshake they only look for marks in the bytes that come.
 * Started by contenders.ts with the way in, the port and the count; told by messages when to count and when to report.
 */
import { connect, type Socket } from 'node:net';
import WebSocket from 'ws';
import { createChatServer } from '../../../src/server/index.js';
import { APP_KEY, SECRET } from '../fanout-parties.js';
import { MARK, type Report, waysIn } from './ways-in.js';

const [way, port, count] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
/** Everybody is somebody else, or the server would count one member. */
const issuer = way === 'ours' ? createChatServer({ appKey: APP_KEY, secret: SECRET, log: false }) : null;
const { connectTo, greet, told } = waysIn[way]!;
/** Connections whose times are read; all are counted. */
const SAMPLE_EVERY = 10;
/** On their way in at a time. */
const ARRIVING = 100;

let received = 0;
let bytes = 0;
let latencies: number[] = [];

function watch(socket: Socket, index: number): void {
  const sampled = index % SAMPLE_EVERY === 0;
  // A mark may be cut in two: its last bytes are looked at again with what follows.
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    const data = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let at = data.indexOf(MARK);
    let end = 0;
    while (at >= 0 && at + MARK.length + 16 <= data.length) {
      received++;
      end = at + MARK.length;
      if (sampled) latencies.push(performance.timeOrigin + performance.now() - Number(data.subarray(end, end + 16).toString('latin1')) / 1000);
      at = data.indexOf(MARK, end);
    }
    rest = Buffer.from(data.subarray(Math.max(end, at >= 0 ? at : data.length - MARK.length + 1)));
  });
}

async function arrive(index: number): Promise<void> {
  const token = (await issuer?.issueToken({ id: `viewer-${index}`, name: `Viewer ${index}` })) ?? '';
  if (!connectTo) {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', () => resolve());
      socket.once('connect', () => socket.write(greet(index, token)[0]!));
    });
    return watch(socket, index);
  }
  const ws = new WebSocket(`ws://127.0.0.1:${port}${connectTo.path}`, connectTo.protocols, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    ws.once('error', reject);
    ws.once('open', () => {
      for (const frame of greet(index, token)) ws.send(frame);
      if (!told) resolve();
    });
    ws.on('message', (data: Buffer) => {
      if (told?.test(data.toString('latin1'))) resolve();
    });
  });
  const { _socket: socket } = ws as unknown as { _socket: Socket };
  socket.removeAllListeners('data');
  watch(socket, index);
}

process.on('message', (order: 'start' | 'report') => {
  if (order === 'start') {
    received = bytes = 0;
    latencies = [];
    return;
  }
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
  const report: Report = { received, bytes, p50: at(0.5), p99: at(0.99) };
  process.send!(report);
});
process.on('disconnect', () => process.exit(0));

for (let from = 0; from < count; from += ARRIVING) {
  await Promise.all(Array.from({ length: Math.min(ARRIVING, count - from) }, (_, i) => arrive(from + i)));
}
process.send!('arrived');
