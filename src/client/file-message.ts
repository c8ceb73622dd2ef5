import { ChatError } from '../protocol/errors.js';
import type { Content, Message } from '../protocol/message.js';
import type { ChatRoom } from './contract.js';
import { deferred } from './deferred.js';
import { uploadMedia, type FileLike, type UploadedFile } from './upload.js';

/** A message with a file that has still to get to the server. */
export interface FileDraft {
  readonly type: string;
  readonly file: FileLike;
  /** Shown while the file is on its way. */
  readonly preview: Content;
  /** What is sent once the file is there. */
  content(file: UploadedFile): Content;
  /** The preview will not be shown again. */
  release?(): void;
}

export type UploadState = 'uploading' | 'failed' | 'done';

/**
 * One file on its way into a room. It shows a row at once, here only, whose content carries this object as `upload`; when the file has
 * arrived the message itself takes that row's place. What fails stays as a row, with its reason, and is tried again without being chosen anew.
 */
export class FileMessage {
  readonly #room: ChatRoom;
  readonly #draft: FileDraft;
  readonly #listeners = new Set<() => void>();
  readonly #sent = deferred<Message>();
  #state: UploadState = 'uploading';
  #progress = 0;
  #error: ChatError | null = null;
  #row = '';
  #stop = new AbortController();
  readonly #unwatch: () => void;

  constructor(room: ChatRoom, draft: FileDraft) {
    this.#room = room;
    this.#draft = draft;
    // Whoever takes its row away gives it up.
    this.#unwatch = room.on('removed', (ids) => ids.includes(this.#row) && this.cancel());
    void this.#upload();
  }

  get state(): UploadState {
    return this.#state;
  }

  /** 0…1 */
  get progress(): number {
    return this.#progress;
  }

  /** Why it failed. */
  get error(): ChatError | null {
    return this.#error;
  }

  /** Resolves when the server has the message; rejects when it was given up, or when the message itself was refused. */
  get sent(): Promise<Message> {
    return this.#sent.promise;
  }

  /** Calls `listener` after each change; returns the undo. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retry(): void {
    if (this.#state === 'failed') void this.#upload();
  }

  /** Gives it up; its row goes. */
  cancel(): void {
    if (this.#state === 'done') return;
    this.#stop.abort();
    this.#takeAway();
    this.#finish(new ChatError('message-not-found', { message: 'removed before it was sent' }));
  }

  async #upload(): Promise<void> {
    this.#state = 'uploading';
    this.#progress = 0;
    this.#error = null;
    const stop = (this.#stop = new AbortController());
    this.#show('pending');
    try {
      const onProgress = (part: number) => {
        this.#progress = part;
        this.#tell();
      };
      const file = await uploadMedia(this.#room, this.#draft.file, { onProgress, signal: stop.signal });
      if (stop.signal.aborted) return;
      const last = this.#room.messages.at(-1);
      const sent = this.#room.send({ type: this.#draft.type, content: this.#draft.content(file) });
      // It has become no row, so ours stays and says why.
      if (this.#room.messages.at(-1) === last) await sent;
      // In the same turn, so that nobody sees two rows or none.
      this.#takeAway();
      this.#finish(sent);
    } catch (thrown) {
      if (stop.signal.aborted) return;
      this.#state = 'failed';
      this.#error = ChatError.from(thrown);
      this.#show('sent');
      this.#tell();
    }
  }

  /** `pending` rows stand at the end; one that failed stays where it is while others go on. */
  #show(state: 'pending' | 'sent'): void {
    const { type, preview } = this.#draft;
    const former = this.#row;
    this.#row = this.#room.insert({ type, content: { ...preview, upload: this }, state }).id;
    if (former) this.#room.remove(former);
  }

  #takeAway(): void {
    const row = this.#row;
    this.#row = '';
    this.#room.remove(row);
  }

  #finish(outcome: Promise<Message> | ChatError): void {
    this.#state = 'done';
    this.#unwatch();
    if (outcome instanceof ChatError) this.#sent.reject(outcome);
    else outcome.then(this.#sent.resolve, this.#sent.reject);
    const release = () => this.#draft.release?.();
    void this.#sent.promise.then(release, release);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
