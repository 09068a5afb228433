import type { TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { GoImage, Network, Secret } from '../../lib';
import { freePort, machine, removeTestImages } from './support/machine';
import { randomService } from './support/random-service';
import { TestStack } from './support/terraform-stack';
import { waitingProgram } from './support/waiting-program';

jest.setTimeout(600_000);

const NAME = 'go-containers-test/random';
const SERVICES = 30;
/** Given again, the same services come again: GO_CONTAINERS_SEED=1234. */
const seed = Number(process.env.GO_CONTAINERS_SEED ?? Date.now() % 1_000_000);
const source = waitingProgram();

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const specs = fc.sample(randomService, { numRuns: 2 * SERVICES, seed });
  const ports: number[] = [];

  beforeAll(async () => {
    while (ports.length < SERVICES) {
      const port = await freePort();
      if (!ports.includes(port)) ports.push(port);
    }
  });
  afterAll(() => {
    removeTestImages(NAME);
  });

  const describeServices =
    (chosen: typeof specs) =>
    (scope: TerraformStack): void => {
      const image = new GoImage(scope, 'image', {
        source,
        name: NAME,
        alsoPackages: ['./cmd/second'],
        writable: ['/data'],
      });
      const around = {
        image,
        networks: ['one', 'two', 'three'].map((id) => new Network(scope, id)),
        secret: Secret.fromVariable(scope, 'secret'),
      };
      chosen.forEach((add, index) => {
        add(scope, `s${index}`, { ...around, hostPort: ports[index]! });
      });
    };

  test.each([
    ['random-first', specs.slice(0, SERVICES)],
    ['random-second', specs.slice(SERVICES)],
  ])(`${SERVICES} random services leave nothing to change (%s, seed ${seed})`, (id, chosen) => {
    const stack = new TestStack(provider, id);
    stack.variables = { TF_VAR_secret: 'a secret' };
    try {
      stack.synthesize(describeServices(chosen));
      // Side by side, since most of the time is waiting; nothing is replaced, so no two leave a network at once.
      stack.apply(10);
      const changes = stack.plan().filter(({ change }) => change.actions.join() !== 'no-op');
      expect(changes.map(({ address, change }) => [address, change])).toEqual([]);
    } finally {
      stack.destroy();
    }
  });
});
