import { loadLabels } from '../../labels/index.js';

/** Nobody waits longer than this for words, ms; then English stands in. */
const PATIENCE_MS = 3000;

/** Whether the words of a language are here: what has begun to fly keeps the words it has. */
export class Wording {
  #lang: string | null = null;
  #ready = false;

  /** @param onReady What has waited can be worded now. @param fail Words could not be loaded. */
  constructor(
    private readonly onReady: () => void,
    private readonly fail: (error: unknown) => void,
    private readonly load = (lang: string): Promise<unknown> => Promise.all([loadLabels(lang), import('../../labels/more.js')]),
  ) {}

  get ready(): boolean {
    return this.#ready;
  }

  follow(lang: string): void {
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.#ready = false;
    const go = (): void => {
      if (lang !== this.#lang || this.#ready) return;
      this.#ready = true;
      this.onReady();
    };
    const timer = setTimeout(go, PATIENCE_MS);
    void this.load(lang)
      .catch(this.fail)
      .then(() => {
        clearTimeout(timer);
        go();
      });
  }
}
