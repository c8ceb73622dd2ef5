/** What is weighed, and what it may weigh. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';
import { bundle, type Bundle } from './bundle.js';

/** 1 KB = 1000 bytes, the stricter reading. */
const KB = 1000;

export interface Subject {
  name: string;
  contents: string;
  /** Gzip bytes at most. */
  budget?: number;
}

/** Loaded at first need, never with the page: each alone outweighs the room. */
const heavy = /node_modules\/(video\.js|@videojs|hls\.js|mpegts\.js|emoji-picker-element|mux\.js|m3u8-parser|mpd-parser)\//;

const exists = (files: string[]) => files.every((file) => existsSync(join(projectFolder, file)));

/** Those whose sources are there. */
export function subjects(): Subject[] {
  const chat = ['src/define/message-list.ts', 'src/define/chat-input.ts', 'src/sdk.ts'];
  const found: Subject[] = [];
  if (exists(['src/sdk.ts'])) found.push({ name: 'SDK', contents: `export * from './src/sdk.js';`, budget: 12 * KB });
  if (exists(chat)) {
    found.push({
      name: 'list + input + SDK, with Lit',
      contents: `import './src/define/message-list.js'; import './src/define/chat-input.js'; export * from './src/sdk.js';`,
budget: 45 * KB,
    });
  }
  for (const file of filesUnder('src/define', /\.ts$/)) {
    const name = file.slice('src/define/'.length, -'.ts'.length);
    found.push({ name: name === 'index' ? 'every element' : `<${name}>`, contents: `import './src/define/${name}.js';` });
  }
  return found;
}

export interface Weight extends Bundle {
  subject: Subject;
  faults: string[];
}

export async function weigh(subject: Subject): Promise<Weight> {
  const result = await bundle(subject.contents);
  const faults = result.inputs.filter((input) => heavy.test(input)).map((input) => `${subject.name} loads ${input} at once`);
  if (subject.budget !== undefined && result.gzip > subject.budget) {
    faults.push(`${subject.name} is ${result.gzip} bytes gzip, ${result.gzip - subject.budget} over its budget of ${subject.budget}`);
  }
  return { ...result, subject, faults };
}
