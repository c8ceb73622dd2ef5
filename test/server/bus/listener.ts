import type { Bus, Channel, News } from '../../../src/server/bus/bus.js';
import { ChatError, type WireMessage } from '../../../src/protocol/index.js';
import type { Place } from '../../../src/server/bus/bus.js';

/** A channel together with all it has heard. */
export class Listener {
  readonly news: News[] = [];
  #wake: (() => void)[] = [];

  constructor(readonly channel: Channel) {
    channel.follow((news) => {
      this.news.push(news);
      for (const wake of this.#wake.splice(0)) wake();
    });
  }

  static async open(bus: Bus, room: string): Promise<Listener> {
    const channel = await bus.open(room, true);
    if (!channel) throw new Error('no room');
    return new Listener(channel);
  }

  /** Ids in the order heard. */
  get ids(): string[] {
    return this.news.flatMap(({ entries = [] }) => entries.map(({ id }) => id));
  }

  get extras(): WireMessage[] {
    return this.news.flatMap(({ extras = [] }) => extras);
  }

  /** Resolves as soon as what has been heard fits. */
  async until(fits: (listener: this) => boolean): Promise<void> {
    while (!fits(this)) await new Promise<void>((wake) => this.#wake.push(wake));
  }

  async say(...ids: string[]): Promise<(Place | string)[]> {
    const outcomes = await this.channel.publish(ids.map((id) => ({ message: message(id), hidden: false })));
    return outcomes.map((outcome) => (outcome instanceof ChatError ? outcome.name : outcome));
  }
}

export const message = (i: string, content = `text of ${i}`): WireMessage => ({ i, t: 'RC:TxtMsg', c: { content }, ts: 1_700_000_000_000 });
