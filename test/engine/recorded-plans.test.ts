import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Duration, GoImage, type GoImageProps, Health, Service, type ServiceProps, Size } from '../../lib';
import { goModule } from '../support/go-module';
import { inspect, machine, removeTestImages } from './support/machine';
import { differences, normalPlan } from './support/normal-plan';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const FILE = join(__dirname, 'recorded', 'provider-3.9.0.json');
/** Set by `npm run record-plans`: what the real provider plans is written instead of compared. */
const RECORD = process.env.GO_CONTAINERS_RECORD_PLANS !== undefined;
/** First deploy, right after it, destroy. */
const PLANS_BESIDE_EDITS = 3;
const HOST_PORT = 28_471;

const SERVER = `package main

import "net/http"

var version string

func main() {
	http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) }))
}
`;

interface Variation {
  readonly image?: Partial<GoImageProps>;
  readonly service?: Partial<ServiceProps>;
  readonly hostPort?: number;
  readonly withoutService?: boolean;
}

/** Edits of one stack: what each does is what the real provider was seen to plan. */
const EDITS: Record<string, Variation> = {
  'another stamp': { image: { stamp: { 'main.version': '2' } } },
  'another package': { image: { package: './other' } },
  'more memory': { service: { memory: Size.mebibytes(96) } },
  'half a processor': { service: { cpus: 0.5 } },
  'another health path': { service: { health: Health.http('/other') } },
  'another health interval': { service: { health: Health.http('/', { interval: Duration.seconds(2) }) } },
  'no health check': { service: { health: Health.none() } },
  'another variable': { service: { environment: { LEVEL: 'debug' } } },
  'one variable less': { service: { environment: {} } },
  'no arguments': { service: { arguments: [] } },
  'other arguments': { service: { arguments: ['-b'] } },
  'a longer time to stop': { service: { stopGrace: Duration.minutes(1) } },
  'another name': { service: { name: 'recorded-other' } },
  'another host port': { hostPort: HOST_PORT + 1 },
  'no service': { withoutService: true },
};

// The module path of the example: its compile cache on the Engine is warm already.
const source = goModule({
  'go.mod': 'module example.com/hello\n\ngo 1.26\n',
  'main.go': SERVER,
  'other/main.go': SERVER,
});

function describeStack({ image, service, hostPort = HOST_PORT, withoutService = false }: Variation) {
  return (stack: TerraformStack): void => {
    const built = new GoImage(stack, 'image', {
      source,
      name: 'go-containers-test/recorded',
      stamp: { 'main.version': '1' },
      ...image,
    });
    if (withoutService) {
      return;
    }
    new Service(stack, 'web', {
      image: built,
      port: 8080,
      health: Health.http('/', { interval: Duration.seconds(1) }),
      memory: Size.mebibytes(64),
      arguments: ['-a'],
      environment: { LEVEL: 'info' },
      ...service,
    }).publish({ hostPort });
    new TerraformOutput(stack, 'name', { value: 'web' });
  };
}

const recorded = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>) : {};
const providers = machine().providers.filter(({ real }) => real || !RECORD);

describe.each(providers)('plans of the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'recorded');
  const plans: Record<string, unknown> = {};

  const check = (name: string, plan: unknown) => {
    if (RECORD) {
      plans[name] = plan;
    } else {
      expect(recorded).toHaveProperty([name]);
      expect(differences(plan, recorded[name])).toEqual([]);
    }
  };

  afterAll(() => {
    stack.destroy();
    removeTestImages('go-containers-test/recorded');
    if (RECORD && Object.keys(plans).length === Object.keys(EDITS).length + PLANS_BESIDE_EDITS) {
      writeFileSync(FILE, `${JSON.stringify(plans, undefined, 1)}\n`);
    }
  });

  test('are the recorded ones for a first deploy', () => {
    stack.synthesize(describeStack({}));
    check('first deploy', normalPlan(stack.plan()));
  });

  test('are the recorded ones right after it: nothing to do', () => {
    stack.apply();
    const plan = stack.plan();
    expect(plan.flatMap(({ change }) => change.actions)).toEqual(plan.map(() => 'no-op'));
    check('right after it', normalPlan(plan));
  });

  test.each(Object.entries(EDITS))('are the recorded ones for: %s', (name, variation) => {
    stack.synthesize(describeStack(variation));
    check(name, normalPlan(stack.plan('-refresh=false')));
  });

  test('are the recorded ones for the end', () => {
    stack.synthesize(describeStack({}));
    check('destroy', normalPlan(stack.plan('-destroy', '-refresh=false')));
  });

  test('have the effect that the user meant, also where the provider would ignore the edit', () => {
    stack.synthesize(
      describeStack({ service: { health: Health.http('/', { interval: Duration.seconds(2) }), cpus: 0.5 } }),
    );
    stack.apply();
    expect(inspect('container', 'recorded-web')).toMatchObject({
      Config: { Healthcheck: { Interval: 2_000_000_000 } },
      HostConfig: { CpuQuota: 50_000 },
    });
    expect(stack.plan().flatMap(({ change }) => change.actions)).toEqual(['no-op', 'no-op', 'no-op']);
  });

  test('change memory in place, and the container goes on', () => {
    const id = (inspect('container', 'recorded-web') as { Id: string }).Id;
    const half = { health: Health.http('/', { interval: Duration.seconds(2) }), cpus: 0.5 };
    stack.synthesize(
      describeStack({
        service: { ...half, memory: Size.mebibytes(96), environment: { LEVEL: 'info', GOMEMLIMIT: '57MiB' } },
      }),
    );
    stack.apply();
    expect(inspect('container', 'recorded-web')).toMatchObject({
      Id: id,
      HostConfig: { Memory: 96 * 1024 * 1024 },
    });
  });
});
