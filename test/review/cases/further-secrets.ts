import { DataTerraformRemoteStateLocal, TerraformOutput, TerraformVariable, Token } from 'cdktf';
import { dataResource } from '../../../lib/provider/data-resource';
import { Secret } from '../../../lib';
import { hosted, named, plain } from '../recording/plain-stack';
import type { Deployed, FurtherPlans, Planned } from '../recording/review-case';
import { contextFolder } from './context-folder';
import { bare, service, sleeper } from './things';

const variables = { database_password: 'correct-horse-battery', api_token: 'tok-9f8e7d6c5b4a' };

function shop(level: string) {
  return hosted((stack) => {
    const web = service(stack, 'web', { image: sleeper(stack), port: 8080, environment: { LEVEL: level } });
    web.publish({ hostPort: 28_484 });
    web.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'database_password'), {
      pathVariable: 'DATABASE_PASSWORD_FILE',
    });
    web.provideSecretByEnvironment(
      'API_TOKEN',
      Secret.fromVariable(stack, 'api_token'),
      'the vendor library reads it there only',
    );
  });
}

const before: Deployed = { declare: shop('info'), variables };

/** A secret that comes back through an attribute that the provider computes, and in an output. */
function readBack(isUsed: boolean): Planned & Deployed {
  return {
    declare: plain((stack) => {
      const secret = new TerraformVariable(stack, 'api_token', { type: 'string', sensitive: true });
      const settings = named('settings', dataResource(stack, 'settings', { token: secret.stringValue }));
      const token = '${terraform_data.settings.output.token}';
      bare(
        stack,
        'web',
        isUsed ? { env: [`API_TOKEN=${token}`], labels: [{ label: 'token', value: token }] } : {},
      );
      new TerraformOutput(stack, 'token', { value: settings.getAnyMapAttribute('input'), sensitive: true });
    }),
    variables: { api_token: variables.api_token },
  };
}

/** The state of another stack, whose output is sensitive, as Terraform keeps it. */
function otherState(password: string): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: '5f2b8a52-3c7e-4d0a-9a53-6f0f6b1a2c3d',
    outputs: { database_password: { value: password, type: 'string', sensitive: true } },
    resources: [],
  });
}

/** A secret of another stack, which comes without a mark. */
function ofOtherStack(password: string): Planned & Deployed {
  return {
    declare: plain((stack) => {
      const folder = contextFolder(stack, { 'other.tfstate': otherState(password) });
      const other = new DataTerraformRemoteStateLocal(stack, 'other', { path: `${folder}/other.tfstate` });
      const secret = Token.asString(other.get('database_password'));
      bare(stack, 'web', {
        env: [`DATABASE_PASSWORD=${secret}`],
        labels: [{ label: 'database', value: `postgres://app:${secret}@database/app` }],
      });
    }),
  };
}

/** Plans with secrets in them. */
export const FURTHER_SECRETS: readonly FurtherPlans[] = [
  {
    stack: 'secrets',
    plans: {
      'extra/first-deploy': { declare: shop('info'), variables },
      'extra/no-change': { before, declare: shop('info'), variables },
      'extra/environment-edited': { before, declare: shop('debug'), variables },
      'extra/without-refresh': {
        before,
        declare: shop('debug'),
        variables,
        planArguments: ['-refresh=false'],
      },
      'extra/secret-rotated': {
        before,
        declare: shop('info'),
        variables: { ...variables, database_password: 'staple-gun-sunrise' },
      },
      'extra/destroyed': { before, declare: shop('info'), variables, planArguments: ['-destroy'] },
    },
  },
  {
    stack: 'read-back',
    before: readBack(false),
    plans: { 'extra/read-back': readBack(true) },
  },
  {
    stack: 'remote-state',
    before: ofOtherStack('correct-horse-battery'),
    plans: { 'extra/remote-state': ofOtherStack('staple-gun-sunrise') },
  },
];
