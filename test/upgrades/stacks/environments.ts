import { join } from 'node:path';
import { Construct } from 'constructs';
import {
  DockerHost,
  Environment,
  type EnvironmentProps,
  GoImage,
  Image,
  Service,
  Size,
  Volume,
} from '../../../lib';
import type { Nothing, Used } from './covered';

const source = join(__dirname, '..', 'programs', 'notes');

const OWN = {
  own: { requireDigests: true, recommendedGates: true, protectVolumes: true, requireMemory: true },
} satisfies Readonly<Record<string, EnvironmentProps>>;

/** A property that none of them has does not compile here. */
export type Unused = Nothing<Exclude<keyof EnvironmentProps, Used<typeof OWN>>>;

/** The same app in every environment. */
export function environments(scope: Construct): void {
  new DockerHost(scope, 'docker');
  const all = {
    development: Environment.development(),
    staging: Environment.staging(),
    production: Environment.production(),
    own: Environment.of(OWN.own),
  };
  deployTo(new Construct(scope, 'none'));
  for (const [id, environment] of Object.entries(all)) {
    const inner = new Construct(scope, id);
    environment.applyTo(inner);
    deployTo(inner);
  }
}

function deployTo(scope: Construct): void {
  const acceptFloatingTag = 'the tags name releases';
  const image = new GoImage(scope, 'image', {
    source,
    package: './cmd/notes',
    writable: ['/data'],
    acceptFloatingTag,
  });
  const service = new Service(scope, 'notes', { image, memory: Size.mebibytes(64) });
  service.mount('/data', new Volume(scope, 'data'));
  new Service(scope, 'cache', {
    image: Image.reference(scope, 'redis', { reference: 'redis:8', user: '999:999', acceptFloatingTag }),
    memory: Size.mebibytes(64),
  });
}
