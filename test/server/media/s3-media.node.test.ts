import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { S3Media } from '../../../src/server/index.js';
import { signedUrl } from '../../../src/server/media/sig-v4.js';
import { scratchFolder } from '../scratch.js';

const KEY = { region: 'us-east-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const ID = 'AbCdEfGhIjKlMnOpQrStUv.png';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, the example with its published signature */
test('signs an address as Amazon does', () => {
  const url = signedUrl(new URL('https://examplebucket.s3.amazonaws.com/test.txt'), 86_400, KEY, new Date('2013-05-24T00:00:00Z'));
  assert.equal(new URL(url).searchParams.get('X-Amz-Signature'), 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

test('puts a file into the bucket, sends viewers there, and takes it away again', async (t) => {
  const asked: { request: IncomingMessage; body: string }[] = [];
  let status = 200;
  const bucket = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      asked.push({ request, body });
      response.writeHead(status).end();
    });
  }).listen(0);
  await once(bucket, 'listening');
  t.after(() => bucket.close());
  const endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
  const media = new S3Media({ ...KEY, endpoint, bucket: 'room-files', prefix: 'chat/', incoming: scratchFolder() });
  const file = join(media.incoming, 'upload');
  writeFileSync(file, 'picture');
  await media.put(ID, file, { type: 'image/png', size: 7 });
  const { request, body } = asked[0]!;
  assert.deepEqual([request.method, request.url, body], ['PUT', `/room-files/chat/${ID}`, 'picture']);
  assert.deepEqual([request.headers['content-type'], request.headers['content-length']], ['image/png', '7']);
  assert.match(request.headers.authorization!, /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request, SignedHeaders=cache-control;content-type;host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/);
  assert.equal(existsSync(file), false);
  assert.match((await media.open(ID))!.redirect, new RegExp(`^${endpoint}/room-files/chat/${ID}\\?X-Amz-Algorithm=`));
  await media.delete(ID);
  assert.equal(asked[1]!.request.method, 'DELETE');
  status = 403;
  await assert.rejects(media.delete(ID), /403/);
  await assert.rejects(media.delete('../other'), TypeError);
});
