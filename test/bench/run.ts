/**
 * `npm run bench -- <name> [--json FILE] [its own options]`: runs test/bench/<name>.ts and prints its table.
 * Without a name it says which there are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';
import { printTable, type Benchmark } from './table.js';

const folder = 'test/bench';
/** A benchmark is a file right in the folder with a default export; what several share is not. */
const names = filesUnder(folder, /^test\/bench\/[a-z0-9-]+\.ts$/)
  .filter((file) => /^export default /m.test(readFileSync(join(projectFolder, file), 'utf8')))
  .map((file) => file.slice(folder.length + 1, -'.ts'.length));

const [name, ...rest] = process.argv.slice(2);
const at = rest.indexOf('--json');
const [, jsonFile] = at < 0 ? [] : rest.splice(at, 2);

if (!name || !names.includes(name) || (at >= 0 && !jsonFile)) {
  console.log(`Usage: npm run bench -- <name> [--json FILE]\nNames: ${names.join(', ')}`);
  process.exitCode = 1;
} else {
  const { default: benchmark } = (await import(join(projectFolder, folder, `${name}.ts`))) as { default: Benchmark };
  const table = await benchmark(rest);
  printTable(table);
  if (jsonFile) {
    const cpu = cpus();
    const machine = { node: process.version, cpu: cpu[0]?.model ?? 'unknown', cores: cpu.length };
    writeFileSync(jsonFile, `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...table }, null, 2)}\n`);
  }
  if (table.broken?.length) process.exitCode = 1;
}
