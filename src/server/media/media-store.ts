import type { Readable } from 'node:stream';

/** A part of a file, both ends included, bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredFile {
  readonly size: number;
  read(range?: ByteRange): Readable;
}

/** Where finished files live. Ids are made by the server (`endingOf`), never by clients. */
export interface MediaStore {
  /** Folder where uploads gather before anybody has looked at them; made when it is missing. */
  readonly incoming: string;
  /** Takes over a finished file, which is gone from `file` afterwards. */
  put(id: string, file: string, about: { readonly type: string; readonly size: number }): Promise<void>;
  /** The file, an address where it is to be had for a while, or null when there is none. */
  open(id: string): Promise<StoredFile | { readonly redirect: string } | null>;
  delete(id: string): Promise<void>;
}
