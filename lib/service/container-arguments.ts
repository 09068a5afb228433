import type { ContainerConfig, ContainerNetworksAdvanced } from '@cdktf/provider-docker/lib/container';
import type { TerraformProvider } from 'cdktf';
import { sortedEntries } from '../core/names';
import { NO_NEW_PRIVILEGES, onlyCapabilities } from '../provider/hardening';
import { healthCheckBlock, waitTimeout } from '../provider/health-check';
import { cpuLimit, memoryLimit } from '../provider/limits';
import { gracefulStop } from '../provider/stopping';
import type { ContainerSpec } from './container-spec';
import type { ServiceSpec } from './service-spec';

/** What a container is connected to: values that are known only to Terraform. */
export interface Connections {
  readonly imageId: string;
  readonly networks: ContainerNetworksAdvanced[];
  /** The provider that waits for the stack's images. */
  readonly provider?: TerraformProvider;
}

/** Arguments that say when a container starts, what is waited for and when it starts again. */
export type LifeCycle = Pick<
  ContainerConfig,
  | 'mustRun'
  | 'start'
  | 'restart'
  | 'maxRetryCount'
  | 'healthcheck'
  | 'wait'
  | 'waitTimeout'
  | 'attach'
  | 'logs'
  | 'lifecycle'
  | 'provisioners'
>;

/** It is to run for ever; where it has a health check, a deploy waits until it passes. */
export function keepsRunning({ healthCheck, restart }: ServiceSpec): LifeCycle {
  return {
    mustRun: true,
    start: true,
    ...restart._render(),
    ...(healthCheck && {
      healthcheck: healthCheckBlock(healthCheck),
      wait: true,
      waitTimeout: waitTimeout(healthCheck),
    }),
  };
}

/**
 * All arguments of a hardened container, what is mounted, ports and labels apart.
 *
 * Everything that the Engine or the provider would fill in is said here in the form in which it is read back: only then is
 * the next plan empty.
 */
export function containerArguments(
  spec: ContainerSpec,
  lifeCycle: LifeCycle,
  connections: Connections,
): ContainerConfig {
  return {
    provider: connections.provider,
    name: spec.name,
    image: connections.imageId,
    user: spec.user,
    entrypoint: spec.entrypoint === undefined ? undefined : [spec.entrypoint],
    command: spec.arguments.length > 0 ? [...spec.arguments] : undefined,
    env: variables(spec.environment),
    ...lifeCycle,
    // The program is process 1 and gets the signals itself; an init process is for programs that start others.
    init: false,
    readOnly: true,
    capabilities: onlyCapabilities([]),
    securityOpts: [NO_NEW_PRIVILEGES],
    networkMode: 'bridge',
    networksAdvanced: connections.networks,
    ...hostNames(spec),
    ...memoryLimit(spec.memory),
    ...cpuLimit(spec.cpus),
    ...gracefulStop(spec.stopSignal, spec.stopGrace),
    ...spec.logs._render(),
  };
}

/** Variables as the provider takes them. */
export function variables(environment: Readonly<Record<string, string>>): string[] {
  return sortedEntries(environment).map(([name, value]) => `${name}=${value}`);
}

function hostNames({ hosts, dns }: ContainerSpec): Pick<ContainerConfig, 'host' | 'dns'> {
  const entries = sortedEntries(hosts).map(([host, ip]) => ({ host, ip }));
  return {
    ...(entries.length > 0 && { host: entries }),
    ...(dns.length > 0 && { dns: [...dns] }),
  };
}
