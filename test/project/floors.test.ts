import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const PROJECT = resolve(__dirname, '../..');

/** What each folder may import, beside itself and Node's own modules: the floors of docs/architecture.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'lib/core': [],
  'lib/facts': ['lib/core'],
  'lib/dockerfile': ['lib/core', 'dockerfile-ast'],
  'lib/gomodule': ['lib/core'],
  'lib/provider': ['lib/core', 'lib/facts', 'cdktf', 'constructs', '@cdktf/provider-docker'],
  'lib/image': [
    'lib/core',
    'lib/facts',
    'lib/dockerfile',
    'lib/gomodule',
    'lib/provider',
    'cdktf',
    'constructs',
    '@cdktf/provider-docker',
  ],
  'lib/service': [
    'lib/core',
    'lib/facts',
    'lib/image',
    'lib/provider',
    'cdktf',
    'constructs',
    '@cdktf/provider-docker',
  ],
  'lib/edge': ['lib/core', 'lib/facts', 'lib/image', 'lib/provider', 'lib/service', 'cdktf', 'constructs'],
  'lib/review/model': ['lib/core', 'lib/facts'],
  'lib/review/plan': ['lib/core', 'lib/facts', 'lib/review/model'],
  'lib/review/rules': ['lib/core', 'lib/facts', 'lib/review/model', 'lib/review/plan', 'diff'],
  'lib/review': ['lib/core', 'lib/facts', 'lib/review/model', 'lib/review/plan', 'lib/review/rules'],
  'lib/review/format': ['lib/core', 'lib/review/model', 'lib/review'],
  'lib/operate': [
    'lib/core',
    'lib/facts',
    'lib/review',
    'lib/review/model',
    'lib/review/plan',
    'lib/review/format',
    'tar-stream',
  ],
  lib: ['lib/core', 'lib/dockerfile', 'lib/edge', 'lib/image', 'lib/provider', 'lib/service'],
  bin: ['lib/core', 'lib/operate'],
  stacks: ['lib', 'cdktf', 'constructs'],
  'stacks/recipes': ['lib', 'cdktf', 'constructs'],
  'stacks/rollout': ['lib', 'cdktf', 'constructs'],
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap(({ name }) => {
      const file = join(folder, name);
      const text = readFileSync(join(PROJECT, file), 'utf8');
      return preProcessFile(text).importedFiles.map(({ fileName }) => ({
        file,
        target: targetOf(file, fileName),
      }));
    });
}

/** The folder or the package that an import leads to. */
function targetOf(file: string, words: string): string {
  if (words.startsWith('.')) {
    const path = relative(PROJECT, resolve(PROJECT, dirname(file), words));
    return path === 'lib' ? 'lib' : dirname(path);
  }
  return words.startsWith('@') ? words.split('/').slice(0, 2).join('/') : words.split('/')[0]!;
}

describe('the floors of the house', () => {
  test('have no folder that is not on the list', () => {
    const folders = readdirSync(join(PROJECT, 'lib'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `lib/${name}`);
    expect(Object.keys(MAY_IMPORT)).toEqual(expect.arrayContaining(folders));
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports nothing but %p', (folder, allowed) => {
    const imports = importsOf(folder);
    expect(imports.length).toBeGreaterThanOrEqual(folder === 'lib/facts' ? 0 : 1);
    const other = imports.filter(
      ({ target }) => target !== folder && !target.startsWith('node:') && !allowed.includes(target),
    );
    expect(other).toEqual([]);
  });

  test('no file asks by instanceof whether something is a class of the framework or of this library', () => {
    const suspects = Object.keys(MAY_IMPORT)
      .flatMap((folder) =>
        readdirSync(join(PROJECT, folder))
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(folder, name)),
      )
      .flatMap((file) =>
        [...readFileSync(join(PROJECT, file), 'utf8').matchAll(/instanceof (\w+)/g)].map(
          ([, name]) => `${file}: ${name!}`,
        ),
      );
    expect(suspects.filter((each) => !/: (Error|TypeError)$/.test(each))).toEqual([]);
  });
});
