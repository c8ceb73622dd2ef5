/** Reads numbers and names from a file's bytes. Beyond the end everything is 0 or empty, so a cut file is merely a short one. */
export class Reader {
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number, little = false): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, little) : 0;
  }

  u24(at: number, little = false): number {
    const [a, b, c] = [this.u8(at), this.u8(at + 1), this.u8(at + 2)];
    return little ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c;
  }

  u32(at: number, little = false): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, little) : 0;
  }

  /** 64 bits, as far as a number can tell. */
  u64(at: number): number {
    return this.u32(at) * 2 ** 32 + this.u32(at + 4);
  }

  float(at: number, bytes: number): number {
    if (at + bytes > this.length) return 0;
    return bytes === 8 ? this.#view.getFloat64(at) : bytes === 4 ? this.#view.getFloat32(at) : 0;
  }

  /** `size` letters. */
  name(at: number, size = 4): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + size));
  }
}
