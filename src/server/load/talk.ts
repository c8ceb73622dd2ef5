import { randomBytes } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ServerFrame } from '../../protocol/index.js';
import { LOAD_END, LOAD_TYPE } from './crowd.js';
import { Viewer, type ViewerOptions } from './viewer.js';

/** Well below what one user may send a second: on a busy machine timers slip, and a late message must not be one too many. */
const PER_TALKER = 2;
/** A message that was not answered is sent again under its id, so often. */
const TRIES = 20;
const RETRY_MS = 250;
const YIELD_EVERY = 10;
const WORDS = ['主播好棒 👏👏', 'this song again, please!', '第一次来，你好', 'where is that from?', '666666', 'lol 😂 that was close', '今天的画质真好', 'hello from Lisbon 🇵🇹'];

export interface Talk {
  sent: number;
  acked: number;
  refused: Record<string, number>;
}

/** A few people who talk at an even pace. They are members like everybody, and repeat what was not answered. */
export class Talkers {
  readonly #people: Viewer[];
  /** Ids are never those of an earlier run in the same room. */
  readonly #run = randomBytes(4).toString('base64url');

  constructor(rate: number, options: (index: number) => Omit<ViewerOptions, 'witness'>) {
    const nobody = { placed: () => {}, fault: () => {} };
    this.#people = Array.from({ length: Math.ceil(rate / PER_TALKER) }, (_, i) => new Viewer(i, { ...options(i), witness: nobody }));
  }

  async arrive(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.enter()));
  }

  async talk(rate: number, seconds: number, progress: (sent: number) => void): Promise<Talk> {
    const startAt = performance.now();
    const talk: Talk = { sent: 0, acked: 0, refused: {} };
    const answers: Promise<void>[] = [];
    for (let i = 0; i < rate * seconds; i++) {
      const early = startAt + (i * 1000) / rate - performance.now();
      // A timer is never shorter than a millisecond: who is behind only lets others have their turn.
      if (early >= 1) await setTimeout(early);
      else if (i % YIELD_EVERY === 0) await setImmediate();
      const words = WORDS[i % WORDS.length] ?? '';
      const content = { content: `${words} · ${i}`, at: performance.timeOrigin + performance.now() };
      answers.push(this.#say(this.#people[i % this.#people.length], LOAD_TYPE, content, i).then((answer) => count(talk, answer)));
      progress(++talk.sent);
    }
    await Promise.all(answers);
    // Not one too many within a second, whoever says it.
    await setTimeout(1100);
    await this.#say(this.#people[0], LOAD_END, {}, talk.sent);
    return talk;
  }

  stop(): void {
    for (const person of this.#people) person.stop();
  }

  async #say(person: Viewer | undefined, t: string, c: Record<string, unknown>, n: number): Promise<ServerFrame | null> {
    for (let tries = 0; person && tries < TRIES; tries++) {
      await person.enter();
      const answer = await person.ask({ k: 'msg', mid: `${person.namespace}${this.#run}${n}`, t, c });
      if (answer) return answer;
      await setTimeout(RETRY_MS);
    }
    return null;
  }
}

function count(talk: Talk, answer: ServerFrame | null): void {
  if (answer?.k === 'ack') talk.acked++;
  else {
    const code = answer?.k === 'err' ? String(answer.code) : 'none';
    talk.refused[code] = (talk.refused[code] ?? 0) + 1;
  }
}
