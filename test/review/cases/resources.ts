import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { hosted, plain } from '../recording/plain-stack';
import { Size } from '../../../lib';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

function withMemory(mebibytes: number) {
  return hosted((stack) => {
    service(stack, 'worker', { image: sleeper(stack), memory: Size.mebibytes(mebibytes) });
  });
}

const files = (soft: number): Partial<ContainerConfig> => ({
  ulimit: [{ name: 'nofile', soft, hard: soft }],
});
const logs = (size?: string): Partial<ContainerConfig> => ({
  logDriver: 'json-file',
  logOpts: size === undefined ? {} : { 'max-size': size },
});

/** What a container may use of the host. */
export const RESOURCE_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-RES-1',
    before: { declare: web({ memory: 128, memorySwap: 128 }) },
    fires: { declare: web({}) },
    holds: { declare: web({ memory: 160, memorySwap: 160 }) },
  },
  {
    rule: 'CR-RES-1',
    variant: 'raised',
    before: { declare: withMemory(128) },
    fires: { declare: withMemory(8192) },
    holds: { declare: withMemory(160) },
  },
  {
    rule: 'CR-RES-1',
    variant: 'files',
    before: { declare: web(files(1024)) },
    fires: { declare: web(files(1_048_576)) },
    holds: { declare: web(files(512)) },
  },
  {
    rule: 'CR-RES-1',
    variant: 'logs',
    before: { declare: web(logs('10m')) },
    fires: { declare: web(logs()) },
    holds: { declare: web(logs('5m')) },
  },
  {
    rule: 'CR-RES-1',
    variant: 'processors',
    before: { declare: web({ cpus: '0.5', env: ['LEVEL=info'] }) },
    fires: { declare: web({ env: ['LEVEL=info'] }) },
    holds: { declare: web({ cpus: '0.5', env: ['LEVEL=debug'] }) },
  },
];
