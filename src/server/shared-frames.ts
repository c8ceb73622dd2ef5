import { constants, deflateRawSync } from 'node:zlib';
import { WebSocket } from 'ws';
import type { FrameSocket, Outlet } from './frame-socket.js';

const FIN_TEXT = 0x81;
/** First reserved bit: this message is deflated. @see RFC 7692 §6 */
const RSV1 = 0x40;

/**
 * Text frames that go to many sockets as the very same bytes: encoded once, deflated at most once, and only when somebody takes it so.
 * No context takeover, so a deflated frame means the same to everyone. @see RFC 7692 §7.1.1
 */
export class SharedFrames {
  readonly #texts: readonly string[];
  readonly #compressAbove: number;
  #plain: Buffer | undefined;
  #deflated: Buffer | undefined;

  constructor(texts: readonly string[], compressAbove: number) {
    this.#texts = texts;
    this.#compressAbove = compressAbove;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  bytes(deflate: boolean): Buffer {
    if (!deflate) return (this.#plain ??= Buffer.concat(this.#texts.map((text) => frame(Buffer.from(text), FIN_TEXT))));
    return (this.#deflated ??= Buffer.concat(
      this.#texts.map((text) => {
        const body = Buffer.from(text);
        return body.length > this.#compressAbove ? frame(deflated(body), FIN_TEXT | RSV1) : frame(body, FIN_TEXT);
      }),
    ));
  }
}

/**
 * Writes past the WebSocket object, straight to the socket it was upgraded from, so that the frame is not built again for every reader.
 * Sound as long as `ws` itself never leaves a frame half written: we never let it compress (that would queue), and it writes a frame in one go.
 * Returns the bytes handed over.
 */
export function writeShared(ws: Pick<FrameSocket, 'readyState' | 'send'>, socket: Outlet | null, frames: SharedFrames, deflate: boolean): number {
  if (ws.readyState !== WebSocket.OPEN) return 0;
  if (socket?.writable && socket.write) {
    const bytes = frames.bytes(deflate);
    socket.write(bytes);
    return bytes.length;
  }
  for (const text of frames.texts) ws.send(text, { compress: false });
  return frames.texts.reduce((sum, text) => sum + text.length, 0);
}

/** An unmasked frame. @see RFC 6455 §5.2 */
function frame(body: Buffer, firstByte: number): Buffer {
  const { length } = body;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = firstByte;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, body]);
}

function deflated(body: Buffer): Buffer {
  // The flush's empty block (00 00 ff ff) is implied by the protocol. @see RFC 7692 §7.2.1
  return deflateRawSync(body, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}
