import { Container } from '@cdktf/provider-docker/lib/container';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Duration, GoImage, Health, Runtime, Secret, Service, Size } from '../../../lib';
import { hosted, named } from '../recording/plain-stack';
import type { Deployed, FurtherPlans } from '../recording/review-case';
import { moduleOf } from './go-module';
import { sleeper, SLEEP } from './things';

const SERVER = `package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) }))
}
`;

interface Shop {
  readonly runtime: Runtime;
  readonly isPublic: boolean;
  readonly owner: string;
  readonly healthPath: string;
}

const SHOP: Shop = {
  runtime: Runtime.distrolessStatic('debian12'),
  isPublic: false,
  owner: 'payments',
  healthPath: '/healthz',
};

/** A web server of the library's, and a database that somebody has written by hand beside it. */
function shop(changes: Partial<Shop> = {}) {
  const { runtime, isPublic, owner, healthPath } = { ...SHOP, ...changes };
  return hosted((stack) => {
    const image = new GoImage(stack, 'image', {
      source: moduleOf(stack, SERVER),
      name: `${stack.node.id}-web`,
      port: 8080,
      runtime,
    });
    const web = new Service(stack, 'web', {
      image,
      memory: Size.mebibytes(64),
      health: Health.http(healthPath, { interval: Duration.seconds(1) }),
      environment: { LEVEL: 'info' },
    });
    web.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'database_password'), {
      pathVariable: 'DATABASE_PASSWORD_FILE',
    });
    if (isPublic) {
      web.exposePublicly({ hostPort: 28_485 });
    } else {
      web.publish({ hostPort: 28_485 });
    }
    const volume = new Volume(stack, 'data', {
      name: `${stack.node.id}-data`,
      labels: [{ label: 'owner', value: owner }],
    });
    named('data', volume);
    named(
      'database',
      new Container(stack, 'database', {
        name: `${stack.node.id}-database`,
        image: sleeper(stack).imageId,
        command: SLEEP,
        volumes: [{ volumeName: volume.name, containerPath: '/var/lib/data' }],
      }),
    );
  });
}

const variables = { database_password: 'correct-horse-battery' };
const before: Deployed = {
  declare: shop(),
  variables,
  standIns: { 'gcr.io/distroless/static-debian12:nonroot': 'gcr.io/distroless/static-debian13:nonroot' },
};

/** The five changes that a page of the documentation shows. */
export const DOCUMENTED: readonly FurtherPlans[] = [
  {
    stack: 'shop',
    before,
    beside: true,
    plans: {
      'docs/base-image-bumped': {
        declare: shop({ runtime: Runtime.distrolessStatic('debian13') }),
        variables,
      },
      'docs/port-opened': { declare: shop({ isPublic: true }), variables },
      'docs/volume-relabelled': { declare: shop({ owner: 'billing' }), variables },
      'docs/health-check-edited': { declare: shop({ healthPath: '/ready' }), variables },
      'docs/secret-rotated': { declare: shop(), variables: { database_password: 'staple-gun-sunrise' } },
    },
  },
];
