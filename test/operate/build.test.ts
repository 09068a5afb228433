import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildStagedImages } from '../../lib/operate/build';
import { buildDebugImage } from '../../lib/operate/debug';
import { stagedImages } from '../../lib/operate/staged-images';
import { temporaryFolder, writeTree } from '../support/go-module';

const output = () =>
  writeTree({
    'stacks/dev/images/image_1/Dockerfile': '',
    'stacks/dev/images/image_1.image': '',
    'stacks/dev/cdk.tf.json': '{}',
    'stacks/other/cdk.tf.json': '{}',
  });

describe('staged images', () => {
  test('are the folders that a synthesis wrote, and nothing beside them', () => {
    expect(stagedImages(output()).map(({ stack, name }) => `${stack}/${name}`)).toEqual(['dev/image_1']);
  });

  test('are none where there is no stack', () => {
    const folder = writeTree({
      'stacks/half/images/image_1/Dockerfile': '',
      'stacks/other/cdk.tf.json': '{}',
      'stacks/other/images': 'a file',
      'stacks/odd/cdk.tf.json/x': 'a folder',
      'stacks/odd/images/image_1/Dockerfile': '',
      'stacks/file': '',
    });
    symlinkSync('nowhere', join(folder, 'stacks/dangling'));
    symlinkSync('itself', join(folder, 'stacks/itself'));
    expect(stagedImages(folder)).toEqual([]);
    expect(stagedImages(writeTree({ stacks: 'a file' }))).toEqual([]);
  });

  test('have no twin to debug without its Dockerfile, for either of two reasons', () => {
    expect(() => buildDebugImage({ output: output(), selection: 'dev/image_1' })).toThrow(
      '"dev/image_1" has no twin to debug: its Dockerfile was written by hand, or a stage of its own needs a gate, which no twin ' +
        'has; take a GoImage whose own stages need no gate',
    );
  });

  test('are missing before the first synthesis, which is said', () => {
    const folder = temporaryFolder();
    expect(() => buildStagedImages({ output: folder })).toThrow('run "cdktf synth" first');
  });

  test('are named when one is asked for that is not there', () => {
    expect(() => buildStagedImages({ output: output(), selection: 'dev/x' })).toThrow(
      'nothing staged is called "dev/x"; there is dev/image_1',
    );
  });
});
