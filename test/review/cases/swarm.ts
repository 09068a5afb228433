import { Service } from '@cdktf/provider-docker/lib/service';
import { mirrored, named, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { SLEEP } from './things';

function swarmService(order: string, level: string, host = 'database') {
  return plain((stack) => {
    named(
      'web',
      new Service(stack, 'web', {
        name: `${stack.node.id}-web`,
        taskSpec: {
          containerSpec: {
            image: mirrored('debian:trixie-slim'),
            command: SLEEP,
            env: { LEVEL: level },
            hosts: [{ host, ip: '192.0.2.7' }],
          },
        },
        mode: { replicated: { replicas: 1 } },
        updateConfig: { order },
      }),
    );
  });
}

/** What goes down in a swarm. */
export const SWARM_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-DOWN-6',
    swarm: true,
    fires: {
      before: { declare: swarmService('stop-first', 'info') },
      declare: swarmService('stop-first', 'debug'),
    },
    holds: {
      before: { declare: swarmService('start-first', 'info') },
      declare: swarmService('start-first', 'debug'),
    },
  },
  {
    rule: 'CR-DOWN-6',
    variant: 'replaced',
    swarm: true,
    before: { declare: swarmService('start-first', 'info') },
    fires: { declare: swarmService('start-first', 'info', 'store') },
    holds: { declare: swarmService('start-first', 'debug') },
  },
];
