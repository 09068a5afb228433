import { TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import { GoImage, Image, RegistryPush, Secret, Service, TextFile, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { stackIn } from '../support/stack';
import { containerNamed, stacksOf } from './stacks-of';

const source = goModule();
const REMOTE = 'data.terraform_remote_state.cross-stack-reference-input-one.outputs.cross-stack-output-';

/** Two stacks of one Docker host, of which the second uses the first. */
function twoStacks(build: (one: TerraformStack, two: TerraformStack) => void) {
  const made: TerraformStack[] = [];
  const { one, two } = stacksOf((app) => {
    made.push(stackIn(app, 'one'), stackIn(app, 'two'));
    build(made[0]!, made[1]!);
  });
  expect(made[1]!.dependsOn(made[0]!)).toBe(true);
  return { one: one!, two: two! };
}

const imageIn = (stack: TerraformStack) =>
  new GoImage(stack, 'image', { source, port: 80, writable: ['/data'] });

describe('a service that uses another stack of its Docker host', () => {
  test('runs an image that is built there', () => {
    const { one, two } = twoStacks((first, second) => {
      new Service(second, 'web', { image: imageIn(first) }).mountTemporary('/data');
    });
    expect(one.all('docker_image')).toHaveLength(1);
    expect(two.all('docker_image')).toEqual([]);
    expect(two.one('docker_container').image).toMatch(`\${${REMOTE}docker_image`);
    expect(two.facts['two/web']).toMatchObject({ image: 'one/image' });
  });

  test('has files of its own on top of such an image, made again with it', () => {
    const { one, two } = twoStacks((first, second) => {
      const files = { '/etc/notes': TextFile.fromText('x') };
      new Service(second, 'web', { image: imageIn(first), files }).mountTemporary('/data');
    });
    expect(two.one('docker_image')).toMatchObject({
      triggers: { base: expect.stringMatching('cross-stack-output-docker_image') as string },
    });
    expect(two.one('docker_container').image).toMatch(/^\$\{docker_image\.web_files_\w+\.image_id\}$/);
    expect(two.facts).not.toHaveProperty('one/image');
    expect(one.facts).toHaveProperty('one/image');
  });

  test('keeps its data in a volume that is made there', () => {
    const { two } = twoStacks((first, second) => {
      const image = Image.reference(second, 'image', { reference: 'x:1', user: '1:1', writable: ['/data'] });
      new Service(second, 'web', { image }).mount('/data', new Volume(first, 'data'));
    });
    expect(two.all('docker_volume')).toEqual([]);
    expect(two.one('docker_container').volumes).toMatchObject([
      { volume_name: expect.stringMatching(`^\\$\\{${REMOTE}docker_volume`) as string },
    ]);
  });

  test('reaches a service there by its address, in variables, files and outputs', () => {
    const { one, two } = twoStacks((first, second) => {
      const image = Image.reference(first, 'image', { reference: 'x:1', user: '1:1', port: 5432 });
      const database = new Service(first, 'database', { image });
      const own = Image.reference(second, 'image', { reference: 'x:1', user: '1:1' });
      new Service(second, 'web', { image: own, environment: { DSN: `pg://${database.address}/x` } });
      const files = { '/etc/database': TextFile.fromText(database.hostName) };
      new Service(second, 'worker', { image: own, files });
      new TerraformOutput(second, 'database', { value: database.address });
    });
    expect(containerNamed(two, 'two-web').env).toEqual(['DSN=pg://one-database:5432/x']);
    ['two-web', 'two-worker'].forEach((name) => {
      expect(containerNamed(two, name).networks_advanced).toContainEqual({ name: 'one-network' });
    });
    expect(two.json).toMatchObject({ output: { database: { value: 'one-database:5432' } } });
    // Known without the other stack's state.
    expect(two.json).not.toHaveProperty('data');
    expect(one.one('docker_network').name).toBe('one-network');
  });

  test('gets a secret from there, marked on both sides', () => {
    const { one, two } = twoStacks((first, second) => {
      const given = new TerraformVariable(first, 'given', { sensitive: true });
      const image = Image.reference(second, 'image', { reference: 'x:1', user: '1:1' });
      new Service(second, 'web', { image }).provideSecret(
        '/run/secrets/given',
        Secret.fromAttribute(given.stringValue),
      );
    });
    const carrier = two.all('docker_container').find(({ start }) => start === false)!;
    expect(carrier.upload).toMatchObject([{ content: `\${sensitive(${REMOTE}vargiven)}` }]);
    expect(one.json).toMatchObject({ output: { 'cross-stack-output-vargiven': { sensitive: true } } });
  });

  test('can have the image of one stack pushed by another', () => {
    const { two } = twoStacks((first, second) => {
      new RegistryPush(second, 'push', { image: imageIn(first), repository: '127.0.0.1:5000/x', tag: '1' });
    });
    expect(two.one('docker_tag').source_image).toMatch('cross-stack-output-docker_image');
    expect(two.one('docker_registry_image').triggers).toEqual({ image: two.one('docker_tag').source_image });
  });
});
