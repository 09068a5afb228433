import { join } from 'node:path';
import type { Construct } from 'constructs';
import {
  BuildSecret,
  Context,
  type DockerfileImageProps,
  DockerHost,
  Gate,
  GoImage,
  type GoImageProps,
  Hook,
  Image,
  type ImageReferenceProps,
  ImageVersion,
  Libc,
  Mount,
  Platform,
  PrivateModules,
  RegistryPush,
  Runtime,
  Size,
  Stage,
  StageBase,
  Step,
  TimeZones,
  User,
} from '../../../lib';
import type { Nothing, Used } from './covered';

const PROGRAMS = join(__dirname, '..', 'programs');
const source = join(PROGRAMS, 'notes');
const notes = { source, package: './cmd/notes' };
const index = { source: join(PROGRAMS, 'index'), cgo: true };

const web = Stage.named('web', {
  base: StageBase.image('node:22-slim'),
  steps: [
    Step.argument('MODE', 'production'),
    Step.environment({ LEVEL: '1' }),
    Step.workdir('/web'),
    Step.copy(['web/'], './', { owner: '1000:1000', mode: '0755' }),
    Step.run(['npm', 'ci'], {
      mounts: [Mount.secret('npmrc', '/root/.npmrc'), Mount.cache('npm', '/root/.npm')],
    }),
    Step.shell('npm run build && npm run check', { mounts: [Mount.tmpfs('/web/scratch')] }),
  ],
});

/** Images with every property of `GoImageProps`; each is one that the library has to go on making in the same way. */
const GO_IMAGES = {
  plain: notes,
  told: {
    ...notes,
    alsoPackages: ['./cmd/tidy'],
    arguments: ['--verbose'],
    assets: { '/etc/notes/notes.json': 'notes.json' },
    labels: { 'org.opencontainers.image.licenses': 'Apache-2.0' },
    maxSize: Size.megabytes(30),
    name: 'upgrade-notes',
    port: 8080,
    stamp: { 'main.version': '1.4.0' },
    user: User.of({ uid: 10_001, gid: 10_002, name: 'notes' }),
    version: ImageVersion.literal('1.4.0'),
    writable: ['/var/lib/notes'],
  },
  compiled: {
    ...notes,
    builder: 'golang:1.27.1-trixie',
    compiler: {
      strip: false,
      positionIndependent: true,
      linkerFlags: ['-B', 'gobuildid'],
      compilerFlags: ['all=-B'],
      flags: ['-cover'],
    },
    platform: Platform.linuxArm64(),
    probe: false,
    runtime: Runtime.debianSlim(),
    tags: ['tagged'],
  },
  gated: {
    ...notes,
    gates: [...Gate.recommended(), Gate.tool('example.com/vulncheck@v1.1.4', ['./...'])],
  },
  private: {
    ...notes,
    certificates: ['authority.pem'],
    privateModules: PrivateModules.netrc({
      patterns: ['example.com/private/*'],
      netrcVariable: 'NETRC',
      throughProxy: true,
    }),
    proxy: 'https://proxy.example.com',
  },
  whole: { ...notes, context: Context.module(), dockerignore: false, workspace: false },
  drawn: {
    source,
    package: './cmd/site',
    generated: ['cmd/site/dist', 'internal/api'],
    hooks: [
      Hook.after('sources', [
        Step.copyFrom(web.artefact('/web/dist/'), '/src/cmd/site/dist/'),
        Step.run(['go', 'generate', './...']),
      ]),
      Hook.before('labels', [Step.labels({ 'com.example.team': 'notes' })]),
    ],
    include: ['internal/api.go', 'cmd/mkapi'],
    secrets: [BuildSecret.variable('npmrc', 'NPMRC')],
    stages: [web],
  },
  scratch: { ...notes, runtime: Runtime.scratch(), timeZones: TimeZones.embedded() },
  alpine: { ...notes, runtime: Runtime.alpine(), timeZones: TimeZones.file() },
  ubuntu: { ...notes, runtime: Runtime.ubuntu() },
  chainguard: { ...notes, runtime: Runtime.chainguardStatic() },
  custom: {
    ...notes,
    runtime: Runtime.custom({
      reference: 'registry.example.com/base:1',
      libc: Libc.none(),
      certificates: true,
    }),
  },
  index,
  libraries: { ...index, runtime: Runtime.scratchWithLibraries() },
  older: { ...index, runtime: Runtime.distrolessBase('debian12'), assumeGlibc: '2.34' },
  linked: { ...index, runtime: Runtime.distrolessCc(), gates: [Gate.test({ race: true, short: true })] },
  // Where digests are required, which no reference here has.
  accepted: { ...notes, strict: true, acceptFloatingTag: 'the tags name releases' },
} satisfies Readonly<Record<string, GoImageProps>>;

const directory = join(PROGRAMS, 'legacy');

const DOCKERFILE_IMAGES = {
  'by-hand': { directory, user: '10001:10001' },
  legacy: {
    directory,
    dockerfile: 'small.Dockerfile',
    name: 'upgrade-legacy',
    include: ['.'],
    buildArguments: { NOTE: 'a ${note}' },
    target: 'release',
    platform: Platform.linuxAmd64('v2'),
    accept: { 'E-10': 'the modules are in the proxy next door' },
    user: '10001:10001',
    writable: ['/var/lib/legacy'],
    port: 8080,
    shell: false,
    goVersion: '1.26',
    cgo: false,
  },
  'legacy-accepted': { directory, user: '10001:10001', acceptFloatingTag: 'the tags name releases' },
} satisfies Readonly<Record<string, DockerfileImageProps>>;

const REFERENCES = {
  database: { reference: 'postgres:17', user: '999:999', port: 5432, stopSignal: 'SIGINT', shell: true },
  root: { reference: 'registry.example.com/root:1', user: '0:0', acceptRoot: 'it changes owners of files' },
  go: {
    reference: `registry.example.com/go@sha256:${'0'.repeat(64)}`,
    user: '1:1',
    goVersion: '1.24',
    cgo: true,
    writable: ['/data'],
    acceptFloatingTag: 'no tag is meant',
  },
} satisfies Readonly<Record<string, ImageReferenceProps>>;

/** A property that no image has does not compile here. */
export type Unused = [
  Nothing<Exclude<keyof GoImageProps, Used<typeof GO_IMAGES>>>,
  Nothing<Exclude<keyof DockerfileImageProps, Used<typeof DOCKERFILE_IMAGES>>>,
  Nothing<Exclude<keyof ImageReferenceProps, Used<typeof REFERENCES>>>,
];

/** Every kind of image, and two that are pushed. */
export function images(scope: Construct): void {
  new DockerHost(scope, 'docker');
  const made = Object.entries<GoImageProps>(GO_IMAGES).map(([id, props]) => new GoImage(scope, id, props));
  Object.entries<DockerfileImageProps>(DOCKERFILE_IMAGES).forEach(([id, props]) =>
    Image.fromDockerfile(scope, id, props),
  );
  const references = Object.entries<ImageReferenceProps>(REFERENCES).map(([id, props]) =>
    Image.reference(scope, id, props),
  );
  new RegistryPush(scope, 'push', { image: made[0]!, repository: '127.0.0.1:5000/notes', tag: '1.4.0' });
  new RegistryPush(scope, 'push-elsewhere', {
    image: references[0]!,
    repository: 'registry.example.com/team/postgres',
    tag: '17',
  });
}
