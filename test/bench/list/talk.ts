/** What is said in the benchmark: the same for every list, from a seed. Each text begins with its number, so that anybody can tell what is shown. */
export interface Line {
  seq: number;
  name: string;
  hue: number;
  text: string;
}

const PEOPLE = Array.from({ length: 200 }, (_, i) => ({ name: `${['Ann', '小明', 'Zoë', 'Jamal', 'さくら', 'محمد', '박지훈', 'Priya'][i % 8]!}${i}`, hue: (i * 47) % 360 }));
const WORDS = ['hello', 'this', 'song', '晚上好', 'great', 'lights', '哈哈哈', 'encore', 'from', 'Lagos', '👏👏', 'first', 'time', 'here', '主播', 'please', 'again', 'love', 'it', 'sound'];

/** Lines `from` to `to`, each a few to a dozen words. */
export function lines(from: number, to: number): Line[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
    const seq = from + i;
    const mixed = (Math.imul(seq + 1, 2654435761) >>> 0) % 1_000_003;
    const count = 2 + (mixed % 11);
    const words = Array.from({ length: count }, (_word, k) => WORDS[(mixed + k * 7) % WORDS.length]!);
    return { seq, ...PEOPLE[mixed % PEOPLE.length]!, text: `#${seq} ${words.join(' ')}` };
  });
}
