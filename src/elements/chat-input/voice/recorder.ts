import { WAVEFORM_BARS } from '../../../protocol/media.js';

export interface Recording {
  readonly file: Blob;
  readonly seconds: number;
  /** 0…100 each. */
  readonly waveform: readonly number[];
}

/** Why nothing can be recorded, as the end of a label's key. */
export type RecorderFault = 'refused' | 'missing' | 'busy' | 'unsupported';

export class NoRecording extends Error {
  constructor(
    readonly fault: RecorderFault,
    cause?: unknown,
  ) {
    super(`voice.${fault}`, { cause });
  }
}

/** First what is smallest for speech and plays everywhere but in old Safari; that one writes the second. */
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Speech is clear at this, bits a second; a minute is 240 kB. */
const BITS = 32_000;
/** Loudness is looked at so often, ms. */
const LOOK_MS = 100;

/** One recording from the microphone, from `open` until it is finished or discarded; the microphone is free again then. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #chunks: Blob[] = [];
  readonly #peaks: number[] = [];
  readonly #startedAt = performance.now();
  readonly #looking: ReturnType<typeof setInterval>;

  /** Asks for the microphone where that is needed. @throws {NoRecording} */
  static async open(): Promise<Recorder> {
    if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') throw new NoRecording('unsupported');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (cause) {
      throw new NoRecording(faultOf(cause), cause);
    }
    return new Recorder(stream);
  }

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: BITS });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#chunks.push(data));
    this.#analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#looking = setInterval(() => this.#peaks.push(this.level), LOOK_MS);
    this.#recorder.start();
  }

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** How loud it is just now, 0…1. */
  get level(): number {
    const samples = new Uint8Array(this.#analyser.fftSize);
    this.#analyser.getByteTimeDomainData(samples);
    // 128 is silence. Speech rarely goes beyond a third.
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 128;
    return Math.min(1, Math.sqrt(peak));
  }

  async finish(): Promise<Recording> {
    const { seconds } = this;
    const stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    if (this.#recorder.state !== 'inactive') {
      this.#recorder.stop();
      await stopped;
    }
    this.discard();
    const [type = 'audio/webm'] = this.#recorder.mimeType.split(';');
    return { file: new Blob(this.#chunks, { type }), seconds, waveform: toWaveform(this.#peaks, WAVEFORM_BARS) };
  }

  discard(): void {
    clearInterval(this.#looking);
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}

function faultOf(cause: unknown): RecorderFault {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

/** Peaks (0…1) as at most so many bars of 0…100; a few peaks make as many bars. */
export function toWaveform(peaks: readonly number[], bars: number): number[] {
  const count = Math.min(bars, peaks.length);
  return Array.from({ length: count }, (_, bar) => {
    const part = peaks.slice(Math.floor((bar * peaks.length) / count), Math.floor(((bar + 1) * peaks.length) / count));
    return Math.round(100 * Math.max(...part));
  });
}
