import { Duration, GoImage, Health, Job, Rollout, Secret, Service, TextFile } from '../../../lib';
import { hosted } from '../recording/plain-stack';
import type { Deployed, FurtherPlans } from '../recording/review-case';
import { moduleOf } from './go-module';
import { service, sleeper } from './things';

const variables = { database_password: 'correct-horse-battery' };
const rotated = { database_password: 'staple-gun-sunrise' };

/** What a deploy without a gap is made of: a migration, a service with a secret, and a health check. */
function shop(level: string, check = 'true') {
  return hosted((stack) => {
    const image = sleeper(stack);
    const rollout = Rollout.overlap();
    const environment = { LEVEL: level };
    const migrate = new Job(stack, 'migrate', { image, rollout, arguments: ['true'], environment });
    const web = service(stack, 'web', {
      image,
      rollout,
      health: Health.command([check], {
        interval: Duration.seconds(1),
        startPeriod: Duration.seconds(1),
        retries: 1,
      }),
      dependsOn: [migrate],
      environment,
    });
    web.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'database_password'), {
      pathVariable: 'DATABASE_PASSWORD_FILE',
    });
  });
}

const before: Deployed = { declare: shop('info'), variables };

/** A program that is built, of a version that works or one that does not, and a file beside it. */
function built(version: string, works = true) {
  const main = works
    ? `http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("${version}")) }))`
    : `http.Error(nil, "${version}", 500)`;
  return hosted((stack) => {
    const image = new GoImage(stack, 'image', {
      source: moduleOf(stack, `package main\n\nimport "net/http"\n\nfunc main() {\n\t${main}\n}\n`),
      name: `${stack.node.id}-web`,
      port: 8080,
    });
    new Service(stack, 'web', {
      image,
      rollout: Rollout.overlap(),
      health: Health.http('/', {
        interval: Duration.seconds(1),
        startPeriod: Duration.seconds(1),
        retries: 1,
      }),
      files: { '/etc/web/version': TextFile.fromText(version) },
    });
  });
}

const first: Deployed = { declare: built('first') };

/** Deploys without a gap, and what is left after one that failed. */
export const FURTHER_ROLLOUTS: readonly FurtherPlans[] = [
  {
    stack: 'rollouts',
    plans: {
      'extra/rollout-first': { declare: shop('info'), variables },
      'extra/rollout': { before, declare: shop('debug'), variables },
      'extra/rollout-secret': {
        before,
        declare: shop('info'),
        variables: rotated,
      },
      'extra/rollout-unchanged': { before, declare: shop('info'), variables },
      'extra/rollout-after-failure': {
        before: { declare: shop('debug', 'false'), variables: rotated, fails: true, after: before },
        declare: shop('debug'),
        variables: rotated,
      },
    },
  },
  {
    stack: 'rollout-images',
    plans: {
      'extra/rollout-image': { before: first, declare: built('second') },
      'extra/rollout-image-after-failure': {
        before: { declare: built('second', false), fails: true, after: first },
        declare: built('third'),
      },
    },
  },
];
