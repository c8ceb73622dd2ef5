import type { Message } from '../../protocol/message.js';

/** A file on its way, as the SDK's `FileMessage` is one: what a row needs of it. */
export interface Upload {
  readonly state: 'uploading' | 'failed' | 'done';
  /** 0…1 */
  readonly progress: number;
  readonly error: { readonly name: string } | null;
  subscribe(listener: () => void): () => void;
  retry(): void;
  cancel(): void;
}

/** The upload that a row of this page's own carries; never one that came over the wire, where there are no functions. */
export function uploadOf({ content }: Message): Upload | null {
  const { upload } = content as { upload?: Partial<Upload> };
  return typeof upload?.subscribe === 'function' ? (upload as Upload) : null;
}
