import { Volume as PlainVolume } from '@cdktf/provider-docker/lib/volume';
import type { TerraformStack } from 'cdktf';
import { Secret, Volume } from '../../../lib';
import { hosted, named, plain, plainImage } from '../recording/plain-stack';
import type { Deployed, Planned, ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

/** Terraform is told to leave something alone that it has made. */
function forget(stack: TerraformStack, address: string): void {
  stack.addOverride('removed', [{ from: address, lifecycle: { destroy: false } }]);
}

function labelled(label: string, lifecycle?: PlainVolume['lifecycle']) {
  return plain((stack) => {
    named(
      'data',
      new PlainVolume(stack, 'data', {
        name: `${stack.node.id}-data`,
        labels: [{ label: 'owner', value: label }],
        lifecycle,
      }),
    );
  });
}

function mountedAt(path: string, level: string) {
  return hosted((stack) => {
    service(stack, 'database', { image: sleeper(stack), environment: { LEVEL: level } }).mount(
      path,
      new Volume(stack, 'data'),
    );
  });
}

/** Two containers with a volume that nobody has named: of the first it goes with the container. */
function anonymous(lostLevel: string, keptLevel: string) {
  return plain((stack) => {
    bare(stack, 'lost', { env: [`LEVEL=${lostLevel}`], volumes: [{ containerPath: '/data' }] });
    bare(stack, 'kept', {
      env: [`LEVEL=${keptLevel}`],
      volumes: [{ containerPath: '/data' }],
      removeVolumes: false,
    });
  });
}

/** A secret is brought by a volume too, which holds nothing else. */
function withSecret({
  hasVolume,
  hasSecret,
}: {
  hasVolume: boolean;
  hasSecret: boolean;
}): Planned & Deployed {
  return {
    declare: hosted((stack) => {
      const database = service(stack, 'database', { image: sleeper(stack) });
      if (hasVolume) {
        database.mount('/data', new Volume(stack, 'data'));
      }
      if (hasSecret) {
        database.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'database_password'));
      }
    }),
    variables: hasSecret ? { database_password: 'correct-horse-battery' } : {},
  };
}

/** What becomes of data. */
export const DATA_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-DATA-1',
    before: {
      declare: hosted((stack) => {
        new Volume(stack, 'cache');
        named('data', new Volume(stack, 'data').resource);
      }),
    },
    fires: {
      declare: hosted((stack) => {
        new Volume(stack, 'cache');
      }),
    },
    holds: {
      declare: hosted((stack) => {
        new Volume(stack, 'cache');
        forget(stack, 'docker_volume.data');
      }),
    },
  },
  {
    rule: 'CR-DATA-1',
    variant: 'secret',
    before: withSecret({ hasVolume: true, hasSecret: true }),
    fires: withSecret({ hasVolume: false, hasSecret: true }),
    holds: withSecret({ hasVolume: true, hasSecret: false }),
  },
  {
    rule: 'CR-DATA-2',
    before: { declare: labelled('payments') },
    fires: { declare: labelled('billing') },
    holds: { declare: labelled('billing', { ignoreChanges: ['labels'] }) },
  },
  {
    rule: 'CR-DATA-3',
    before: { declare: mountedAt('/data', 'info') },
    fires: { declare: mountedAt('/var/lib/data', 'info') },
    holds: { declare: mountedAt('/data', 'debug') },
  },
  {
    rule: 'CR-DATA-3',
    variant: 'anonymous',
    before: { declare: anonymous('info', 'info') },
    fires: { declare: anonymous('debug', 'info') },
    holds: { declare: anonymous('info', 'debug') },
  },
  {
    rule: 'CR-DATA-4',
    before: {
      declare: plain((stack) => {
        bare(stack, 'web');
      }),
    },
    fires: {
      declare: plain((stack) => {
        plainImage(stack);
        forget(stack, 'docker_container.web');
      }),
    },
    holds: {
      declare: plain((stack) => {
        plainImage(stack);
      }),
    },
  },
];
