import { createServer } from 'node:net';
import type { TerraformStack } from 'cdktf';
import { Image, Service } from '../../lib';
import { Keeper, type KeeperOptions, KeeperSource } from './support/keeper';
import { freePort, inspect, machine, removeTestImages } from './support/machine';
import { recover } from './support/recover';
import { actions } from './support/stack-state';
import { TestStack } from './support/terraform-stack';
import { interruptedApply, watchedApply } from './support/watched-apply';

jest.setTimeout(300_000);

const NAME = 'go-containers-test/broken';

interface Deploy {
  readonly first?: KeeperOptions;
  readonly second?: KeeperOptions;
  readonly more?: (scope: TerraformStack) => void;
}

/** What both say when the first case is over. */
const TOLD = { release: 'two', edition: 'first', lines: ['first line'] };

const idOf = (name: string): string => (inspect('container', name) as { Id: string }).Id;

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'broken');
  const source = new KeeperSource('"one"');
  let first: Keeper;
  let second: Keeper;

  const describeStack = (deploy: Deploy): void => {
    stack.synthesize((scope) => {
      const image = source.image(scope, NAME);
      first.addTo(scope, image, deploy.first);
      second.addTo(scope, image, deploy.second);
      deploy.more?.(scope);
    });
  };

  /** The next apply of what is right: no more than that, and nothing is left to do. */
  const repair = (): void => {
    describeStack({});
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
  };

  /** What an apply complains of that has to fail. */
  const complaints = async (): Promise<readonly string[]> => {
    const { status, errors } = await watchedApply(provider, stack, () => undefined);
    expect(status).toBe(1);
    return errors;
  };

  beforeAll(async () => {
    first = new Keeper('first', await freePort());
    second = new Keeper('second', await freePort());
    describeStack({});
    stack.apply();
    await first.add('first line');
    await second.add('first line');
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('what does not compile leaves everything as it was, and is deployed when it does', async () => {
    const before = [idOf('broken-first'), idOf('broken-second')];
    source.edit('notDefined');
    describeStack({ second: { mode: 'sick' } });
    expect(await complaints()).toEqual([expect.stringContaining('COMPILER_MESSAGES')]);
    expect([idOf('broken-first'), idOf('broken-second')]).toEqual(before);
    expect(await second.told()).toEqual({ ...TOLD, release: 'one' });

    source.edit('"two"');
    repair();
    expect(await first.told()).toEqual(TOLD);
  });

  test('an image that cannot be pulled leaves everything as it was', async () => {
    const before = [idOf('broken-first'), idOf('broken-second')];
    describeStack({
      first: { mode: 'sick' },
      more: (scope) => {
        const reference = 'offline.invalid/nobody/has-it:1';
        new Service(scope, 'third', {
          image: Image.reference(scope, 'nowhere', { reference, user: '1000:1000' }),
        });
      },
    });
    expect(await complaints()).toEqual([expect.stringMatching(/nobody\/has-it:1[^]*pull/)]);
    expect([idOf('broken-first'), idOf('broken-second')]).toEqual(before);
    expect(await first.told()).toEqual(TOLD);
    repair();
    expect([idOf('broken-first'), idOf('broken-second')]).toEqual(before);
  });

  test('a crash at start and a health that never passes fail the deploy, and end with the next one', async () => {
    describeStack({ first: { mode: 'crash' }, second: { mode: 'sick' } });
    expect(await complaints()).toHaveLength(2);
    expect(inspect('container', 'broken-first')).toMatchObject({ State: { ExitCode: 3 } });
    expect(inspect('container', 'broken-second')).toMatchObject({
      State: { Health: { Status: 'unhealthy' } },
    });
    expect((await second.told()).lines).toEqual(['first line']);

    repair();
    expect(await first.told()).toEqual(TOLD);
    expect(await second.told()).toEqual(TOLD);
  });

  test('a host port that a stranger has fails the deploy of its service only, until the stranger is gone', async () => {
    const before = idOf('broken-first');
    const stranger = createServer((socket) => socket.end('a stranger'));
    const port = await freePort();
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    describeStack({ second: { hostPort: port } });
    expect(await complaints()).toEqual([expect.stringMatching(`${port}.*already`)]);
    expect(idOf('broken-first')).toBe(before);
    expect(await first.told()).toEqual(TOLD);

    await new Promise((resolve) => stranger.close(resolve));
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
    second = new Keeper('second', port);
    expect(await second.told()).toEqual(TOLD);
  });

  test.each([
    ['SIGINT', 'engine container start broken-first', []],
    ['SIGKILL', 'engine container kill broken-first', []],
    ['SIGKILL', 'engine container start broken-first', ['docker container rm --force broken-first']],
  ] as const)('after %s to Terraform at "%s", the next apply converges', async (signal, moment, commands) => {
    const edition = `after ${signal} at ${moment}`;
    await first.add(edition);
    const { release, lines } = await first.told();
    const neighbour = idOf('broken-second');
    describeStack({ first: { edition } });
    await interruptedApply(provider, stack, moment, signal);
    expect(recover(provider, stack)).toEqual(commands);
    stack.apply();
    expect(await first.told()).toEqual({ release, edition, lines });
    expect(idOf('broken-second')).toBe(neighbour);
    expect(actions(stack)).toEqual(['no-op']);
  });
});
