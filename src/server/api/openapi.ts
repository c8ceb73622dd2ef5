import { API_ERRORS, type ApiErrorName } from './api-error.js';
import type { Call, Calls } from './call.js';
import { CALL_GROUPS } from './calls.js';
import type { Schema } from './parameters.js';

/** Calls whose parameters nest, and therefore come as JSON. */
const JSON_CALLS: ReadonlySet<string> = new Set(['sensitiveword/batch/add']);

const MEANINGS: Record<ApiErrorName, string> = {
  internal: 'Something went wrong in the server.',
  'bad-key': 'The app key is missing or wrong.',
  parameter: 'A parameter is missing or wrong.',
  'no-data': 'The body is empty.',
  signature: 'The signature is missing, wrong or too old.',
  'too-long': 'A parameter is too long.',
  method: 'Not a POST.',
  'too-frequent': 'Too many calls in this second.',
  'not-enabled': 'Not a service of this server.',
  'not-kept': 'The room is not kept alive.',
  'too-many-kept': 'No more rooms can be kept alive.',
  'too-many-words': 'No more words can be listed.',
  timeout: 'Not just now. Try again.',
  'too-many': 'Too many values.',
  'body-too-large': 'The body is too large.',
  'no-room': 'There is no such room.',
  'not-found': 'There is no such call.',
};

const HEADERS = [
  ['App-Key', 'The key of the app.'],
  ['Nonce', 'Any text of at most 18 characters.'],
  ['Timestamp', 'Now, seconds or milliseconds since 1970.'],
  ['Signature', 'Hexadecimal SHA-1 of secret + nonce + timestamp.'],
] as const;

/** The Server API as an OpenAPI 3.1 document, from the tables that also check every call. */
export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'live-chatroom Server API',
      version: '1',
      description: "RongCloud's Server API, as far as it concerns chatrooms. Paths work with and without `.json`. Headers may also be spelled with `RC-` before them. Calls marked `x-live-chatroom` are ours: the vendor does not have them.",
    },
    servers: [{ url: 'http://127.0.0.1:8787' }],
    tags: Object.keys(CALL_GROUPS).map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(CALL_GROUPS).flatMap(([group, calls]) => paths(group, calls))),
    components: {
      parameters: Object.fromEntries(
        HEADERS.map(([name, description]) => [name, { name, in: 'header', required: true, description, schema: { type: 'string' } }]),
      ),
      responses: {
        Failed: {
          description: Object.entries(API_ERRORS).map(([name, { code, status }]) => `${code} (HTTP ${status}): ${MEANINGS[name as ApiErrorName]}`).join('\n\n'),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
        },
      },
      schemas: {
        Failure: {
          type: 'object',
          required: ['code', 'errorMessage'],
          properties: { code: { type: 'integer', enum: Object.values(API_ERRORS).map(({ code }) => code) }, errorMessage: { type: 'string' }, url: { type: 'string' } },
        },
      },
    },
  };
}

function paths(group: string, calls: Calls): [string, object][] {
  return Object.entries(calls).map(([path, call]) => [`/${path}.json`, { post: operation(group, path, call) }]);
}

function operation(group: string, path: string, { summary, ours, parameters, answers = {} }: Call): object {
  const entries = Object.entries(parameters);
  const required = entries.filter(([, parameter]) => parameter.required).map(([name]) => name);
  const schema = { type: 'object', ...(required.length ? { required } : {}), properties: Object.fromEntries(entries.map(([name, parameter]) => [name, shown(parameter.schema)])) };
  const media = JSON_CALLS.has(path) ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    tags: [group],
    summary,
    ...(ours ? { 'x-live-chatroom': true } : {}),
    operationId: path.replace(/\/(\w)/g, (_, letter: string) => letter.toUpperCase()),
    parameters: HEADERS.map(([name]) => ({ $ref: `#/components/parameters/${name}` })),
    ...(entries.length ? { requestBody: { required: required.length > 0, content: { [media]: { schema } } } } : {}),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: { type: 'object' }, example: { code: 200, ...answers } } } },
      default: { $ref: '#/components/responses/Failed' },
    },
  };
}

/** Without empty words. */
function shown({ description, items, additionalProperties, ...schema }: Schema): object {
  return {
    ...schema,
    ...(description ? { description } : {}),
    ...(items ? { items: shown(items) } : {}),
    ...(additionalProperties ? { additionalProperties: shown(additionalProperties) } : {}),
  };
}
