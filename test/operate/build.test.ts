import { buildStagedImages } from '../../lib/operate/build';
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
