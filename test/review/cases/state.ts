import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { hosted, plain } from '../recording/plain-stack';
import type { Planned, ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function web(config: Partial<ContainerConfig>, start = true) {
  return plain((stack) => {
    bare(stack, 'web', { start, mustRun: start, ...config });
  });
}

/** Terraform waits for it, and it is never healthy. */
const SICK: Partial<ContainerConfig> = {
  healthcheck: { test: ['CMD', 'false'], interval: '1s', retries: 1 },
  wait: true,
  waitTimeout: 3,
};

function second(name: string, config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', {
      name: `${stack.node.id}-${name}`,
      start: true,
      mustRun: true,
      lifecycle: { createBeforeDestroy: true },
      ...config,
    });
  });
}

/** What Terraform checks of a container. */
function checked(memory: number): Planned {
  return {
    declare: plain((stack) => {
      bare(stack, 'web', { memory: 128, memorySwap: 128 });
      stack.addOverride('check', {
        memory: {
          assert: [
            {
              condition: `\${docker_container.web.memory >= ${memory}}`,
              error_message: `the web server needs ${memory} MiB of memory`,
            },
          ],
        },
      });
    }),
  };
}

/** Terraform refuses one container, and plans the other. */
function sized(memory: number) {
  const size = { memory, memorySwap: memory };
  return plain((stack) => {
    bare(stack, 'web', size);
    bare(stack, 'worker', {
      ...size,
      lifecycle: {
        precondition: [
          {
            condition: '${docker_container.web.memory >= 128}',
            errorMessage: 'the web server needs 128 MiB of memory',
          },
        ],
      },
    });
  });
}

const twoServices = (level: string) =>
  hosted((stack) => {
    const image = sleeper(stack);
    service(stack, 'web', { image, environment: { LEVEL: level } });
    service(stack, 'worker', { image, environment: { LEVEL: level } });
  });

/** What is there, and what Terraform makes of it. */
export const STATE_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-DRIFT-1',
    before: { declare: web({}) },
    fires: { declare: web({}), meanwhile: [['kill', 'review-drift-1-web']] },
    holds: { declare: web({}) },
  },
  {
    rule: 'CR-DRIFT-1',
    variant: 'missing',
    before: { declare: web({}, false) },
    fires: { declare: web({}, false), meanwhile: [['rm', '--force', 'review-drift-1-missing-web']] },
    holds: { declare: web({ env: ['LEVEL=debug'] }, false) },
  },
  {
    rule: 'CR-DRIFT-1',
    variant: 'updated',
    before: { declare: web({ memory: 128, memorySwap: 128 }) },
    fires: {
      declare: web({ memory: 128, memorySwap: 128 }),
      meanwhile: [['update', '--memory', '256m', '--memory-swap', '256m', 'review-drift-1-updated-web']],
    },
    holds: { declare: web({ memory: 256, memorySwap: 256 }) },
  },
  {
    rule: 'CR-TAINT-1',
    fires: { before: { declare: web(SICK), fails: true }, declare: web(SICK) },
    holds: { before: { declare: web({}) }, declare: web({ env: ['LEVEL=debug'] }) },
  },
  {
    rule: 'CR-TAINT-1',
    variant: 'deposed',
    fires: {
      before: { declare: second('web-2', SICK), fails: true, after: { declare: second('web-1', {}) } },
      declare: second('web-2', SICK),
    },
    holds: { before: { declare: second('web-1', {}) }, declare: second('web-2', SICK) },
  },
  {
    rule: 'CR-CHECK-1',
    before: {
      declare: plain((stack) => {
        bare(stack, 'web', { memory: 128, memorySwap: 128 });
      }),
    },
    fires: checked(256),
    holds: checked(64),
  },
  {
    rule: 'CR-PLAN-1',
    before: { declare: twoServices('info') },
    fires: { declare: twoServices('debug'), planArguments: ['-target=docker_container.web_08B6E5F3'] },
    holds: { declare: twoServices('debug') },
  },
  {
    rule: 'CR-PLAN-1',
    variant: 'errored',
    before: { declare: sized(128) },
    fires: { declare: sized(64), fails: true },
    holds: { declare: sized(128) },
  },
];
