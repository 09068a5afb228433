import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildStagedImages } from '../../lib/operate/build';
import { buildDebugImage } from '../../lib/operate/debug';
import { selectImages, stagedImages } from '../../lib/operate/staged-images';
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

  test('are chosen by stack, by the name of the folder, or by construct path', () => {
    const staged = ['web', 'far_web'].map((name) => ({
      stack: 'dev',
      name: `${name}_0A1B2C3D`,
      stackFolder: '/out/stacks/dev',
      folder: `/out/stacks/dev/images/${name}_0A1B2C3D`,
    }));
    const chosen = (selection?: string): string[] =>
      selectImages(staged, 'out', selection).map(({ name }) => name);
    expect(chosen()).toHaveLength(2);
    expect(chosen('dev')).toHaveLength(2);
    expect(chosen('dev/web')).toEqual(['web_0A1B2C3D']);
    ['dev/far/web', 'dev/far_web', 'dev/far_web_0A1B2C3D'].forEach((selection) => {
      expect(chosen(selection)).toEqual(['far_web_0A1B2C3D']);
    });
    expect(() => chosen('dev/far')).toThrow('nothing staged is called "dev/far"');
  });
});
