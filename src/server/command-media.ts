import { DAY_MS, MIB, readNumber, UsageError } from './command-values.js';
import type { S3Options } from './media/s3-media.js';

/** Where files of messages go: nowhere, a folder, or a bucket; and how much of them. Numbers that are absent stay as they are. */
export interface MediaCommand {
  readonly media: { readonly folder: string } | { readonly s3: S3Options } | null;
  readonly imageBytes?: number;
  readonly mediaBytesMax?: number;
  readonly mediaBytesPerUser?: number;
  readonly mediaKeepMs?: number;
}

export const MEDIA_FLAGS = ['media', 'media-url', 'image-mb', 'media-gb', 'media-user-mb', 'media-days', 's3-endpoint', 's3-bucket', 's3-region', 's3-prefix'] as const;
export type MediaFlags = Partial<Record<(typeof MEDIA_FLAGS)[number], string>>;

export const MEDIA_HELP = `Pictures and voice messages
  --media <folder>         LIVE_CHATROOM_MEDIA       <data>/media  where they are kept; "none" takes none
  --s3-endpoint <url>      LIVE_CHATROOM_S3_ENDPOINT            keep them in a bucket of a service that speaks S3 instead
  --s3-bucket <name>       LIVE_CHATROOM_S3_BUCKET
  --s3-region <name>       LIVE_CHATROOM_S3_REGION   us-east-1
  --s3-prefix <text>       LIVE_CHATROOM_S3_PREFIX              in front of every name, such as chat/
                           LIVE_CHATROOM_S3_ACCESS_KEY_ID, LIVE_CHATROOM_S3_SECRET_ACCESS_KEY
  --media-url <url>        LIVE_CHATROOM_MEDIA_URL              where people fetch them, ending in a slash: a cache in front of /media/
  --image-mb <n>           LIVE_CHATROOM_IMAGE_MB    10         largest picture, MiB
  --media-user-mb <n>      LIVE_CHATROOM_MEDIA_USER_MB  1024    files of one user that are kept, MiB
  --media-gb <n>           LIVE_CHATROOM_MEDIA_GB    20         files of all that are kept, GiB; then no more are taken
  --media-days <n>         LIVE_CHATROOM_MEDIA_DAYS  90         older files go; 0 keeps them
`;

/** Reads what concerns files; a flag wins. `folder`: where they go unless it is said. @throws {UsageError} what is wrong. */
export function readMedia(flags: MediaFlags, env: NodeJS.ProcessEnv, folder: string | null): MediaCommand & { readonly mediaUrl?: string } {
  const value = (name: (typeof MEDIA_FLAGS)[number]) => flags[name] ?? (env[`LIVE_CHATROOM_${name.replaceAll('-', '_').toUpperCase()}`] || undefined);
  const number = (name: (typeof MEDIA_FLAGS)[number], unit: number, min: number) => readNumber(`--${name}`, value(name), unit, min);
  const [imageBytes, mediaBytesPerUser, mediaBytesMax, mediaKeepMs] = [
    number('image-mb', MIB, 1), number('media-user-mb', MIB, 1), number('media-gb', 1024 * MIB, 1), number('media-days', DAY_MS, 0),
  ];
  const mediaUrl = value('media-url');
  if (mediaUrl !== undefined && !/^(https?:\/)?\/.*\/$/.test(mediaUrl)) throw new UsageError(`--media-url must be an address that ends in a slash; got ${mediaUrl}`);
  return {
    media: readPlace(value('s3-endpoint'), value('media') ?? folder, value, env),
    ...(imageBytes === undefined ? {} : { imageBytes }),
    ...(mediaBytesPerUser === undefined ? {} : { mediaBytesPerUser }),
    ...(mediaBytesMax === undefined ? {} : { mediaBytesMax }),
    ...(mediaKeepMs === undefined ? {} : { mediaKeepMs }),
    ...(mediaUrl === undefined ? {} : { mediaUrl }),
  };
}

function readPlace(
  endpoint: string | undefined, folder: string | null, value: (name: (typeof MEDIA_FLAGS)[number]) => string | undefined, env: NodeJS.ProcessEnv,
): MediaCommand['media'] {
  const bucket = value('s3-bucket');
  if (endpoint === undefined && bucket === undefined) return folder === null || folder === 'none' ? null : { folder };
  if (value('media') !== undefined) throw new UsageError('--media and --s3-endpoint exclude each other.');
  if (!endpoint || !URL.canParse(endpoint) || !/^https?:/.test(endpoint)) throw new UsageError(`--s3-endpoint must be an address like https://s3.eu-central-1.amazonaws.com; got ${endpoint ?? 'nothing'}`);
  if (!bucket) throw new UsageError('--s3-bucket is missing.');
  const [accessKeyId, secretAccessKey] = [env['LIVE_CHATROOM_S3_ACCESS_KEY_ID'], env['LIVE_CHATROOM_S3_SECRET_ACCESS_KEY']];
  // Never by flag: everybody on the machine could read them in the list of processes.
  if (!accessKeyId || !secretAccessKey) throw new UsageError('Set LIVE_CHATROOM_S3_ACCESS_KEY_ID and LIVE_CHATROOM_S3_SECRET_ACCESS_KEY for the bucket.');
  const prefix = value('s3-prefix');
  return { s3: { endpoint, bucket, region: value('s3-region') ?? 'us-east-1', accessKeyId, secretAccessKey, ...(prefix ? { prefix } : {}) } };
}
