import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import WebSocket from 'ws';
import { projectFolder } from '../../support/folders.js';
import { mqttConnect, type Report, ROOM } from './ways-in.js';

/** A server that is running, in a process of its own. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  publish(message: object): void;
  stop(): void;
}

export interface Contender {
  readonly name: string;
  /** Key of `waysIn`. */
  readonly way: string;
  /** Why it cannot take part here; absent when it can. */
  readonly missing?: string;
  start(): Promise<Running>;
}

const here = import.meta.dirname;
const has = (program: string) => spawnSync('which', [program]).status === 0;
/** Server and subscribers each get a core where there are two, so that they do not take each other's time. */
const pinned = (core: 0 | 1) => (has('taskset') ? ['taskset', '-c', String(core)] : []);

function run(core: 0 | 1, command: string[], ipc: boolean): ChildProcess {
  const [program, ...args] = [...pinned(core), ...command];
  return spawn(program!, args, { stdio: ['ignore', 'ignore', 'inherit', ...(ipc ? (['ipc'] as const) : [])] });
}

export async function startSubscribers(way: string, { port, token }: Running, count: number) {
  const child = run(0, [process.execPath, '--import', 'tsx', join(here, 'subscribers.ts'), way, String(port), String(count), token], true);
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`the subscribers of ${way} ended`)));
  failed.catch(() => {});
  await Promise.race([once(child, 'message'), failed]);
  return {
    start: () => child.send('start'),
    async report(): Promise<Report> {
      child.send('report');
      return ((await Promise.race([once(child, 'message'), failed])) as [Report])[0];
    },
    stop: () => child.kill('SIGKILL'),
  };
}

async function ofOurs(file: string, open: (port: number, token: string) => Promise<(message: object) => void>): Promise<Running> {
  const child = run(1, [process.execPath, '--import', 'tsx', join(here, file)], true);
  const [{ port, token }] = (await once(child, 'message')) as [{ port: number; token: string }];
  return { pid: child.pid!, port, token, publish: await open(port, token), stop: () => child.kill('SIGKILL') };
}

async function socketTo(url: string, protocols: string[] = []): Promise<WebSocket> {
  const ws = new WebSocket(url, protocols, { perMessageDeflate: false });
  await once(ws, 'open');
  ws.on('error', () => {});
  return ws;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function tcpTo(port: number): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.on('error', () => {});
      socket.resume();
      return socket;
    } catch (cause) {
      if (tries > 100) throw cause;
      await setTimeout(50);
    }
  }
}

function foreign(child: ChildProcess, port: number, socket: Socket, text: (json: string) => string | Buffer): Running {
  return {
    pid: child.pid!,
    port,
    token: '-',
    publish: (message) => void socket.write(text(`{"i":"abcdefgh12345","t":"RC:TxtMsg","c":${json(message)}}`)),
    stop: () => child.kill('SIGKILL'),
  };
}

/** The same words in each message; ours wraps them as chat messages are, the others send them as they are, at the same size. */
export function messageOf(n: number): { content: string; user: object } {
  const words = ['主播好棒 👏', 'this song again, please!', '第一次来，你好', 'where is that from?'];
  return {
    content: `${words[n % words.length]} message ${n}, about as long as what people write in a live room`,
    user: { id: 'bench', name: 'Bench' },
  };
}
/** µs since 1970: a whole number of sixteen digits, whoever reads and writes it on the way. */
const json = (message: object) => JSON.stringify({ ...message, at: Math.round((performance.timeOrigin + performance.now()) * 1000) });

const peersFolder = join(projectFolder, 'test/bench/peers/fanout');

export const contenders: readonly Contender[] = [
  {
    name: 'live-chatroom',
    way: 'ours',
    start: () =>
      ofOurs('ours-server.ts', async (port, token) => {
        const ws = await socketTo(`ws://127.0.0.1:${port}/chat`, ['live-chatroom.v1']);
        ws.send(JSON.stringify({ k: 'auth', id: 1, v: 1, token }));
        const [hi] = (await once(ws, 'message')) as [Buffer];
        const { ns } = JSON.parse(hi.toString()) as { ns: string };
        ws.send(JSON.stringify({ k: 'join', id: 2, room: ROOM, create: true, want: 0 }));
        let n = 10;
        return (message) => {
          const { user: _, ...content } = message as { user: unknown };
          ws.send(`{"k":"msg","id":${++n},"room":"${ROOM}","mid":"${ns}${n}","t":"RC:TxtMsg","c":${json(content)}}`);
        };
      }),
  },
  {
    name: 'ws, naive',
    way: 'ws',
    start: () =>
      ofOurs('ws-server.ts', async (port) => {
        const ws = await socketTo(`ws://127.0.0.1:${port}/`);
        return (message) => ws.send(`{"i":"abcdefgh12345","t":"RC:TxtMsg","c":${json(message)}}`);
      }),
  },
  {
    name: 'Socket.IO',
    way: 'socket.io',
    ...(existsSync(join(peersFolder, 'node_modules/socket.io')) ? {} : { missing: 'npm ci --prefix test/bench/peers/fanout' }),
    start: () =>
      ofOurs('socket-io-server.ts', async (port) => {
        const ws = await socketTo(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
        ws.send('40');
        return (message) => ws.send(`42["message",{"t":"RC:TxtMsg","c":${json(message)}}]`);
      }),
  },
  {
    name: 'nats-server',
    way: 'nats',
    ...(has('nats-server') ? {} : { missing: 'nats-server is not installed' }),
    async start() {
      const [port, wsPort] = [await freePort(), await freePort()];
      const file = join(mkdtempSync(join(tmpdir(), 'live-chatroom-bench-')), 'nats.conf');
      writeFileSync(file, `listen: 127.0.0.1:${port}\nwebsocket { listen: "127.0.0.1:${wsPort}", no_tls: true }\n`);
      const child = run(1, ['nats-server', '-c', file, '-l', '/dev/null'], false);
      const socket = await tcpTo(port);
      socket.write('CONNECT {"verbose":false}\r\n');
      return foreign(child, wsPort, socket, (text) => `PUB ${ROOM} ${Buffer.byteLength(text)}\r\n${text}\r\n`);
    },
  },
  {
    name: 'mosquitto',
    way: 'mqtt',
    ...(has('mosquitto') ? {} : { missing: 'mosquitto is not installed' }),
    async start() {
      const [port, wsPort] = [await freePort(), await freePort()];
      const file = join(mkdtempSync(join(tmpdir(), 'live-chatroom-bench-')), 'mosquitto.conf');
      writeFileSync(file, `listener ${port} 127.0.0.1\nlistener ${wsPort} 127.0.0.1\nprotocol websockets\nallow_anonymous true\nlog_dest none\nmax_queued_messages 0\n`);
      const child = run(1, ['mosquitto', '-c', file], false);
      const socket = await tcpTo(port);
      socket.write(mqttConnect('publisher'));
      return foreign(child, wsPort, socket, publishPacket);
    },
  },
  {
    name: 'redis, pub/sub over TCP',
    way: 'redis',
    ...(has('redis-server') ? {} : { missing: 'redis-server is not installed' }),
    async start() {
      const port = await freePort();
      const child = run(1, ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--client-output-buffer-limit', 'pubsub 0 0 0'], false);
      const socket = await tcpTo(port);
      return foreign(child, port, socket, (text) => `*3\r\n$7\r\nPUBLISH\r\n$${ROOM.length}\r\n${ROOM}\r\n$${Buffer.byteLength(text)}\r\n${text}\r\n`);
    },
  },
];

function publishPacket(text: string): Buffer {
  const body = Buffer.concat([Buffer.from([0, ROOM.length]), Buffer.from(ROOM), Buffer.from(text)]);
  return Buffer.concat([Buffer.from([0x30, (body.length & 127) | 128, body.length >> 7]), body]);
}

/** CPU time of a process, s, and its memory, bytes. */
export function costOf(pid: number): { cpu: number; rss: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  // Clock ticks are 100 a second, pages 4096 bytes, on every Linux that Node runs on.
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, rss: Number(fields[21]) * 4096 };
}
