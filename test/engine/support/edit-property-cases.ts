import {
  type ContainerProps,
  Dependency,
  Duration,
  Health,
  type Job,
  Logs,
  Restart,
  Rollout,
  type ServiceProps,
  Size,
  TextFile,
} from '../../../lib';
import { type EditCase, type EditSurroundings, networkNames, textsOf, variables } from './edit-case';
import { ENDS, ENDS_TOO, WAITS, WAITS_TOO } from './edit-surroundings';

/** Everything that a job may be told. */
export type JobProps = ConstructorParameters<typeof Job>[2];

type Cases<Props> = { readonly [property in keyof Required<Props>]: EditCase<Partial<Props>> };

/** The time when it was made is in its name. */
const OVERLAPS: EditCase<unknown>['seen'] = {
  in: ({ Name }) => /-\d{8}-\d{6}$/.test(Name),
  expected: true,
};

const FAST = { interval: Duration.milliseconds(200) };

/** What services and jobs have in common; here and below, a property without a case does not compile. */
function containerPropertyCases({
  image,
  other,
  networks,
  services,
}: EditSurroundings): Cases<ContainerProps> {
  return {
    image: {
      before: { image },
      after: { image: other },
      seen: { in: ({ Config }) => Config.Labels['org.opencontainers.image.version'], expected: '2' },
      required: true,
    },
    name: {
      before: { name: 'edits-called-one' },
      after: { name: 'edits-called-two' },
      seen: { in: ({ Name }) => Name, expected: '/edits-called-two' },
    },
    memory: {
      before: { memory: Size.mebibytes(64), environment: { GOMEMLIMIT: '50MiB' } },
      after: { memory: Size.mebibytes(96), environment: { GOMEMLIMIT: '50MiB' } },
      seen: { in: ({ HostConfig }) => HostConfig.Memory, expected: 96 * 1_048_576 },
      inPlace: true,
    },
    cpus: {
      before: { cpus: 0.5 },
      after: { cpus: 0.25 },
      seen: { in: ({ HostConfig }) => HostConfig.CpuQuota, expected: 25_000 },
    },
    arguments: {
      before: { arguments: ['a'] },
      after: { arguments: ['b', '$${HOME}', 'c d'] },
      seen: { in: ({ Args }) => Args, expected: ['b', '${HOME}', 'c d'] },
    },
    environment: {
      before: { environment: { A: '1', B: '1' } },
      after: { environment: { A: '2' } },
      seen: { in: variables('A', 'B'), expected: ['A=2'] },
    },
    program: {
      before: { program: WAITS_TOO },
      after: { program: WAITS },
      seen: { in: ({ Path }) => Path, expected: `/usr/local/bin/${WAITS}` },
    },
    logs: {
      before: { logs: Logs.local() },
      after: { logs: Logs.jsonFile({ maxFiles: 5 }) },
      seen: {
        in: ({ HostConfig }) => HostConfig.LogConfig,
        expected: { Type: 'json-file', Config: { 'max-file': '5', 'max-size': '10m' } },
      },
    },
    hosts: {
      before: { hosts: { a: '192.0.2.1' } },
      after: { hosts: { a: '192.0.2.2' } },
      seen: { in: ({ HostConfig }) => HostConfig.ExtraHosts, expected: ['a:192.0.2.2'] },
    },
    dns: {
      before: { dns: ['192.0.2.1'] },
      after: { dns: ['192.0.2.2'] },
      seen: { in: ({ HostConfig }) => HostConfig.Dns, expected: ['192.0.2.2'] },
    },
    files: {
      before: { files: { '/etc/edits': TextFile.fromText('one') } },
      after: { files: { '/etc/edits': TextFile.fromText('two') } },
      seen: { in: textsOf('/etc/edits'), expected: ['two'] },
    },
    network: {
      before: { network: networks[0] },
      after: { network: networks[1] },
      seen: {
        in: networkNames,
        expected: [networks[1].name],
      },
    },
    dependsOn: {
      before: { dependsOn: [] },
      after: { dependsOn: [Dependency.started(services[0])] },
    },
    rollout: {
      before: { rollout: Rollout.replace() },
      after: { rollout: Rollout.overlap() },
      seen: OVERLAPS,
    },
  };
}

/** A case per property of a service. */
export function servicePropertyCases(around: EditSurroundings): Cases<ServiceProps> {
  return {
    ...containerPropertyCases(around),
    rollout: {
      before: { rollout: Rollout.replace(), port: 8080, health: Health.tcp(FAST) },
      after: { rollout: Rollout.overlap(), port: 8080, health: Health.tcp(FAST) },
      seen: OVERLAPS,
    },
    port: {
      before: { port: 8080, health: Health.tcp(FAST) },
      after: { port: 8081, health: Health.tcp(FAST) },
      seen: {
        in: ({ Config }) => (Config.Healthcheck as { Test: string[] } | undefined)?.Test.at(-1),
        expected: '8081',
      },
    },
    health: {
      before: { port: 8080, health: Health.tcp(FAST) },
      after: { port: 8080, health: Health.tcp({ ...FAST, retries: 7 }) },
      seen: {
        in: ({ Config }) => (Config.Healthcheck as { Retries: number } | undefined)?.Retries,
        expected: 7,
      },
    },
    stopGrace: {
      before: { stopGrace: Duration.seconds(3) },
      after: { stopGrace: Duration.seconds(4) },
      seen: { in: ({ Config }) => Config.StopTimeout, expected: 4 },
    },
    restart: {
      before: { restart: Restart.onFailure(2) },
      after: { restart: Restart.always() },
      seen: {
        in: ({ HostConfig }) => HostConfig.RestartPolicy,
        expected: { Name: 'always', MaximumRetryCount: 0 },
      },
      inPlace: true,
    },
  };
}

/** A case per property of a job, of which each has a program that ends. */
export function jobPropertyCases(around: EditSurroundings): Cases<JobProps> {
  return {
    ...containerPropertyCases(around),
    name: {
      before: { name: 'edits-job-called-one' },
      after: { name: 'edits-job-called-two' },
      seen: { in: ({ Name }) => Name, expected: '/edits-job-called-two' },
    },
    program: {
      before: { program: ENDS },
      after: { program: ENDS_TOO },
      seen: { in: ({ Path }) => Path, expected: `/usr/local/bin/${ENDS_TOO}` },
    },
  };
}
