export type PlayState = 'stopped' | 'playing' | 'paused' | 'failed';

/**
 * What plays voice messages: one for the page, so that only one is heard at a time, and a row that scrolls out of view and back finds its
 * message still playing.
 */
export class VoicePlayer {
  readonly #listeners = new Set<() => void>();
  #audio: HTMLAudioElement | null = null;
  #id = '';
  #state: PlayState = 'stopped';

  /** Calls `listener` after each change; returns the undo. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  state(id: string): PlayState {
    return id === this.#id ? this.#state : 'stopped';
  }

  /** Seconds played of a message. */
  position(id: string): number {
    return id === this.#id ? (this.#audio?.currentTime ?? 0) : 0;
  }

  /** Plays from the beginning or from where it was paused; whatever else plays stops. */
  play(id: string, address: string): void {
    if (id !== this.#id || this.#state === 'failed') {
      this.stop();
      this.#id = id;
      this.#audio = this.#make(address);
    }
    this.#set('playing');
    const audio = this.#audio;
    audio?.play().catch((error: unknown) => {
      // Stopped before it began is no failure.
      if (audio === this.#audio && (error as DOMException).name !== 'AbortError') this.#set('failed');
    });
  }

  pause(): void {
    if (this.#state !== 'playing') return;
    this.#audio?.pause();
    this.#set('paused');
  }

  stop(): void {
    const audio = this.#audio;
    this.#audio = null;
    audio?.pause();
    audio?.removeAttribute('src');
    this.#set('stopped');
  }

  #make(address: string): HTMLAudioElement {
    const audio = new Audio();
    const mine = (then: () => void) => () => {
      if (audio === this.#audio) then();
    };
    audio.addEventListener('timeupdate', mine(() => this.#tell()));
    audio.addEventListener('ended', mine(() => this.stop()));
    audio.addEventListener('error', mine(() => this.#set('failed')));
    // By headphones and system keys too.
    audio.addEventListener('pause', mine(() => this.#state === 'playing' && !audio.ended && this.#set('paused')));
    audio.src = address;
    return audio;
  }

  #set(state: PlayState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

export const voicePlayer = new VoicePlayer();
