import { type MembersContent, TYPE, type WireMessage } from '../protocol/index.js';
import type { Tick } from './batch.js';
import type { News } from './bus/bus.js';
import type { Random } from './clock.js';
import { NAMED_MAX } from './notices.js';
import type { Entry } from './store/store.js';
import { Sampler } from './sampler.js';

/** What has arrived in a room and waits for its next frame: merged where it can be, bounded where it cannot. */
export class Due {
  readonly #room: string;
  readonly #low: Sampler<WireMessage>;
  readonly #lowMax: number;
  #entries: Entry[] = [];
  /** Of the server, not to be sampled. */
  #own: WireMessage[] = [];
  #notice: WireMessage | null = null;
  #shed = 0;
  #likes: readonly [delta: number, total: number] | null = null;
  #members: number | undefined;
  #epoch: string | undefined;

  /** `lowMax`: messages without a place that one frame may carry; several nodes together may pass on more. */
  constructor(room: string, lowMax: number, random: Random) {
    this.#room = room;
    this.#lowMax = lowMax;
    this.#low = new Sampler(lowMax, random);
  }

  add({ entries, extras, shed, likes, epoch }: News): void {
    if (epoch !== undefined) {
      this.#epoch = epoch;
      this.#entries = [];
    }
    if (entries) this.#entries.push(...entries);
    for (const extra of extras ?? []) {
      if (extra.t === TYPE.members) this.#notice = this.#notice ? together(this.#notice, extra) : extra;
      else this.#low.add(extra);
    }
    this.#shed += shed ?? 0;
    if (likes) this.#likes = [(this.#likes?.[0] ?? 0) + likes[0], likes[1]];
  }

  /** A message of the server to those who are here. */
  say(message: WireMessage): void {
    this.#own.push(message);
  }

  members(count: number): void {
    this.#members = count;
  }

  /** Everything, as one tick; nothing is due afterwards. */
  take(): Tick {
    const { items, shed } = this.#low.take(this.#lowMax);
    const tick: Tick = {
      room: this.#room,
      entries: this.#entries,
      extras: [...(this.#notice ? [this.#notice] : []), ...this.#own, ...items],
      shed: this.#shed + shed,
      ...(this.#likes ? { likes: this.#likes } : {}),
      ...(this.#members === undefined ? {} : { members: this.#members }),
      ...(this.#epoch === undefined ? {} : { epoch: this.#epoch }),
    };
    this.#entries = [];
    this.#own = [];
    this.#notice = null;
    this.#shed = 0;
    this.#likes = null;
    this.#members = undefined;
    this.#epoch = undefined;
    return tick;
  }
}

/** Two notices of comings and goings as one: the numbers add up, the latest are named. */
function together(a: WireMessage, b: WireMessage): WireMessage {
  const [one, two] = [a.c as MembersContent, b.c as MembersContent];
  return {
    ...b,
    c: {
      ...two,
      joined: [...one.joined, ...two.joined].slice(-NAMED_MAX),
      joinedCount: one.joinedCount + two.joinedCount,
      left: [...one.left, ...two.left].slice(-NAMED_MAX),
      leftCount: one.leftCount + two.leftCount,
    },
  };
}
