import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare } from './things';

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

function every(interval: string): Partial<ContainerConfig> {
  return { healthcheck: { test: ['CMD', 'true'], interval } };
}

const debug = { env: ['LEVEL=debug'] };
const tmpfs = (size: number): Partial<ContainerConfig> => ({ tmpfs: { '/tmp': `rw,noexec,size=${size}m` } });
const quota = (cpuQuota: number): Partial<ContainerConfig> => ({ cpuPeriod: 100_000, cpuQuota });

/** Another mount instead of one is an edit in place; one more is a replacement. */
function mounted(...volumes: string[]): Partial<ContainerConfig> {
  return { mounts: volumes.map((source) => ({ type: 'tmpfs', target: `/${source}` })) };
}

/** Edits that the provider takes and does nothing about. */
export const NO_EFFECT_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-NOOP-1',
    before: { declare: web(every('30s')) },
    fires: { declare: web(every('5s')) },
    holds: { declare: web({ ...every('5s'), ...debug }) },
  },
  {
    rule: 'CR-NOOP-1',
    variant: 'tmpfs',
    before: { declare: web({ ...tmpfs(64), memory: 64, memorySwap: 128 }) },
    fires: { declare: web({ ...tmpfs(16), memory: 64, memorySwap: 128 }) },
    holds: { declare: web({ ...tmpfs(64), memory: 128, memorySwap: 128 }) },
  },
  {
    rule: 'CR-NOOP-1',
    variant: 'processors',
    before: { declare: web({ ...quota(50_000), cpuShares: 512 }) },
    fires: { declare: web({ ...quota(25_000), cpuShares: 512 }) },
    holds: { declare: web({ ...quota(50_000), cpuShares: 1024 }) },
  },
  {
    rule: 'CR-NOOP-1',
    variant: 'init',
    before: { declare: web({ init: false, restart: 'no' }) },
    fires: { declare: web({ init: true, restart: 'no' }) },
    holds: { declare: web({ init: false, restart: 'on-failure' }) },
  },
  {
    rule: 'CR-NOOP-1',
    variant: 'mounts',
    before: { declare: web(mounted('first')) },
    fires: { declare: web(mounted('second')) },
    holds: { declare: web(mounted('first', 'second')) },
  },
  {
    rule: 'CR-NOOP-2',
    before: { declare: web({ user: '65534:65534' }) },
    fires: { declare: web({}) },
    holds: { declare: web({ user: '65533:65533' }) },
  },
];
