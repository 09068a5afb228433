import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Secret, type Service } from '../../../lib';
import { hosted, plain } from '../recording/plain-stack';
import type { Deployed, Planned, ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function worker(environment: Record<string, string>, seconds = 'infinity') {
  return hosted((stack) => {
    service(stack, 'worker', { image: sleeper(stack), environment, arguments: ['sleep', seconds] });
  });
}

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

function told(tell: (worker: Service, secret: Secret) => void): Planned & Deployed {
  return {
    declare: hosted((stack) => {
      tell(service(stack, 'worker', { image: sleeper(stack) }), Secret.fromVariable(stack, 'api_token'));
    }),
    variables: { api_token: 'tok-9f8e7d6c5b4a' },
  };
}

/** Terraform hides all variables where one is a secret. */
function marked(environment: Record<string, string>, seconds = 'infinity'): Planned & Deployed {
  return {
    declare: hosted((stack) => {
      service(stack, 'worker', {
        image: sleeper(stack),
        environment,
        arguments: ['sleep', seconds],
      }).provideSecretByEnvironment(
        'API_TOKEN',
        Secret.fromVariable(stack, 'api_token'),
        'the vendor library reads it there only',
      );
    }),
    variables: { api_token: 'tok-9f8e7d6c5b4a' },
  };
}

/** What programs are told. */
export const SECRET_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-SEC-1',
    before: { declare: worker({ LEVEL: 'info', REGION: 'north' }) },
    fires: { declare: worker({ LEVEL: 'debug', ZONE: '4' }) },
    holds: { declare: worker({ LEVEL: 'info', REGION: 'north' }, '86400') },
  },
  {
    rule: 'CR-SEC-1',
    variant: 'marked',
    before: marked({ LEVEL: 'info' }),
    fires: marked({ LEVEL: 'info', ZONE: '4' }),
    holds: marked({ LEVEL: 'info' }, '86400'),
  },
  {
    rule: 'CR-SEC-2',
    fires: { declare: web({ env: ['DATABASE_PASSWORD=correct-horse-battery'] }) },
    holds: { declare: web({ env: ['DATABASE_PASSWORD_FILE=/run/secrets/password'] }) },
  },
  {
    rule: 'CR-SEC-2',
    variant: 'address',
    fires: { declare: web({ env: ['DATABASE_URL=postgres://app:correct-horse-battery@database/app'] }) },
    holds: { declare: web({ env: ['DATABASE_URL=postgres://app@database/app'] }) },
  },
  {
    rule: 'CR-SEC-2',
    variant: 'arguments',
    fires: { declare: web({ command: ['server', '--api-token=tok-9f8e7d6c5b4a'] }) },
    holds: { declare: web({ command: ['server', '--api-token-file=/run/secrets/token'] }) },
  },
  {
    rule: 'CR-SEC-2',
    variant: 'label',
    fires: { declare: web({ labels: [{ label: 'proxy.password', value: 'correct-horse-battery' }] }) },
    holds: { declare: web({ labels: [{ label: 'proxy.port', value: '8080' }] }) },
  },
  {
    rule: 'CR-SEC-2',
    variant: 'upload',
    fires: {
      declare: web({
        upload: [{ file: '/etc/web.conf', content: 'listen 8080\npassword=correct-horse-battery\n' }],
      }),
    },
    holds: { declare: web({ upload: [{ file: '/etc/web.conf', content: 'listen 8080\n' }] }) },
  },
  {
    rule: 'CR-SEC-3',
    before: told((each, secret) => {
      each.provideSecret('/run/secrets/token', secret);
    }),
    fires: told((each, secret) => {
      each.provideSecretByEnvironment('API_TOKEN', secret, 'the vendor library reads it there only');
    }),
    holds: told((each, secret) => {
      each.provideSecret('/run/secrets/api/token', secret);
    }),
  },
];
