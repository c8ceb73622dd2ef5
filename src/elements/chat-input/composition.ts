/** What is needed of a keyboard event. */
type Key = Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** What browsers report as keyCode for each key that an input method takes. @see https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Tells an Enter that sends from one that ends or steers an input method (Chinese, Japanese, Korean).
 *
 * Chromium and Firefox say `isComposing` on that Enter. Safari ends the composition first and then fires the keydown
 * without it, so the key that ended a composition is spent: the next one counts.
 * @see https://bugs.webkit.org/show_bug.cgi?id=165004
 */
export class Composition {
  #composing = false;
  #justEnded = false;

  start(): void {
    this.#composing = true;
    this.#justEnded = false;
  }

  end(): void {
    this.#composing = false;
    this.#justEnded = true;
  }

  /** The key that ended the composition is up, or another way was used: the next Enter is a new one. */
  settle(): void {
    this.#justEnded = false;
  }

  sends(key: Key): boolean {
    if (key.key !== 'Enter' || key.shiftKey || key.ctrlKey || key.altKey || key.metaKey) return false;
    return !(this.#composing || this.#justEnded || key.isComposing || key.keyCode === TAKEN_BY_INPUT_METHOD);
  }
}
