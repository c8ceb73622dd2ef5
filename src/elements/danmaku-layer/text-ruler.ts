/** Widths kept; the same short texts come again and again when a crowd cheers. */
const remembered = 500;
/** Letters that hardly two fonts write equally wide, of the scripts that chats are written in. */
const probe = 'mil字👏W';

/** Knows how wide a text will be without putting it on the page, which would cost a layout each time. */
export class TextRuler {
  #font = '';
  /** The context spells fonts its own way, so what it says cannot be compared; setting one costs more than measuring. */
  #isSet = false;
  #context: CanvasRenderingContext2D | null = null;
  readonly #widths = new Map<string, number>();
  #probed = 0;

  /** @param font As in CSS, weight first: `600 24px/33px sans-serif`. */
  set font(font: string) {
    if (font === this.#font) return;
    this.#font = font;
    this.#isSet = false;
    this.forget();
  }

  /** For when a font has arrived late. */
  forget(): void {
    this.#widths.clear();
    this.#probed = 0;
  }

  /** Has the fonts loaded that texts fall back to: up to a tenth of a second, which the first comment need not wait for. */
  warm(): void {
    this.#probed ||= this.#measure(probe);
  }

  /** Whether another font stands behind the name than before: pages may add one to `document.fonts` without an event. */
  hasChanged(): boolean {
    const before = this.#probed;
    this.#probed = this.#measure(probe);
    return before !== 0 && before !== this.#probed;
  }

  /** Pixels, rounded up. */
  width(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const width = this.#measure(text);
    if (this.#widths.size >= remembered) this.#widths.clear();
    this.#widths.set(text, width);
    return width;
  }

  #measure(text: string): number {
    this.#context ??= document.createElement('canvas').getContext('2d');
    if (!this.#context) return text.length * parseFloat(this.#font.split(' ')[1]!);
    if (!this.#isSet) this.#context.font = this.#font;
    this.#isSet = true;
    return Math.ceil(this.#context.measureText(text).width);
  }
}
