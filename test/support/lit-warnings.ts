/** Told beforehand, so that Lit does not say of each page that it is in development mode: here that is wanted. */
const WANTED = 'dev-mode';

/**
 * Makes every warning of Lit's development build an error that fails the test it appears in: an update that asks for another, two copies of Lit.
 * Loaded before Lit, which remembers in this set what it has said. @see https://lit.dev/docs/tools/development/#development-and-production-builds
 */
class Warnings extends Set<string> {
  override add(text: string): this {
    if (text !== WANTED) setTimeout(() => reportError(new Error(text)));
    return super.add(text);
  }
}

(globalThis as { litIssuedWarnings?: Set<string> }).litIssuedWarnings = new Warnings([WANTED]);
