import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, GoImage, Health, Rollout, Service, TextFile } from '../../lib';
import { PATH_LABEL } from '../../lib/facts/labels';
import { goModule } from '../support/go-module';
import { GoContainers } from './support/go-containers';
import { inspect, machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const NAME = 'go-containers-test-rollback';
const [provider] = machine().providers;

/** A program that answers and says which version it is. */
const program = (version: string): string => `package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	fmt.Println("version ${version}")
	go http.ListenAndServe(":8080", nil)
	<-stop
}
`;

/** Every file of a folder, with its text and the time of its last change. */
function contents(folder: string): Record<string, unknown> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.terraform/providers'))
    .filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [
      path,
      [readFileSync(join(folder, path), 'utf8'), statSync(join(folder, path)).mtimeMs],
    ]),
  );
}

describe('a deploy without a build', () => {
  const stack = new TestStack(provider!, 'rollback');
  const commands = new GoContainers(provider!, stack);
  /** Names of the two versions of the image. */
  const names: string[] = [];

  /** Describes two services of one image: one has a configuration file, and one overlaps. */
  function describeStack(version: string): void {
    const source = goModule({ 'main.go': program(version) });
    stack.synthesize((scope) => {
      const image = new GoImage(scope, 'image', { source, name: NAME });
      const files = { '/etc/version': TextFile.fromText(`file ${version}`) };
      new Service(scope, 'web', { image, health: Health.none(), files });
      const health = Health.tcp({ interval: Duration.seconds(1), startPeriod: Duration.seconds(1) });
      new Service(scope, 'api', { image, port: 8080, health, rollout: Rollout.overlap() });
      names.push(image.imageName);
    });
  }

  /** Makes the build of the program impossible, and leaves all else of the synthesized stack. */
  function breakBuild(): void {
    const images = join(stack.folder, 'images');
    const [folder] = readdirSync(images).filter((name) => name.startsWith('image_'));
    writeFileSync(join(images, folder!, 'Dockerfile'), 'FROM nowhere.invalid/nothing\n');
  }

  /** The container of a service, of which there must be one. */
  function containerOf(id: string): string {
    const label = `label=${PATH_LABEL}=rollback/${id}`;
    const found = output('docker', ['container', 'ls', '--all', '--quiet', '--filter', label]).trim();
    expect(found).toMatch(/^[0-9a-f]+$/);
    return found;
  }

  /** What the program of a service says, and what its configuration file has. */
  function versions(): string[] {
    const file = output('docker', ['container', 'cp', `${containerOf('web')}:/etc/version`, '-']);
    return [
      ...['web', 'api'].map((id) => output('docker', ['container', 'logs', containerOf(id)]).trim()),
      /file \w+/.exec(file)?.[0] ?? '',
    ];
  }

  const imageOf = (id: string): string => (inspect('container', containerOf(id)) as { Image: string }).Image;
  const idOf = (name: string): string => (inspect('image', name) as { Id: string }).Id;

  beforeAll(() => {
    for (const version of ['one', 'two']) {
      describeStack(version);
      stack.apply();
    }
    breakBuild();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('goes back to the image before, with everything else as it is declared, and leaves the folder of the stack alone', () => {
    const before = contents(stack.folder);
    const { status, stdout, stderr } = commands.run('rollback', 'rollback', '--auto-approve');
    expect(stderr).toContain(
      `${names[0]!} is deployed; the next "cdktf deploy rollback" brings the checked-out version`,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('Apply complete');
    expect(versions()).toEqual(['version one', 'version one', 'file two']);
    expect(imageOf('api')).toBe(idOf(names[0]!));
    expect(contents(stack.folder)).toEqual(before);
    expect(readdirSync(join(stack.folder, '..'))).toEqual(['rollback']);
    const images = stack.plan().filter(({ type }) => type === 'docker_image');
    expect(images.map(({ change }) => change.after?.name)).toContain(names[1]!);
  });

  test('asks before anything is changed, and leaves nothing behind when it is interrupted then', async () => {
    const before = contents(stack.folder);
    const rollback = commands.start('rollback', 'rollback', names[1]!);
    await rollback.says('Enter a value');
    expect(await rollback.interrupt()).toBe(1);
    expect(contents(stack.folder)).toEqual(before);
    expect(readdirSync(join(stack.folder, '..'))).toEqual(['rollback']);
    expect(versions()[1]).toBe('version one');
  });

  test('brings exactly what is synthesized, where all of it is there', () => {
    expect(commands.run('rollback', 'rollback', '--as-synthesized', '--auto-approve')).toMatchObject({
      status: 0,
      stderr: 'rollback is deployed as it was synthesized\n',
    });
    expect(versions()).toEqual(['version two', 'version two', 'file two']);
    expect(commands.run('rollback', 'rollback', '--list').stdout).toMatch(
      new RegExp(`^rollback/image\n  ${names[1]!} .* deployed, as synthesized, .*\n  ${names[0]!} .* UTC\n$`),
    );
  });

  test('is refused where something of it would have to be built, or has no such image', () => {
    describeStack('three');
    expect(commands.run('rollback', 'rollback', '--as-synthesized', '--auto-approve')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        `^${names[2]!}, .*-with-files:.* would have to be built, so nothing is done;`,
      ) as string,
    });
    expect(commands.run('rollback', 'rollback', '0123456789ab')).toMatchObject({ status: 2, stdout: '' });
    expect(versions()[1]).toBe('version two');
  });

  test('prune removes what nothing uses, and nothing else', () => {
    const mine = (): string[] =>
      output('docker', [
        'image',
        'ls',
        '--format',
        '{{.Repository}}:{{.Tag}}',
        '--filter',
        `label=cdktf-go-containers.image=${NAME}`,
      ])
        .split('\n')
        .filter(Boolean)
        .sort();
    // A name of somebody else, which this library would never give.
    const other = `${NAME}:mine`;
    output('docker', ['image', 'tag', names[0]!, other]);
    const all = mine();
    expect(all).toHaveLength(6);
    const dry = commands.run('prune', 'rollback', '--keep', '0', '--dry-run');
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toContain('3 would be removed, 2 kept');
    expect(mine()).toEqual(all);
    expect(commands.run('prune', 'rollback', '--keep', '0')).toMatchObject({ status: 0, stderr: '' });
    const left = mine();
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining([names[1]!, other, expect.stringContaining('-with-files:')]));
    expect(imageOf('web')).toBe(idOf(left.find((name) => name.includes('-with-files:'))!));
  });
});
