import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';

const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8');
const code = /\.(ts|mjs|js|css|html)$/;

/** Lines above which a file has to say why it is not two: a comment line that starts with "Long because". */
const lineLimit = 400;

const topLevel = new Set([
  ...['src', 'stories', 'test', 'demo'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'web-test-runner.config.mjs'],
  ...['README.md', 'README.zh-CN.md', 'LICENSE', 'CHANGELOG.md'],
]);
/** Made by tools and ignored by git. */
const generated = new Set(['node_modules', 'dist', 'storybook-static', 'coverage', 'custom-elements.json']);

describe('files', () => {
  it(`over ${lineLimit} lines give a reason`, () => {
    const long = filesUnder('.', code).filter((file) => {
      const text = read(file);
      return text.split('\n').length > lineLimit && !/^\s*(\/\/|\*|<!--)\s*Long because /m.test(text);
    });
    assert.deepEqual(long, []);
  });

  it('stand in one of the folders of the top level', () => {
    const strangers = readdirSync(projectFolder).filter(
      (name) => !name.startsWith('.') && !topLevel.has(name) && !generated.has(name) && !name.endsWith('.tgz'),
    );
    assert.deepEqual(strangers, []);
  });

  it('are named in kebab case', () => {
    const own = /^(README(\.zh-CN)?|LICENSE|CHANGELOG)(\.md)?$/;
    const odd = filesUnder('.').filter((file) => {
      // Files: words joined by dashes, then endings; a language tag (zh-CN) is written as its standard writes it.
      const name = file.split('/').at(-1)!;
      return !own.test(name) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(name.replace('zh-CN', 'zh'));
    });
    assert.deepEqual(odd, []);
  });

  it('of src have names that say what is in them', () => {
    // As the last word of a name these say nothing; the others only where they are all of it (message-types is a thing).
    const empty = filesUnder('src').filter((file) => /[/-](utils?|helpers?|manager|service)(\.|\/)|\/(types|misc|common)(\.|\/)/.test(file));
    assert.deepEqual(empty, []);
  });

  it('leave nothing for later', () => {
    const marker = new RegExp(['TO', 'DO\\b|FIX', 'ME\\b|XX', 'X\\b'].join(''));
    assert.deepEqual(filesUnder('.', code).filter((file) => marker.test(read(file))), []);
  });
});

describe('nothing in the tree depends on the machine it was written on', () => {
  const text = /\.(ts|mjs|js|json|css|html|md|mdx|yml|yaml)$|(^|\/)\.[a-z]+rc$|^\.ci\//;

  it('names no package registry or mirror', () => {
    // The address of a package on a server, not the word "registry", which is also a class here.
    const host = /https?:\/\/[\w.-]*(registry|npmjs|npmmirror|nexus|artifactory|verdaccio)[\w.-]*[:/]/i;
    const named = filesUnder('.', text).filter((file) => host.test(read(file)));
    assert.deepEqual(named, []);
    assert.doesNotMatch(read('package-lock.json'), /"resolved": "(?!node_modules\/|demo\/)/);
    assert.doesNotMatch(read('.npmrc'), /registry\s*=/);
  });

  it('names no absolute folder of a developer', () => {
    const folder = /(["'`\s(=])\/(work|home|Users|root)\/\w/;
    assert.deepEqual(filesUnder('.', text).filter((file) => folder.test(read(file))), []);
  });
});
