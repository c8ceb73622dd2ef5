import { createHash, createHmac } from 'node:crypto';

export interface SigningKey {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The body is not part of the signature; TLS guards it. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** Headers that authorise one request to S3 or whatever speaks like it. @see AWS Signature Version 4, "Authorization header" */
export function signedHeaders(method: string, url: URL, headers: Readonly<Record<string, string>>, key: SigningKey, now: Date): Record<string, string> {
  const stamp = timeStamp(now);
  const all: Record<string, string> = { ...headers, host: url.host, 'x-amz-content-sha256': UNSIGNED, 'x-amz-date': stamp };
  const names = Object.keys(all).sort();
  const canonical = [method, url.pathname, '', ...names.map((name) => `${name}:${all[name]}`), '', names.join(';'), UNSIGNED].join('\n');
  const { host: _, ...sent } = all;
  return { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope(stamp, key)}, SignedHeaders=${names.join(';')}, Signature=${sign(canonical, stamp, key)}` };
}

/** An address that lets anybody fetch one object for `seconds`. @see AWS Signature Version 4, "Query parameters" */
export function signedUrl(url: URL, seconds: number, key: SigningKey, now: Date): string {
  const stamp = timeStamp(now);
  const signed = new URL(url);
  const parameters = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${key.accessKeyId}/${scope(stamp, key)}`,
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const canonical = ['GET', url.pathname, query, `host:${url.host}`, '', 'host', UNSIGNED].join('\n');
  signed.search = `${query}&X-Amz-Signature=${sign(canonical, stamp, key)}`;
  return signed.href;
}

function sign(canonical: string, stamp: string, key: SigningKey): string {
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope(stamp, key), hash].join('\n');
  const parts = [stamp.slice(0, 8), key.region, 's3', 'aws4_request'];
  const derived = parts.reduce<Buffer | string>((secret, part) => createHmac('sha256', secret).update(part).digest(), `AWS4${key.secretAccessKey}`);
  return createHmac('sha256', derived).update(toSign).digest('hex');
}

function scope(stamp: string, { region }: SigningKey): string {
  return `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
}

/** 20130524T000000Z */
function timeStamp(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
