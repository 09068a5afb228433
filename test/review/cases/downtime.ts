import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Duration, Health, Network } from '../../../lib';
import { hosted, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function publishedAndNot(webLevel: string, workerLevel: string) {
  return hosted((stack) => {
    const image = sleeper(stack);
    service(stack, 'web', { image, port: 8080, environment: { LEVEL: webLevel } }).publish({
      hostPort: 28_480,
    });
    service(stack, 'worker', { image, environment: { LEVEL: workerLevel } });
  });
}

/** A container whose successor is made before it goes. */
function createdFirst(config: Partial<ContainerConfig>, name = 'web') {
  return plain((stack) => {
    bare(stack, 'web', {
      name: `${stack.node.id}-${name}`,
      lifecycle: { createBeforeDestroy: true },
      ...config,
    });
  });
}

/** A container that does not run has no ports, whatever is declared. */
const port = (external: number): Partial<ContainerConfig> => ({
  start: true,
  mustRun: true,
  ports: [{ internal: 8080, external, ip: '127.0.0.1' }],
});

/** One that is killed, and one that may take its time. */
function killedAndStopped(killedLevel: string, stoppedLevel: string) {
  const running = { start: true, mustRun: true };
  return plain((stack) => {
    bare(stack, 'killed', { ...running, env: [`LEVEL=${killedLevel}`] });
    bare(stack, 'stopped', { ...running, env: [`LEVEL=${stoppedLevel}`], destroyGraceSeconds: 20 });
  });
}

function checkedAndNot(checkedLevel: string, uncheckedLevel: string) {
  const health = Health.command(['true'], { interval: Duration.seconds(1) });
  return hosted((stack) => {
    const image = sleeper(stack);
    service(stack, 'checked', { image, health, environment: { LEVEL: checkedLevel } });
    service(stack, 'unchecked', { image, environment: { LEVEL: uncheckedLevel } });
  });
}

function onNetwork(name: string, isOnAnother = false) {
  return hosted((stack) => {
    const image = sleeper(stack);
    const network = new Network(stack, 'private', { name: `${stack.node.id}-${name}` });
    service(stack, 'web', { image, network });
    const worker = service(stack, 'worker', { image, network });
    if (isOnAnother) {
      worker.join(new Network(stack, 'another'));
    }
  });
}

/** What goes down. */
export const DOWNTIME_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-DOWN-1',
    before: { declare: publishedAndNot('info', 'info') },
    fires: { declare: publishedAndNot('debug', 'info') },
    holds: { declare: publishedAndNot('info', 'debug') },
  },
  {
    rule: 'CR-DOWN-2',
    before: { declare: createdFirst({}) },
    fires: { declare: createdFirst({ env: ['LEVEL=debug'] }) },
    holds: { declare: createdFirst({ env: ['LEVEL=debug'] }, 'web-2') },
  },
  {
    rule: 'CR-DOWN-2',
    variant: 'port',
    before: { declare: createdFirst(port(28_481)) },
    fires: { declare: createdFirst(port(28_481), 'web-2') },
    holds: { declare: createdFirst(port(28_482), 'web-2') },
  },
  {
    rule: 'CR-DOWN-3',
    before: { declare: killedAndStopped('info', 'info') },
    fires: { declare: killedAndStopped('debug', 'info') },
    holds: { declare: killedAndStopped('info', 'debug') },
  },
  {
    rule: 'CR-DOWN-4',
    before: { declare: checkedAndNot('info', 'info') },
    fires: { declare: checkedAndNot('info', 'debug') },
    holds: { declare: checkedAndNot('debug', 'info') },
  },
  {
    rule: 'CR-DOWN-5',
    before: { declare: onNetwork('private') },
    fires: { declare: onNetwork('inner') },
    holds: { declare: onNetwork('private', true) },
  },
];
