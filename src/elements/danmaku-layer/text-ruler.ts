/** Widths kept; the same short texts come again and again when a crowd cheers. */
const remembered = 500;

/** Knows how wide a text will be without putting it on the page, which would cost a layout each time. */
export class TextRuler {
  #font = '';
  /** The context spells fonts its own way, so what it says cannot be compared; setting one costs more than measuring. */
  #isSet = false;
  #context: CanvasRenderingContext2D | null = null;
  readonly #widths = new Map<string, number>();

  /** @param font As in CSS: `600 24px sans-serif`. */
  set font(font: string) {
    if (font === this.#font) return;
    this.#font = font;
    this.#isSet = false;
    this.forget();
  }

  /** For when a font has arrived late. */
  forget(): void {
    this.#widths.clear();
  }

  /** Pixels, rounded up. */
  width(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    this.#context ??= document.createElement('canvas').getContext('2d');
    if (!this.#context) return text.length * parseFloat(this.#font.match(/\d+(\.\d+)?px/)?.[0] ?? '24');
    if (!this.#isSet) this.#context.font = this.#font;
    this.#isSet = true;
    const width = Math.ceil(this.#context.measureText(text).width);
    if (this.#widths.size >= remembered) this.#widths.clear();
    this.#widths.set(text, width);
    return width;
  }
}
