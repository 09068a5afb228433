import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoImage, Health, Service, TextFile } from '../../lib';
import { builtImages } from '../../lib/operate/built-images';
import {
  baseOf,
  type FilesContext,
  filesImageName,
  onBase,
  readFilesContext,
} from '../../lib/operate/files-context';
import { readStackFile } from '../../lib/operate/stack-file';
import { goModule, writeTree } from '../support/go-module';
import { stackIn, synthesizeToFolder } from '../support/stack';

/** The staged context of a service's image with files, its name, and that of the image below it. */
function staged(): { context: FilesContext; name: string; base: string } {
  const out = synthesizeToFolder((app) => {
    const stack = stackIn(app, 'dev');
    const image = new GoImage(stack, 'image', { source: goModule(), name: 'team/notes' });
    new Service(stack, 'api', {
      image,
      health: Health.none(),
      files: {
        '/etc/notes/a.yaml': TextFile.fromText('a: ünïcode\n'),
        '/etc/b': TextFile.fromText(''),
        '/Z': TextFile.fromText('z'),
      },
    });
  });
  const folder = join(out, 'stacks/dev');
  const built = builtImages(readStackFile(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')), folder);
  const read = built.map(({ name, context }) => ({ name, context: readFilesContext(join(folder, context)) }));
  const [files, ...others] = read.filter(({ context }) => context !== undefined);
  expect(others).toEqual([]);
  expect(read).toHaveLength(2);
  const base = read.find(({ context }) => context === undefined)!.name;
  return { context: files!.context!, name: files!.name, base };
}

describe('files on top of an image', () => {
  test('have the name that their construct gives them', () => {
    const { context, name, base } = staged();
    expect(Object.keys(context.files).sort()).toEqual(['/Z', '/etc/b', '/etc/notes/a.yaml']);
    expect(baseOf(context)).toBe(base);
    expect(filesImageName(context, 'notes-with-files')).toBe(name);
  });

  test('have another name on another image, and back again the same', () => {
    const { context, name, base } = staged();
    const moved = onBase(context, 'team/notes:000000000001');
    expect(baseOf(moved)).toBe('team/notes:000000000001');
    const other = filesImageName(moved, 'notes-with-files');
    expect(other).toMatch(/^notes-with-files:[0-9a-f]{12}$/);
    expect(other).not.toBe(name);
    expect(filesImageName(onBase(moved, base), 'notes-with-files')).toBe(name);
  });
});

describe('a context', () => {
  test.each([
    ['another program', { Dockerfile: 'FROM notes:1 AS runtime\nCOPY ["files/", "/"]\nUSER 0\n' }],
    ['a program', { Dockerfile: 'FROM golang:1 AS build\n' }],
    ['nothing', { 'other.txt': '' }],
  ])('of %s is none of files', (_of, tree) => {
    expect(readFilesContext(writeTree(tree))).toBeUndefined();
  });
});
