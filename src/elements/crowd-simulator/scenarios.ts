/** How much of what happens; per second where nothing else is said. */
export interface Rates {
  readonly say: number;
  /** Part of what is said that is the same shout, 0…1. */
  readonly chant?: number;
  /** Part that tries to break things, 0…1. */
  readonly hostile?: number;
  readonly gift: number;
  /** Part of the gifts that are dear enough for an effect, 0…1. */
  readonly dear?: number;
  readonly superchat: number;
  readonly like: number;
  readonly join: number;
  readonly recall: number;
  /** Connections lost. */
  readonly cut?: number;
  /** Packets lost, so that nothing comes for a moment and then much at once. */
  readonly loss?: number;
  /** The machine falls asleep, for some seconds. */
  readonly sleep?: number;
}

export interface Phase {
  readonly seconds: number;
  readonly rates: Rates;
}

const calm: Rates = { say: 1.5, gift: 0.1, dear: 0.05, superchat: 0.012, like: 2, join: 0.3, recall: 0.005 };
const busy: Rates = { say: 12, gift: 0.7, dear: 0.06, superchat: 0.05, like: 16, join: 3, recall: 0.08, hostile: 0.01 };
const raid: Rates = { say: 45, chant: 0.6, gift: 0.5, superchat: 0.05, like: 40, join: 60, recall: 0.1 };
const giftStorm: Rates = { say: 8, gift: 22, dear: 0.03, superchat: 0.25, like: 30, join: 4, recall: 0.02 };
const spam: Rates = { say: 60, hostile: 0.5, gift: 1, superchat: 0.05, like: 10, join: 2, recall: 8 };
const flood: Rates = { say: 100, chant: 0.2, gift: 6, dear: 0.04, superchat: 0.2, like: 60, join: 12, recall: 1 };
const outage: Rates = { ...busy, loss: 0.5, cut: 0.4, sleep: 0.3 };

/** What goes on in a room, in turns that begin anew when the last is over. */
export const SCENARIOS = {
  calm: [{ seconds: 60, rates: calm }],
  busy: [{ seconds: 60, rates: busy }],
  raid: [{ seconds: 5, rates: busy }, { seconds: 20, rates: raid }, { seconds: 20, rates: busy }],
  'gift-storm': [{ seconds: 60, rates: giftStorm }],
  'worst-day': [
    { seconds: 6, rates: busy },
    { seconds: 12, rates: raid },
    { seconds: 12, rates: giftStorm },
    { seconds: 10, rates: spam },
    { seconds: 10, rates: flood },
    { seconds: 12, rates: outage },
  ],
} as const satisfies Record<string, readonly Phase[]>;

export type Scenario = keyof typeof SCENARIOS;

export const isScenario = (value: unknown): value is Scenario => typeof value === 'string' && value in SCENARIOS;
