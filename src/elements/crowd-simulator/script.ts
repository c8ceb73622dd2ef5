import { TYPE, toWireUser, type Draft, type Sender } from '../../protocol/message.js';
import { SUPERCHAT_TIERS, superchatTier } from '../../protocol/superchat.js';
import { seeded } from './chance.js';
import { CHANTS, hostilePhrase, person, phrase } from './people.js';
import { SCENARIOS, type Phase, type Rates, type Scenario } from './scenarios.js';

/** Something that happens, `at` ms after the start. */
export type CrowdEvent = { readonly at: number } & (
  | { readonly kind: 'say' | 'gift' | 'superchat' | 'join' | 'staff'; readonly who: Sender; readonly draft: Draft & object }
  | { readonly kind: 'like' | 'count'; readonly count: number }
  /** Takes back what was said so many messages ago. */
  | { readonly kind: 'recall'; readonly back: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'sleep' | 'loss'; readonly ms: number }
);

export interface CrowdPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly viewers: number;
}

/** One gift of a crowd; those of the kit, with what they cost. */
const GIFTS = [
  ['rose', { en: 'Rose', 'zh-CN': '玫瑰' }, 1],
  ['heart', { en: 'Heart', 'zh-CN': '爱心' }, 5],
  ['coffee', { en: 'Coffee', 'zh-CN': '咖啡' }, 18],
  ['diamond', { en: 'Diamond', 'zh-CN': '钻石' }, 66],
  ['crown', { en: 'Crown', 'zh-CN': '皇冠' }, 199],
] as const;
const DEAR = [
  ['rocket', { en: 'Rocket', 'zh-CN': '火箭' }, 1314],
  ['castle', { en: 'Castle', 'zh-CN': '城堡' }, 2999],
] as const;

const STEP_MS = 100;
/** People who talk, of those who watch. */
const TALKERS_MAX = 2000;
const SYSTEM: Sender = { id: 'system', name: '', role: 'system' };
const HOST: Sender = { id: 'crowd-host', name: '林晓雨', role: 'host' };
/** Streaks of gifts that run at a time, and with what chance one of them goes on. */
const STREAKS = 12;
const STREAK = 0.8;

interface Streak {
  readonly who: Sender;
  readonly gift: (typeof GIFTS)[number];
  readonly combo: string;
  total: number;
}

/** Everything that happens in a room, in order, for ever; the same for the same plan. Reads no clock and rolls no other dice. */
export function* crowdScript({ scenario, seed, viewers }: CrowdPlan): Generator<CrowdEvent, never, undefined> {
  const random = seeded(seed);
  const cast = new Cast(random, Math.max(1, Math.min(TALKERS_MAX, viewers)));
  yield { at: 0, kind: 'count', count: viewers };
  yield { at: 0, kind: 'staff', who: HOST, draft: { type: TYPE.goal, content: { title: '新麦克风 · A new microphone', value: 100_000 } } };
  yield { at: 0, kind: 'staff', who: HOST, draft: { type: TYPE.pin, content: { content: 'Welcome! 欢迎来到直播间，请友善发言 · Be kind. Next song at half past.' } } };
  for (let at = 0, count = viewers; ; at += STEP_MS) {
    const rates = ratesAt(SCENARIOS[scenario], at / 1000);
    const events: CrowdEvent[] = [];
    const happen = (rate: number, make: (at: number) => CrowdEvent) => {
      const expected = (rate * STEP_MS) / 1000;
      const times = Math.floor(expected) + (random() < expected % 1 ? 1 : 0);
      // Times first, in order: a streak's later gift must not come before its earlier one.
      const moments = Array.from({ length: times }, () => at + Math.floor(random() * STEP_MS)).sort((a, b) => a - b);
      for (const moment of moments) events.push(make(moment));
    };
    happen(rates.say, (when) => cast.say(when, rates));
    happen(rates.gift, (when) => cast.gift(when, rates));
    happen(rates.superchat, (when) => cast.superchat(when));
    happen(rates.recall, (when) => ({ at: when, kind: 'recall', back: 1 + Math.floor(random() * 20) }));
    happen(rates.cut ?? 0, (when) => ({ at: when, kind: 'cut' }));
    happen(rates.loss ?? 0, (when) => ({ at: when, kind: 'loss', ms: 300 + Math.floor(random() ** 2 * 2500) }));
    happen(rates.sleep ?? 0, (when) => ({ at: when, kind: 'sleep', ms: 2000 + Math.floor(random() * 4000) }));
    if (at % 1000 === 900) {
      events.push({ at: at + STEP_MS - 1, kind: 'like', count: Math.max(1, Math.round(rates.like * (0.5 + random()))) });
      const joined = Math.round(rates.join * (0.5 + random()));
      if (joined > 0) events.push(cast.join(at + STEP_MS - 1, joined));
      count = Math.max(1, count + joined - Math.round(joined * random() * 0.9));
      events.push({ at: at + STEP_MS - 1, kind: 'count', count });
    }
    yield* events.sort((a, b) => a.at - b.at);
  }
}

function ratesAt(phases: readonly Phase[], second: number): Rates {
  let left = second % phases.reduce((sum, { seconds }) => sum + seconds, 0);
  for (const { seconds, rates } of phases) {
    if (left < seconds) return rates;
    left -= seconds;
  }
  return phases[0]!.rates;
}

/** Those who act, and what they remember from one act to the next. */
class Cast {
  readonly #streaks: Streak[] = [];
  #combos = 0;

  constructor(
    private readonly random: () => number,
    private readonly people: number,
  ) {}

  say(at: number, { chant = 0, hostile = 0 }: Rates): CrowdEvent {
    const dice = this.random();
    const text = dice < chant ? CHANTS[Math.floor(this.random() * CHANTS.length)]! : dice < chant + hostile ? hostilePhrase(this.random) : phrase(this.random);
    return { at, kind: 'say', who: this.#anybody(), draft: { text } };
  }

  gift(at: number, { dear = 0 }: Rates): CrowdEvent {
    if (this.random() < dear) {
      const [gift, name, price] = DEAR[Math.floor(this.random() * DEAR.length)]!;
      return { at, kind: 'gift', who: this.#anybody(), draft: { type: TYPE.gift, content: { gift, name, icon: `icon:${gift}`, price, count: 1 } } };
    }
    const slot = Math.floor(this.random() * STREAKS);
    if (!this.#streaks[slot] || this.random() > STREAK) {
      // Cheap ones are given more often.
      const gift = GIFTS[Math.floor(this.random() ** 2 * GIFTS.length)]!;
      this.#streaks[slot] = { who: this.#anybody(), gift, combo: `combo-${++this.#combos}`, total: 0 };
    }
    const streak = this.#streaks[slot];
    const { who, gift: [gift, name, price], combo } = streak;
    const count = 1 + Math.floor(this.random() ** 3 * 10);
    streak.total += count;
    const content = { gift, name, icon: `icon:${gift}`, price, count, combo, total: streak.total };
    return { at, kind: 'gift', who, draft: { type: TYPE.gift, content } };
  }

  superchat(at: number): CrowdEvent {
    const { from } = SUPERCHAT_TIERS[Math.floor(this.random() ** 2 * SUPERCHAT_TIERS.length)]!;
    const content = { content: phrase(this.random), amount: from, currency: 'coin', tier: superchatTier(from) };
    return { at, kind: 'superchat', who: this.#anybody(), draft: { type: TYPE.superchat, content } };
  }

  join(at: number, joinedCount: number): CrowdEvent {
    const joined = Array.from({ length: Math.min(5, joinedCount) }, () => toWireUser(this.#anybody()));
    return { at, kind: 'join', who: SYSTEM, draft: { type: TYPE.members, content: { joined, joinedCount, left: [], leftCount: 0 } } };
  }

  /** A few say most of what is said. */
  #anybody(): Sender {
    return person(Math.floor(this.random() ** 2 * this.people));
  }
}
