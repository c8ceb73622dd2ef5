/**
 * ms that a person needs to notice and read a text: 250 words a minute in scripts with letters (about 22 characters a
 * second), 8 signs a second in Chinese, Japanese and Korean, and half a second to find it.
 * @see https://doi.org/10.1016/j.jml.2019.104047 (silent reading, 238 words a minute)
 */
export function readingTime(text: string): number {
  const signs = text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{ExtPict}]/gu)?.length ?? 0;
  return Math.min(6000, 500 + signs * 125 + (text.length - signs) * 45);
}
