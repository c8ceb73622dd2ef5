/** What is done to each list, and what of it is reported. */
import type { ListUnderTest } from './lists.js';
import type { Session } from './session.js';
import type { Watched } from './page.js';

/** One run's figures, by name. Shares are of one core; −1 means "never" or "cannot". */
export type Figures = Record<string, number>;

export interface Workload {
  name: string;
  title: string;
  run(session: Session, list: ListUnderTest): Promise<Figures>;
  /** Lists that it is not run with, and why. */
  skip?(list: ListUnderTest): boolean;
}

const SECONDS = 5;
/** Rows that stand before anything is measured: a list in use, not an empty one. */
const FILLED = 300;

const percentile = (values: number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
};

function flood(name: string, rate: number, recalls = 0): Workload {
  return {
    name,
    title: `${rate} messages a second, pinned${recalls ? `, ${recalls} recalls a second` : ''}`,
    skip: (list) => (recalls > 0 && list.adapter === 'deep-chat') || (list.adapter === 'deep-chat' && rate > 500),
    run: (session, list) =>
      session.visit(list, async (visit) => {
        await visit.page.evaluate((count) => window.listBench!.fill(count), FILLED);
        const { result, cost } = await visit.cost(async () => {
          const feed = { rate, seconds: SECONDS, recalls, stepMs: list.stepMs ?? 0 };
          const done = visit.page.evaluate((options) => window.listBench!.feed(options), feed);
          await visit.typeUntil(done);
          return done;
        });
        const memory = await visit.memory();
        return { ...flooded(result), ...shares(cost), heapMb: memory.heapMb, nodes: memory.nodes };
      }),
  };
}

function shares({ task, layout, script, cpu }: { task: number; layout: number; script: number; cpu: number }): Figures {
  return { mainS: task, layoutS: layout, scriptS: script, cpuS: cpu };
}

function flooded(watched: Watched): Figures {
  return {
    longTasks: watched.longTasks.length,
    tbtMs: watched.longTasks.reduce((sum, ms) => sum + Math.max(0, ms - 50), 0),
    frameP95: percentile(watched.frames, 0.95),
    frameP99: percentile(watched.frames, 0.99),
    keyP50: percentile(watched.keys, 0.5),
    keyP95: percentile(watched.keys, 0.95),
    offBottom: watched.offBottom,
    worstGap: watched.worstGap,
    ageP95: percentile(watched.ages, 0.95),
    seen: watched.seen,
    fed: watched.fed,
    settleMs: watched.settleMs,
    recalled: watched.recalled,
    ghosts: watched.ghosts,
    shown: Number(watched.stats?.['shown'] ?? 0),
    shaped: Number(watched.stats?.['shaped'] ?? 0),
  };
}

export const WORKLOADS: readonly Workload[] = [
  flood('A50', 50),
  flood('A200', 200),
  flood('A1000', 1000),
  {
    name: 'B',
    title: 'a reader scrolled up while 1,000 messages come at 200 a second, after 600',
    skip: (list) => list.adapter === 'floor' || list.stepMs !== undefined,
    run: (session, list) =>
      session.visit(list, async (visit) => {
        await visit.page.evaluate(() => window.listBench!.fill(600));
        await visit.page.mouse.move(150, 300);
        // Notch by notch, as a hand does it: one large step is lost on lists that measure their rows just then.
        for (let notch = 0; notch < 4; notch++) {
          await visit.page.mouse.wheel({ deltaY: -120 });
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
        if (!(await visit.page.evaluate(() => window.listBench!.scrolledUp(300)))) throw new Error('It does not let the reader scroll up.');
        const { result, cost } = await visit.cost(() => visit.page.evaluate(() => window.listBench!.read(200, 1000)));
        return { drift: result.drift, lost: result.lost, frames: result.frames, ...shares(cost) };
      }),
  },
  {
    name: 'C',
    title: '10,000 messages at once',
    skip: (list) => list.adapter === 'floor' || list.stepMs !== undefined || list.adapter === 'deep-chat',
    run: (session, list) =>
      session.visit(list, async (visit) => {
        await visit.page.evaluate(() => window.listBench!.fill(100));
        const { result, cost } = await visit.cost(() => visit.page.evaluate(() => window.listBench!.burst(10_000)));
        return { settleMs: result.settleMs, settleFrames: result.settleFrames, longest: result.longest, ...shares(cost) };
      }),
  },
  {
    name: 'D',
    title: '90,000 messages at 5,000 a second, after 10,000',
    skip: (list) => !(list.ours || list.name === 'virtua'),
    run: (session, list) =>
      session.visit(list, async (visit) => {
        await visit.page.evaluate(() => window.listBench!.fill(10_000, 100));
        const before = await visit.memory();
        const { result, cost } = await visit.cost(() => visit.page.evaluate(() => window.listBench!.feed({ rate: 5000, seconds: 18 })));
        const after = await visit.memory();
        return { ...flooded(result), ...shares(cost), heap10k: before.heapMb, heap100k: after.heapMb, nodes10k: before.nodes, nodes100k: after.nodes };
      }),
  },
  flood('E', 200, 60),
];
