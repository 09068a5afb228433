import type { TerraformStack } from 'cdktf';
import {
  Dependency,
  Duration,
  GoImage,
  Health,
  ImageVersion,
  Logs,
  Network,
  Restart,
  Service,
  type ServiceProps,
  Size,
  TextFile,
} from '../../lib';
import { machine, output, removeTestImages } from './support/machine';
import { actions } from './support/stack-state';
import { TestStack } from './support/terraform-stack';
import { waitingProgram } from './support/waiting-program';

jest.setTimeout(300_000);

const NAME = 'go-containers-test/edits';
const source = waitingProgram();
const FAST = { interval: Duration.seconds(1) };

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Path: string;
  readonly Args: string[];
  readonly Image: string;
  readonly Config: Record<string, unknown>;
  readonly HostConfig: Record<string, unknown>;
  readonly NetworkSettings: { readonly Networks: Record<string, unknown> };
}

/** One property before and after an edit, and where the Engine shows it. */
interface Case {
  readonly before: Partial<ServiceProps>;
  readonly after: Partial<ServiceProps>;
  readonly shown: (container: Inspected) => unknown;
  /** What it shows after the edit. */
  readonly expected: unknown;
  /** Whether the container goes on. */
  readonly inPlace?: boolean;
  /** What every service must have, so that it cannot be taken away. */
  readonly required?: boolean;
}

/** Everything that cases refer to. */
interface Parts {
  readonly image: GoImage;
  readonly other: GoImage;
  readonly networks: readonly [Network, Network];
  readonly first: Service;
}

/** A case per property: one that is missing does not compile. */
const casesOf = ({
  image,
  other,
  networks,
  first,
}: Parts): { [property in keyof Required<ServiceProps>]: Case } => ({
  image: {
    before: { image },
    after: { image: other },
    shown: ({ Config }) => (Config.Labels as Record<string, string>)['org.opencontainers.image.version'],
    expected: '2',
    required: true,
  },
  name: {
    before: { name: 'edits-called-one' },
    after: { name: 'edits-called-two' },
    shown: ({ Name }) => Name,
    expected: '/edits-called-two',
  },
  port: {
    before: { port: 8080 },
    after: { port: 8081 },
    shown: ({ Config }) => (Config.Healthcheck as { Test: string[] } | undefined)?.Test.at(-1),
    expected: '8081',
  },
  health: {
    before: { port: 8080, health: Health.tcp(FAST) },
    after: { port: 8080, health: Health.tcp({ ...FAST, retries: 7 }) },
    shown: ({ Config }) => (Config.Healthcheck as { Retries: number } | undefined)?.Retries,
    expected: 7,
  },
  memory: {
    before: { memory: Size.mebibytes(64), environment: { GOMEMLIMIT: '50MiB' } },
    after: { memory: Size.mebibytes(96), environment: { GOMEMLIMIT: '50MiB' } },
    shown: ({ HostConfig }) => HostConfig.Memory,
    expected: 96 * 1_048_576,
    inPlace: true,
  },
  cpus: {
    before: { cpus: 0.5 },
    after: { cpus: 0.25 },
    shown: ({ HostConfig }) => HostConfig.CpuQuota,
    expected: 25_000,
  },
  stopGrace: {
    before: { stopGrace: Duration.seconds(3) },
    after: { stopGrace: Duration.seconds(4) },
    shown: ({ Config }) => Config.StopTimeout,
    expected: 4,
  },
  arguments: {
    before: { arguments: ['a'] },
    after: { arguments: ['b', '$${HOME}', 'c d'] },
    shown: ({ Args }) => Args,
    expected: ['b', '${HOME}', 'c d'],
  },
  environment: {
    before: { environment: { A: '1', B: '1' } },
    after: { environment: { A: '2' } },
    shown: ({ Config }) => (Config.Env as string[]).filter((each) => /^[AB]=/.test(each)),
    expected: ['A=2'],
  },
  program: {
    before: { program: 'second' },
    after: { program: 'notes' },
    shown: ({ Path }) => Path,
    expected: '/usr/local/bin/notes',
  },
  restart: {
    before: { restart: Restart.onFailure(2) },
    after: { restart: Restart.always() },
    shown: ({ HostConfig }) => HostConfig.RestartPolicy,
    expected: { Name: 'always', MaximumRetryCount: 0 },
    inPlace: true,
  },
  logs: {
    before: { logs: Logs.local() },
    after: { logs: Logs.jsonFile({ maxFiles: 5 }) },
    shown: ({ HostConfig }) => HostConfig.LogConfig,
    expected: { Type: 'json-file', Config: { 'max-file': '5', 'max-size': '10m' } },
  },
  hosts: {
    before: { hosts: { a: '192.0.2.1' } },
    after: { hosts: { a: '192.0.2.2' } },
    shown: ({ HostConfig }) => HostConfig.ExtraHosts ?? [],
    expected: ['a:192.0.2.2'],
  },
  dns: {
    before: { dns: ['192.0.2.1'] },
    after: { dns: ['192.0.2.2'] },
    shown: ({ HostConfig }) => HostConfig.Dns ?? [],
    expected: ['192.0.2.2'],
  },
  files: {
    before: { files: { '/etc/edits': TextFile.fromText('one') } },
    after: { files: { '/etc/edits': TextFile.fromText('two') } },
    shown: ({ Id }) => {
      try {
        return /two|one/.exec(output('docker', ['cp', `${Id}:/etc/edits`, '-']))?.[0];
      } catch {
        return 'none';
      }
    },
    expected: 'two',
  },
  network: {
    before: { network: networks[0] },
    after: { network: networks[1] },
    shown: ({ NetworkSettings }) => Object.keys(NetworkSettings.Networks),
    expected: ['edits-network-2'],
  },
  dependsOn: {
    before: { dependsOn: [] },
    after: { dependsOn: [Dependency.started(first)] },
    shown: () => true,
    expected: true,
    inPlace: true,
  },
});

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'edits');
  let cases: Record<string, Case> = {};

  /** A service per property, each made with what `choose` takes of its case, and one with nothing said. */
  const describeServices =
    (choose: (each: Case) => Partial<ServiceProps>) =>
    (scope: TerraformStack): void => {
      const imageOf = (id: string, version: string): GoImage =>
        new GoImage(scope, id, {
          source,
          name: NAME,
          alsoPackages: ['./cmd/second'],
          version: ImageVersion.literal(version),
        });
      const image = imageOf('image-1', '1');
      const first = new Service(scope, 'first', { image });
      cases = casesOf({
        image,
        other: imageOf('image-2', '2'),
        networks: [new Network(scope, 'network-1'), new Network(scope, 'network-2')],
        first,
      });
      Object.entries(cases).forEach(([property, each]) => {
        new Service(scope, property, { image, ...choose(each) });
      });
      new Service(scope, 'control', { image });
    };

  /** What the Engine shows of every service, by the id of its construct. */
  const containers = (): Record<string, Inspected> => {
    const listed = output('docker', [
      ...['container', 'ls', '--all', '--quiet', '--filter', 'label=cdktf-go-containers.path'],
    ]);
    const inspected = JSON.parse(output('docker', ['inspect', ...listed.trim().split('\n')])) as Inspected[];
    return Object.fromEntries(
      inspected.flatMap((each) => {
        const path = (each.Config.Labels as Record<string, string>)['cdktf-go-containers.path'] ?? '';
        return path.startsWith('edits/') ? [[path.slice('edits/'.length), each]] : [];
      }),
    );
  };

  const shown = (found: Record<string, Inspected>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(cases).map(([property, each]) => [property, each.shown(found[property]!)]),
    );

  const apply = (choose: (each: Case) => Partial<ServiceProps>): Record<string, Inspected> => {
    stack.synthesize(describeServices(choose));
    stack.apply();
    return containers();
  };

  let original: Record<string, Inspected> = {};
  let originallyShown: Record<string, unknown> = {};
  let edited: Record<string, Inspected> = {};

  beforeAll(() => {
    original = apply(({ before }) => before);
    originallyShown = shown(original);
    edited = apply(({ after }) => after);
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('an edit of every property takes effect', () => {
    const expected = Object.fromEntries(
      Object.entries(cases).map(([property, each]) => [property, each.expected]),
    );
    expect(shown(edited)).toEqual(expected);
    // Each case shows a difference, or it would prove nothing.
    Object.entries(cases)
      .filter(([property]) => property !== 'dependsOn')
      .forEach(([property, each]) => {
        expect([property, originallyShown[property]]).not.toEqual([property, each.expected]);
      });
  });

  test('an edit is made in place where the Engine can, and what was not edited goes on', () => {
    const goesOn = Object.keys(edited).filter((property) => edited[property]!.Id === original[property]!.Id);
    const inPlace = Object.keys(cases).filter((property) => cases[property]!.inPlace);
    expect(goesOn.sort()).toEqual([...inPlace, 'control', 'first'].sort());
  });

  test('the next plan is empty', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('a property that is taken away is as if it had never been there', () => {
    const removed = apply(({ required, before }) => (required ? before : {}));
    const found = Object.entries(cases).filter(
      ([property, each]) =>
        !each.required &&
        property !== 'name' &&
        JSON.stringify(each.shown(removed[property]!)) !== JSON.stringify(each.shown(removed.control!)),
    );
    expect(found).toEqual([]);
    expect(removed.name!.Name).toBe('/edits-name');
    expect(actions(stack)).toEqual(['no-op']);
  });
});
