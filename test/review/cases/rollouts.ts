import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Network as PlainNetwork } from '@cdktf/provider-docker/lib/network';
import { Volume as PlainVolume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import type { TerraformStack } from 'cdktf';
import { Duration, Health, Job, Rollout } from '../../../lib';
import { PATH_LABEL, SPEC_LABEL } from '../../../lib/facts/labels';
import { StackFacts } from '../../../lib/provider/stack-facts';
import { hosted, named, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

/** The time of the apply behind a name. */
const STAMP = '${formatdate("YYYYMMDD-hhmmss", timestamp())}';

/** A container that somebody has written by hand to be replaced without a gap. */
const SMOOTH: Partial<ContainerConfig> = {
  start: true,
  mustRun: true,
  healthcheck: { test: ['CMD', 'true'], interval: '1s' },
  wait: true,
  waitTimeout: 30,
  destroyGraceSeconds: 10,
  lifecycle: { createBeforeDestroy: true, ignoreChanges: ['name'] },
};

const DEBUG: Partial<ContainerConfig> = { env: ['LEVEL=debug'] };

const ALIAS = 'web';

function smooth(stack: TerraformStack, config: Partial<ContainerConfig>, aliases = [ALIAS]) {
  const network = named('private', new PlainNetwork(stack, 'private', { name: `${stack.node.id}-private` }));
  bare(stack, 'web', {
    ...SMOOTH,
    name: `${stack.node.id}-web-${STAMP}`,
    networksAdvanced: [{ name: network.id, aliases }],
    ...config,
  });
}

function overlapping(config: Partial<ContainerConfig> = {}, aliases = [ALIAS]) {
  return plain((stack) => {
    smooth(stack, config, aliases);
  });
}

/** Checked as a service of the library is, by a program that takes any port for open. */
const listening = (at: number): Partial<ContainerConfig> => ({
  healthcheck: { test: ['CMD', 'true', 'tcp', `${at}`], interval: '1s' },
  labels: [
    { label: PATH_LABEL, value: 'dev/web' },
    { label: SPEC_LABEL, value: `${at}` },
  ],
});

/** One that writes to a volume. */
function writing(config: Partial<ContainerConfig> = {}, readOnly = false) {
  return plain((stack) => {
    const data = named('data', new PlainVolume(stack, 'data', { name: `${stack.node.id}-data` }));
    smooth(stack, { ...config, volumes: [{ containerPath: '/data', volumeName: data.name, readOnly }] });
  });
}

const port = (external: number): Partial<ContainerConfig> => ({
  ports: [{ internal: 8080, external, ip: '127.0.0.1' }],
});

/** Its port goes to another one. */
function handedOver(config: Partial<ContainerConfig>, other: number) {
  return plain((stack) => {
    smooth(stack, config);
    bare(stack, 'proxy', { start: true, mustRun: true, ...port(other) });
  });
}

const HEALTHY = Health.command(['true'], { interval: Duration.seconds(1) });

function rolledOut(rollout: Rollout, level: string) {
  return hosted((stack) => {
    service(stack, 'web', {
      image: sleeper(stack),
      health: HEALTHY,
      rollout,
      environment: { LEVEL: level },
    });
  });
}

/** An edge, as far as a review knows of it: a service that carries the traffic, and a job that brings its configuration. */
function edge(proxyLevel: string, configurationLevel: string) {
  return hosted((stack) => {
    const image = sleeper(stack);
    const scope = new Construct(stack, 'edge');
    const proxy = service(scope, 'proxy', {
      image,
      port: 8080,
      health: HEALTHY,
      environment: { LEVEL: proxyLevel },
    });
    proxy.publish({ hostPort: 28_490 });
    const configuration = new Job(scope, 'configuration', {
      image,
      arguments: ['true'],
      environment: { LEVEL: configurationLevel },
    });
    StackFacts.of(stack).add(scope, () => ({
      kind: 'edge',
      service: proxy.node.path,
      configuration: configuration.node.path,
    }));
    service(stack, 'web', { image, health: HEALTHY, rollout: Rollout.overlap() });
  });
}

function migrated(migrateLevel: string, webLevel: string) {
  return hosted((stack) => {
    const image = sleeper(stack);
    const rollout = Rollout.overlap();
    const migrate = new Job(stack, 'migrate', {
      image,
      rollout,
      arguments: ['true'],
      environment: { LEVEL: migrateLevel },
    });
    service(stack, 'web', {
      image,
      rollout,
      health: HEALTHY,
      dependsOn: [migrate],
      environment: { LEVEL: webLevel },
    });
  });
}

/** What is replaced without a gap, and what stands against that. */
export const ROLLOUT_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-ROLL-1',
    before: { declare: overlapping() },
    fires: { declare: overlapping({ ...DEBUG, wait: false }) },
    holds: { declare: overlapping(DEBUG) },
  },
  {
    rule: 'CR-ROLL-2',
    before: { declare: writing() },
    fires: { declare: writing(DEBUG) },
    holds: { declare: writing(DEBUG, true) },
  },
  {
    rule: 'CR-ROLL-3',
    before: { declare: overlapping() },
    fires: { declare: overlapping(DEBUG, ['site']) },
    holds: { declare: overlapping(DEBUG, ['site', ALIAS]) },
  },
  {
    rule: 'CR-ROLL-3',
    variant: 'port',
    before: { declare: overlapping(listening(8080)) },
    fires: { declare: overlapping(listening(8081)) },
    holds: { declare: overlapping({ ...listening(8080), ...DEBUG }) },
  },
  {
    rule: 'CR-ROLL-4',
    before: { declare: rolledOut(Rollout.overlap(), 'info') },
    fires: { declare: rolledOut(Rollout.replace(), 'debug') },
    holds: { declare: rolledOut(Rollout.overlap(), 'debug') },
  },
  {
    rule: 'CR-ROLL-5',
    before: { declare: edge('info', 'info') },
    fires: { declare: edge('debug', 'info') },
    holds: { declare: edge('info', 'debug') },
  },
  {
    rule: 'CR-ROLL-6',
    before: { declare: overlapping(port(28_491)) },
    fires: { declare: handedOver(DEBUG, 28_491) },
    holds: { declare: handedOver(port(28_491), 28_492) },
  },
  {
    rule: 'CR-ROLL-6',
    variant: 'dropped',
    before: { declare: overlapping(port(28_493)) },
    fires: { declare: overlapping() },
    holds: { declare: overlapping({ ...port(28_493), memory: 64, memorySwap: 64 }) },
  },
  {
    rule: 'CR-ROLL-7',
    before: { declare: migrated('info', 'info') },
    fires: { declare: migrated('debug', 'debug') },
    holds: { declare: migrated('info', 'debug') },
  },
  {
    rule: 'CR-DOWN-3',
    variant: 'overlap',
    fires: {
      before: { declare: overlapping({ destroyGraceSeconds: undefined }) },
      declare: overlapping({ ...DEBUG, destroyGraceSeconds: undefined }),
    },
    holds: { before: { declare: overlapping() }, declare: overlapping(DEBUG) },
  },
];
