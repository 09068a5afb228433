import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Network as PlainNetwork } from '@cdktf/provider-docker/lib/network';
import { Network, type Service } from '../../../lib';
import { hosted, named, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function published(publish: (web: Service) => void, level = 'info') {
  return hosted((stack) => {
    publish(service(stack, 'web', { image: sleeper(stack), port: 8080, environment: { LEVEL: level } }));
  });
}

const toNobody = (): void => undefined;
const toHost = (each: Service): void => {
  each.publish({ hostPort: 28_483 });
};
const toEverybody = (each: Service): void => {
  each.exposePublicly({ hostPort: 28_483 });
};

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

/** One network or two: the Engine tells more of them in no certain order. */
function onNetworks(networks: number, level = 'info') {
  return hosted((stack) => {
    const worker = service(stack, 'worker', { image: sleeper(stack), environment: { LEVEL: level } });
    const other = new Network(stack, 'other');
    if (networks === 2) {
      worker.join(other);
    }
  });
}

/** Two networks, and nothing on them. */
function internal(first: boolean, second: boolean) {
  return plain((stack) => {
    [first, second].forEach((isInternal, index) => {
      const id = `network-${index + 1}`;
      named(id, new PlainNetwork(stack, id, { name: `${stack.node.id}-${id}`, internal: isInternal }));
    });
  });
}

/** Who reaches a container, and whom it reaches. */
export const EXPOSURE_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-NET-1',
    fires: { before: { declare: published(toHost) }, declare: published(toEverybody) },
    holds: { before: { declare: published(toEverybody) }, declare: published(toEverybody, 'debug') },
  },
  {
    rule: 'CR-NET-1',
    variant: 'loopback',
    fires: { before: { declare: published(toNobody) }, declare: published(toHost) },
    holds: { before: { declare: published(toEverybody) }, declare: published(toHost) },
  },
  {
    rule: 'CR-NET-1',
    variant: 'created',
    fires: { declare: web({ ports: [{ internal: 8080, external: 28_483 }] }) },
    holds: { declare: web({}) },
  },
  {
    rule: 'CR-NET-2',
    before: { declare: web({}) },
    fires: { declare: web({ publishAllPorts: true }) },
    holds: { declare: web({ publishAllPorts: false, env: ['LEVEL=debug'] }) },
  },
  {
    rule: 'CR-NET-3',
    before: { declare: onNetworks(1) },
    fires: { declare: onNetworks(2) },
    holds: { declare: onNetworks(1, 'debug') },
  },
  {
    rule: 'CR-NET-3',
    variant: 'internal',
    before: { declare: internal(true, false) },
    fires: { declare: internal(false, false) },
    holds: { declare: internal(true, true) },
  },
];
