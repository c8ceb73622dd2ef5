/** What runs inside the measured page: hands comments over at a steady rate and says what can be seen. */
import type { Adapter, BenchPage, Box, Running, StageSettings } from './contract.js';

/** What people write: short and long, several scripts. */
const WORDS = [
  ...['666', '哈哈哈哈', '主播好棒', 'gg', 'hello from Lisbon', '前方高能', 'nice shot!', '这也太好听了吧', 'ありがとう', '👏👏👏'],
  ...['what a wonderful evening this is', '第一次来，请多关照', '🎉 恭喜恭喜', 'lol', '一直在等这首歌，终于唱了', 'first time here, love the show'],
];
const feedMs = 50;

/**
 * Each comment ends in its number, written in two characters without width: a visible one would make all texts wider,
 * and what does not fit is what this is about.
 */
const [zero, one] = ['\u200c', '\u200d'];
const commentNumber = /[\u200c\u200d]{16}$/;
const numberOf = (n: number) => [...n.toString(2).padStart(16, '0')].map((bit) => (bit === '1' ? one : zero)).join('');

export function serve(adapter: Adapter): void {
  const width = 1280;
  const height = 720;
  const stage = document.createElement('div');
  stage.style.cssText = `position: relative; inline-size: ${width}px; block-size: ${height}px; overflow: hidden; background: #203040`;
  document.body.style.margin = '0';
  document.body.append(stage);
  let running: Running;
  let count = 0;
  let longest = 0;
  const seen = new Set<string>();
  const next = (amount: number) => Array.from({ length: amount }, () => `${WORDS[(count * 7) % WORDS.length]}${numberOf(++count)}`);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' });

  const visible = () => (running.boxes?.() ?? elementBoxes(stage)).filter(({ left, right, top, bottom }) => left < width && right > 0 && top < height && bottom > 0);

  const look = () => {
    const boxes = visible();
    for (const { text } of boxes) seen.add(commentNumber.exec(text)?.[0] ?? text);
    return { onStage: boxes.length, overlapping: countOverlapping(boxes), seen: seen.size };
  };

  const page: BenchPage = {
    async start(mode) {
      const settings: StageSettings = { mode, seconds: 8, fontSize: 24, font: '24px sans-serif', width, height };
      running = await adapter.create(stage, settings);
    },
    feed: (perSecond, ms) =>
      new Promise((resolve) => {
        const start = performance.now();
        let handed = 0;
        const timer = setInterval(() => {
          const due = Math.min((perSecond * ms) / 1000, Math.floor(((performance.now() - start) * perSecond) / 1000));
          if (due > handed) running.push(next(due - handed));
          handed = due;
          if (handed < (perSecond * ms) / 1000) return;
          clearInterval(timer);
          resolve(performance.now() - start);
        }, feedMs);
      }),
    burst(amount) {
      const texts = next(amount);
      const start = performance.now();
      running.push(texts);
      return performance.now() - start;
    },
    look,
    watch: (ms) =>
      new Promise((resolve) => {
        const end = performance.now() + ms;
        let worstOverlapping = 0;
        const timer = setInterval(() => {
          const { onStage, overlapping } = look();
          if (onStage > 0) worstOverlapping = Math.max(worstOverlapping, overlapping / onStage);
          if (performance.now() < end) return;
          clearInterval(timer);
          resolve({ worstOverlapping, seen: seen.size, onStage });
        }, 100);
      }),
    block(busy, period) {
      setInterval(() => {
        const end = performance.now() + busy;
        while (performance.now() < end);
      }, period);
    },
    longestTask() {
      const answer = longest;
      longest = 0;
      return answer;
    },
  };
  Object.assign(globalThis, { bench: page });
}

/** The innermost visible elements that carry a comment, in shadow roots too. */
function elementBoxes(root: Element | ShadowRoot): Box[] {
  const boxes: Box[] = [];
  const walk = (parent: Element | ShadowRoot) => {
    for (const element of parent.children) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.children.length > 0) walk(element);
      else if (commentNumber.test(element.textContent) && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        boxes.push({ text: element.textContent, left, right, top, bottom });
      }
    }
  };
  walk(root);
  return boxes;
}

/** How many cover at least one other by more than a pixel both ways. */
function countOverlapping(boxes: Box[]): number {
  const sorted = [...boxes].sort((a, b) => a.left - b.left);
  const covering = new Set<Box>();
  for (const [i, a] of sorted.entries()) {
    for (let j = i + 1; j < sorted.length && sorted[j]!.left < a.right - 1; j++) {
      const b = sorted[j]!;
      if (a.top < b.bottom - 1 && b.top < a.bottom - 1) covering.add(a).add(b);
    }
  }
  return covering.size;
}
