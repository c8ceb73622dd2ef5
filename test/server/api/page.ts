/** Writes the tables of `stories/docs/server-api.mdx` from the description of the Server API: `npx tsx test/server/api/page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../support/folders.js';
import { openApiFile } from '../../package/openapi.js';

export const pageFile = join(projectFolder, 'stories/docs/server-api.mdx');

interface Operation {
  tags: string[];
  summary: string;
  'x-live-chatroom'?: true;
  requestBody?: { content: Record<string, { schema: { required?: string[]; properties: Record<string, unknown> } }> };
}
interface Document {
  tags: { name: string }[];
  paths: Record<string, { post: Operation }>;
  components: { responses: { Failed: { description: string } } };
}

/** Text as MDX shows it: braces and angle brackets would be code, bars would end a cell. */
const plain = (text: string) => text.replace(/[{}<>|]/g, (sign) => `\\${sign}`);

function row(path: string, { summary, requestBody, ...more }: Operation): string {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const parameters = Object.keys(schema?.properties ?? {}).map((name) => (schema?.required?.includes(name) ? `**\`${name}\`**` : `\`${name}\``));
  return `| \`${path.slice(1).replace(/\.json$/, '')}\`${more['x-live-chatroom'] ? ' (ours)' : ''} | ${plain(summary)} | ${parameters.join(' ')} |`;
}

/** What stands between the two marks of the page. */
export function tables(): string {
  const { tags, paths, components } = JSON.parse(readFileSync(openApiFile, 'utf8')) as Document;
  const groups = tags.map(({ name }) => {
    const rows = Object.entries(paths).filter(([, { post }]) => post.tags[0] === name).map(([path, { post }]) => row(path, post));
    return [`### ${name}`, '', '| Call | What it does | Parameters (needed ones in bold) |', '|---|---|---|', ...rows, ''].join('\n');
  });
  const errors = components.responses.Failed.description.split('\n\n').map((line) => {
    const [, code, status, meaning] = /^(\d+) \(HTTP (\d+)\): (.*)$/.exec(line) ?? [];
    return `| ${code} | ${status} | ${plain(meaning ?? '')} |`;
  });
  return [...groups, '## What can go wrong', '', '| Code | HTTP | Meaning |', '|---|---|---|', ...errors].join('\n');
}

export const MARKS = ['{/* from openapi.json: */}', '{/* until here */}'] as const;

/** The page with tables that are up to date. @throws {Error} a mark is missing. */
export function withTables(page: string): string {
  const [from, to] = MARKS.map((mark) => page.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error(`${pageFile} has lost its marks.`);
  return `${page.slice(0, from + MARKS[0].length)}\n\n${tables()}\n\n${page.slice(to)}`;
}

if (process.argv[1]?.endsWith('test/server/api/page.ts')) writeFileSync(pageFile, withTables(readFileSync(pageFile, 'utf8')));
