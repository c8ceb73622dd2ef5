/** A picture whose transparent parts hide comments: an address, a file, or a canvas that somebody draws on. */
export type MaskSource = string | Blob | HTMLCanvasElement;

/** Puts a mask on the stage as a whole, which costs the same for one comment and for a thousand. */
export class Mask {
  #url = '';
  #turn = 0;

  constructor(private readonly stage: HTMLElement) {}

  async set(source: MaskSource | null): Promise<void> {
    const turn = ++this.#turn;
    // Encoding a canvas synchronously would cost frames.
    const found = source instanceof HTMLCanvasElement ? await new Promise<Blob | null>((done) => source.toBlob(done)) : source;
    // A newer one has come meanwhile.
    if (turn !== this.#turn) return;
    const former = this.#url;
    this.#url = found instanceof Blob ? URL.createObjectURL(found) : '';
    const address = found instanceof Blob ? this.#url : found;
    this.stage.style.maskImage = address ? `url(${JSON.stringify(address)})` : '';
    this.stage.style.maskSize = '100% 100%';
    if (former) URL.revokeObjectURL(former);
  }
}
