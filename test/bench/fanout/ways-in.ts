/** What stands in front of the time in every message: how subscribers of any protocol find messages in bytes. */
export const MARK = Buffer.from('"at":');

export interface Report {
  received: number;
  bytes: number;
  p50: number;
  p99: number;
}

interface WayIn {
  /** Absent: plain TCP. */
  readonly connectTo?: { readonly path: string; readonly protocols: string[] };
  /** What a subscriber sends after the connection is open. */
  readonly greet: (index: number, token: string) => (string | Buffer)[];
  /** What it is told when it is in; absent: nothing. */
  readonly told?: RegExp;
}

export const ROOM = 'hall';

const mqttString = (text: string) => Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), Buffer.from(text)]);
const mqttPacket = (type: number, body: Buffer) => Buffer.concat([Buffer.from([type, body.length]), body]);
/** MQTT 3.1.1, clean session, no keep-alive. */
export const mqttConnect = (id: string) => mqttPacket(0x10, Buffer.concat([mqttString('MQTT'), Buffer.from([4, 2, 0, 0]), mqttString(id)]));

export const waysIn: Readonly<Record<string, WayIn>> = {
  ours: {
    connectTo: { path: '/chat', protocols: ['live-chatroom.v1'] },
    greet: (_, token) => [JSON.stringify({ k: 'auth', id: 1, v: 1, token }), JSON.stringify({ k: 'join', id: 2, room: ROOM, create: true, want: 0 })],
    told: /"k":"joined"/,
  },
  ws: { connectTo: { path: '/', protocols: [] }, greet: () => [] },
  'socket.io': { connectTo: { path: '/socket.io/?EIO=4&transport=websocket', protocols: [] }, greet: () => ['40'], told: /^40/ },
  nats: {
    connectTo: { path: '/', protocols: [] },
    greet: () => [Buffer.from(`CONNECT {"verbose":false}\r\nSUB ${ROOM} 1\r\nPING\r\n`)],
    told: /PONG/,
  },
  mqtt: {
    connectTo: { path: '/', protocols: ['mqtt'] },
    greet: (index) => [mqttConnect(`s${index}`), mqttPacket(0x82, Buffer.concat([Buffer.from([0, 1]), mqttString(ROOM), Buffer.from([0])]))],
    // The acknowledgement of the subscription.
    told: /^\x90/,
  },
  redis: { greet: () => [`*2\r\n$9\r\nSUBSCRIBE\r\n$${ROOM.length}\r\n${ROOM}\r\n`] },
};
