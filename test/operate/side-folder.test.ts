import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSideFolder, SIDE_FOLDER } from '../../lib/operate/side-folder';
import { stagedImages } from '../../lib/operate/staged-images';
import { writeTree } from '../support/go-module';

const STACK = {
  'stacks/dev/cdk.tf.json': '{"old":1}',
  'stacks/dev/plan': 'secret',
  'stacks/dev/terraform.tfstate': 'state 1',
  'stacks/dev/.terraform/terraform.tfstate': 'backend',
  'stacks/dev/images/image_1/Dockerfile': 'FROM scratch',
};

/** Every file of a folder, with its text and its time. */
function contents(folder: string): Record<string, unknown> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    files
      .sort()
      .map((path) => [
        path,
        [readFileSync(join(folder, path), 'utf8'), statSync(join(folder, path)).mtimeMs],
      ]),
  );
}

const own = { 'cdk.tf.json': '{"new":1}', 'contexts/a/files/etc/a': Buffer.from('a') };

describe('a side folder', () => {
  test('has its own files, and everything else of the stack', async () => {
    const root = writeTree(STACK);
    const status = await inSideFolder(join(root, 'stacks/dev'), own, (side) => {
      expect(join(side, '..')).toBe(join(root, 'stacks'));
      expect(readdirSync(side).sort()).toEqual([
        '.terraform',
        'cdk.tf.json',
        'contexts',
        'images',
        'terraform.tfstate',
      ]);
      expect(readFileSync(join(side, 'cdk.tf.json'), 'utf8')).toBe('{"new":1}');
      expect(readFileSync(join(side, 'contexts/a/files/etc/a'), 'utf8')).toBe('a');
      expect(readFileSync(join(side, 'images/image_1/Dockerfile'), 'utf8')).toBe('FROM scratch');
      return Promise.resolve(7);
    });
    expect(status).toBe(7);
  });

  test('leaves the stack as it was, also after a failure', async () => {
    const root = writeTree(STACK);
    const folder = join(root, 'stacks/dev');
    const before = contents(root);
    const failure = inSideFolder(folder, own, () => Promise.reject(new Error('broken')));
    await expect(failure).rejects.toThrow('broken');
    expect(contents(root)).toEqual(before);
    expect(readdirSync(join(root, 'stacks'))).toEqual(['dev']);
  });

  test('writes a state of the stack where the stack has it', async () => {
    const root = writeTree(STACK);
    const folder = join(root, 'stacks/dev');
    await inSideFolder(folder, own, (side) => {
      writeFileSync(join(side, 'terraform.tfstate'), 'state 2');
      writeFileSync(join(side, '.terraform.tfstate.lock.info'), 'lock');
      mkdirSync(join(side, 'terraform.tfstate.d'));
      writeFileSync(join(side, 'errored.tfstate'), 'state 3');
      return Promise.resolve(0);
    });
    expect(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).toBe('state 2');
    expect(readFileSync(join(folder, 'errored.tfstate'), 'utf8')).toBe('state 3');
    expect(existsSync(join(folder, 'terraform.tfstate.d'))).toBe(true);
    expect(existsSync(join(folder, '.terraform.tfstate.lock.info'))).toBe(false);
  });

  test('is no stack to whoever looks for staged images', async () => {
    const root = writeTree(STACK);
    await inSideFolder(join(root, 'stacks/dev'), own, (side) => {
      expect(side).toContain(`/${SIDE_FOLDER}`);
      expect(stagedImages(root).map(({ stack }) => stack)).toEqual(['dev']);
      return Promise.resolve(0);
    });
  });
});
