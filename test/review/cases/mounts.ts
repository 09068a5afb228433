import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { hosted, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

/** A directory that every host has and that tells nothing. */
const HARMLESS = '/usr/share/zoneinfo';

function volume(hostPath: string): Partial<ContainerConfig> {
  return { volumes: [{ hostPath, containerPath: hostPath, readOnly: true }] };
}

function bind(source: string, propagation?: string): Partial<ContainerConfig> {
  return {
    mounts: [
      {
        type: 'bind',
        source,
        target: source,
        readOnly: true,
        bindOptions: propagation === undefined ? undefined : { propagation },
      },
    ],
  };
}

function hostPath(isWritable: boolean, level: string) {
  return hosted((stack) => {
    const worker = service(stack, 'worker', { image: sleeper(stack), environment: { LEVEL: level } });
    worker.mountHostPath('/zones', HARMLESS, 'the zones of the host are the newest');
    if (isWritable) {
      worker.resource.addOverride('volumes.0.read_only', false);
    }
  });
}

/** What of the host a container sees. */
export const MOUNT_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-MNT-1',
    before: { declare: web({}) },
    fires: { declare: web(volume('/var/run/docker.sock')) },
    holds: { declare: web(volume(HARMLESS)) },
  },
  {
    rule: 'CR-MNT-1',
    variant: 'parent',
    before: { declare: web(bind(HARMLESS)) },
    fires: { declare: web(bind('/var/run')) },
    holds: { declare: web(bind('/usr/share')) },
  },
  {
    rule: 'CR-MNT-2',
    before: { declare: hostPath(false, 'info') },
    fires: { declare: hostPath(true, 'info') },
    holds: { declare: hostPath(false, 'debug') },
  },
  {
    rule: 'CR-MNT-2',
    variant: 'shared',
    before: { declare: web(bind(HARMLESS, 'rprivate')) },
    fires: { declare: web(bind(HARMLESS, 'rshared')) },
    holds: { declare: web(bind(HARMLESS, 'private')) },
  },
];
