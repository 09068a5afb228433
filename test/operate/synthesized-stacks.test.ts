import {
  readManifest,
  stackAround,
  stackNamed,
  synthesizedStacks,
} from '../../lib/operate/synthesized-stacks';
import { writeTree } from '../support/go-module';

const stack = (constructPath: string, name: string): object => ({
  [name]: { name, constructPath, workingDirectory: `stacks/${name}` },
});
const MANIFEST = JSON.stringify({
  version: '0.21.0',
  stacks: { ...stack('dev', 'dev'), ...stack('dev/inner', 'inner'), ...stack('team/prod', 'prod') },
});

describe('synthesized stacks', () => {
  test('are those of the manifest, with their construct paths', () => {
    expect(synthesizedStacks(writeTree({ 'manifest.json': MANIFEST }))).toEqual([
      { name: 'dev', path: 'dev', folder: 'stacks/dev' },
      { name: 'inner', path: 'dev/inner', folder: 'stacks/inner' },
      { name: 'prod', path: 'team/prod', folder: 'stacks/prod' },
    ]);
  });

  test('are found around a path, of stacks in stacks the innermost', () => {
    const stacks = readManifest(MANIFEST);
    const around = (path: string): string | undefined => stackAround(stacks, path)?.name;
    expect(['dev/api', 'dev/inner/api', 'dev/innermost', 'team/prod/a/b'].map(around)).toEqual([
      ...['dev', 'inner', 'dev', 'prod'],
    ]);
    expect(['dev', 'development/api', 'prod/api', ''].map(around)).toEqual(Array(4).fill(undefined));
  });

  test('are found by their names, and named when there is none of a name', () => {
    const stacks = readManifest(MANIFEST);
    expect(stackNamed(stacks, 'prod').path).toBe('team/prod');
    expect(() => stackNamed(stacks, 'team/prod')).toThrow(
      'no synthesized stack is called "team/prod"; there is dev, inner, prod',
    );
    expect(() => stackNamed([], 'dev')).toThrow('there is none');
  });

  test('are missing before the first synthesis, which is said', () => {
    expect(() => synthesizedStacks('/nowhere')).toThrow(
      'no app is synthesized in "/nowhere"; run "cdktf synth" first',
    );
  });

  test.each(['', '[]', '{}', '{"stacks":[]}', '{"stacks":{"dev":{}}}', '{"stacks":{"dev":null}}'])(
    'are refused where the manifest is %p',
    (manifest) => {
      expect(() => readManifest(manifest)).toThrow('run "cdktf synth" again');
    },
  );
});
