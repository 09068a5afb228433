import type { TerraformStack } from 'cdktf';
import { GO_IMAGE_DEFAULTS } from '../../lib/image/go-image-props';
import { Mirror } from '../../lib/image/mirror';
import { Keeper, KeeperSource } from '../engine/support/keeper';
import { freePort, machine, output, removeTestImages, type TestedProvider } from '../engine/support/machine';
import { recover } from '../engine/support/recover';
import { SecondEngine } from '../engine/support/second-engine';
import { actions, wordsOfApply } from '../engine/support/stack-state';
import { TestStack } from '../engine/support/terraform-stack';
import { interruptedApply, watchedApply } from '../engine/support/watched-apply';

jest.setTimeout(1_200_000);

const NAME = 'go-containers-test/broken-long';
const REPLACEMENTS = 20;
const RUNTIME = 'gcr.io/distroless/static-debian13:nonroot';
/** The real one where there is one: how it takes an interrupt is its own affair. */
const provider = machine().providers.at(-1)!;

afterAll(() => {
  removeTestImages(NAME);
});

describe('Terraform that is killed while it replaces a service', () => {
  const stack = new TestStack(provider, 'killed');
  const source = new KeeperSource('"first"');
  const lines: string[] = [];
  let keeper: Keeper;
  const describeStack = (scope: TerraformStack): void => {
    keeper.addTo(scope, source.image(scope, NAME));
  };

  beforeAll(async () => {
    keeper = new Keeper('keeper', await freePort());
    stack.synthesize(describeStack);
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
  });

  /** Ten points of an apply; whether there is no gap yet, and by what Terraform may lose the new container. */
  const POINTS = [
    { at: 'terraform version', serves: true },
    { at: 'terraform change_summary', serves: true },
    { at: 'terraform apply_start docker_image create', serves: true },
    { at: 'terraform apply_complete docker_image create' },
    { at: 'terraform apply_start docker_container delete' },
    { at: 'engine container kill killed-keeper' },
    // An interrupt may come while the Engine makes the container, before it could say its id.
    { at: 'engine container destroy killed-keeper', lostBy: ['SIGINT', 'SIGKILL'] },
    { at: 'engine container create killed-keeper', lostBy: ['SIGINT', 'SIGKILL'] },
    { at: 'engine container start killed-keeper', lostBy: ['SIGKILL'] },
    { at: 'engine container health_status: healthy killed-keeper', lostBy: ['SIGKILL'] },
  ];

  test.each(
    (['SIGINT', 'SIGKILL'] as const).flatMap((signal) => POINTS.map((point) => ({ signal, ...point }))),
  )('by $signal at "$at" keeps the data, and the next apply converges', async (point) => {
    const { signal, at, serves = false, lostBy = [] } = point;
    const before = await keeper.told();
    const release = `after ${signal} at ${at}`;
    lines.push(release);
    await keeper.add(release);
    source.edit(JSON.stringify(release));
    stack.synthesize(describeStack);

    await interruptedApply(provider, stack, at, signal);
    if (serves) {
      // An interrupt between its plan and its apply is one that Terraform does not always notice: then it goes on to the end.
      const possible = [before.release, ...(signal === 'SIGINT' ? [release] : [])];
      expect(possible).toContain((await keeper.told()).release);
    }
    const lost = recover(provider, stack);
    stack.apply();
    expect(await keeper.told()).toMatchObject({ release, lines });
    expect(actions(stack)).toEqual(['no-op']);
    expect(lostBy.includes(signal) ? [] : lost).toEqual([]);
  });
});

describe('Terraform that is killed in a first deploy', () => {
  const stacks: TestStack[] = [];
  afterAll(() => {
    stacks.forEach((stack) => {
      stack.destroy();
    });
  });

  test.each([
    ['volume', 'engine volume create killed-volume-keeper-data'],
    ['network', 'engine network create killed-network-network'],
    ['container', 'engine container create killed-container-keeper'],
  ])('as it makes a %s needs no more than the removal of what it has lost track of', async (kind, at) => {
    const stack = new TestStack(provider, `killed-${kind}`);
    stacks.push(stack);
    const keeper = new Keeper('keeper', await freePort());
    const source = new KeeperSource('"first"');
    stack.synthesize((scope) => {
      keeper.addTo(scope, source.image(scope, NAME));
    });
    await interruptedApply(provider, stack, at, 'SIGKILL');
    recover(provider, stack);
    stack.apply();
    expect(await keeper.told()).toMatchObject({ release: 'first' });
    expect(actions(stack)).toEqual(['no-op']);
  });
});

describe('slow requests', () => {
  const stack = new TestStack(provider, 'slow');
  const source = new KeeperSource('"first"');
  let keeper: Keeper;
  const deploy = (edition: string): void => {
    stack.synthesize((scope) => {
      keeper.addTo(scope, source.image(scope, NAME), { edition });
    });
  };

  beforeAll(async () => {
    keeper = new Keeper('keeper', await freePort());
    deploy('0');
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
  });

  interface Answer {
    readonly edition: string;
    readonly askedToStop: boolean;
  }

  /** Asks for answers that take two seconds, one after the other, until nobody listens; the first one takes as long as is said. */
  const ask = async (edition: string, firstSeconds: number): Promise<(Answer | 'lost')[]> => {
    const answers: (Answer | 'lost')[] = [];
    for (let seconds = firstSeconds; ; seconds = 2) {
      const response = await keeper.ask(`/slow?seconds=${seconds}`).catch(() => undefined);
      if (response === undefined) {
        return answers;
      }
      const answer = await response.json().then(
        (body) => body as Answer,
        () => 'lost' as const,
      );
      answers.push(answer);
      if (answer === 'lost' || answer.askedToStop || answer.edition !== edition) {
        return answers;
      }
    }
  };

  test(`complete over ${REPLACEMENTS} replacements of the service that answers them`, async () => {
    const inFlight: (Answer | 'lost')[][] = [];
    for (let replacement = 1; replacement <= REPLACEMENTS; replacement++) {
      const old = `${replacement - 1}`;
      deploy(`${replacement}`);
      // Two of them, shifted, so that one is always on its way.
      const asking = [ask(old, 2), ask(old, 1)];
      const { status } = await watchedApply(provider, stack, () => undefined);
      expect(status).toBe(0);
      const answers = (await Promise.all(asking)).flat();
      inFlight.push(answers.filter((answer) => answer === 'lost' || answer.askedToStop));
    }
    expect(inFlight.flat()).not.toContain('lost');
    expect(inFlight.filter((answers) => answers.length > 0)).toHaveLength(REPLACEMENTS);
    expect(actions(stack)).toEqual(['no-op']);
  });
});

describe('a second Engine', () => {
  const source = new KeeperSource('"first"');
  let engine: SecondEngine;
  let elsewhere: TestedProvider;
  let stack: TestStack;
  let keeper: Keeper;
  let neighbour: Keeper;
  const deploy = (edition: string): void => {
    stack.synthesize((scope) => {
      const image = source.image(scope, NAME);
      keeper.addTo(scope, image, { edition });
      neighbour.addTo(scope, image);
    });
  };
  const ids = (): string[] =>
    ['second-keeper', 'second-neighbour'].map((name) =>
      output('docker', [...engine.arguments, 'container', 'inspect', '--format', '{{.Id}}', name]).trim(),
    );

  beforeAll(async () => {
    engine = await SecondEngine.make(3_072);
    const mirror = Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '');
    engine.copy([GO_IMAGE_DEFAULTS.builder, RUNTIME].map((image) => mirror.apply(image)));
    const environment = { ...provider.environment, DOCKER_HOST: engine.host };
    elsewhere = { ...provider, environment };
    stack = new TestStack(elsewhere, 'second');
    keeper = new Keeper('keeper', await freePort());
    neighbour = new Keeper('neighbour', await freePort());
    deploy('one');
    stack.apply();
    await keeper.add('a line');
  });
  afterAll(async () => {
    try {
      stack.destroy();
    } finally {
      await engine.remove();
    }
  });

  test('that is full for a build leaves everything as it was; with room again, the next apply converges', async () => {
    const before = ids();
    source.edit('"second"');
    deploy('two');
    const makeRoom = engine.fill();
    // The compiler's words are not in what the Engine answers; that there was no other mistake shows below.
    expect(wordsOfApply(stack)).toContain('COMPILER_MESSAGES');
    expect(ids()).toEqual(before);
    expect(await keeper.told()).toEqual({ release: 'first', edition: 'one', lines: ['a line'] });

    makeRoom();
    stack.apply();
    expect(await keeper.told()).toEqual({ release: 'second', edition: 'two', lines: ['a line'] });
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('that is restarted while a deploy waits brings back what ran, and the next apply converges', async () => {
    const [, before] = ids();
    deploy('three');
    let stopped: Promise<void> | undefined;
    const { status } = await watchedApply(elsewhere, stack, (moment) => {
      if (moment === 'engine container start second-keeper') {
        stopped ??= engine.stop();
      }
    });
    expect(status).toBe(1);
    await stopped;
    await engine.start();

    expect(recover(elsewhere, stack)).toEqual([]);
    stack.apply();
    expect(await keeper.told()).toEqual({ release: 'second', edition: 'three', lines: ['a line'] });
    expect(ids()[1]).toBe(before);
    expect(actions(stack)).toEqual(['no-op']);
  });
});
