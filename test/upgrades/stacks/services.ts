import { join } from 'node:path';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import {
  Capability,
  type ContainerProps,
  Dependency,
  DockerHost,
  Duration,
  GoImage,
  Health,
  Image,
  Job,
  Logs,
  Network,
  Restart,
  Rollout,
  Secret,
  Service,
  type ServiceProps,
  Size,
  TextFile,
  Volume,
  type VolumeProps,
} from '../../../lib';
import type { Nothing, Used } from './covered';

const source = join(__dirname, '..', 'programs', 'notes');

/** What the services share. */
class Parts {
  public readonly image: GoImage;
  public readonly database: Service;
  public readonly network: Network;
  public readonly password: Secret;

  public constructor(scope: Construct) {
    this.image = new GoImage(scope, 'image', {
      source,
      package: './cmd/notes',
      alsoPackages: ['./cmd/tidy'],
      port: 8080,
    });
    this.network = new Network(scope, 'private', { internal: true });
    this.password = Secret.fromVariable(scope, 'database_password', { description: 'of the database' });
    this.database = new Service(scope, 'database', {
      image: Image.reference(scope, 'postgres', {
        reference: 'postgres:17',
        user: '999:999',
        port: 5432,
        stopSignal: 'SIGINT',
      }),
      health: Health.command(['pg_isready', '-U', 'postgres']),
      network: this.network,
    });
    this.database.mount('/var/lib/postgresql/data', new Volume(scope, 'protected', VOLUMES.protected));
    this.database.mount('/var/lib/postgresql/log', new Volume(scope, 'owned', VOLUMES.owned));
    this.database.provideSecret('/run/secrets/database', this.password, {
      pathVariable: 'POSTGRES_PASSWORD_FILE',
    });
  }
}

const VOLUMES = {
  protected: { name: 'upgrade-database', protect: true },
  owned: { owner: '999:999' },
} satisfies Readonly<Record<string, VolumeProps>>;

/** What services and jobs have in common. */
const common = ({ image, network, database }: Parts) =>
  ({
    image,
    memory: Size.mebibytes(128),
    cpus: 0.5,
    program: 'tidy',
    arguments: ['--database', database.address],
    environment: { LOG_LEVEL: 'info', NOTE: 'a "quoted" $${note}' },
    logs: Logs.local({ maxSize: Size.mebibytes(5), maxFiles: 2 }),
    hosts: { 'db.example.com': '192.0.2.7', outside: 'host-gateway' },
    dns: ['192.0.2.53'],
    files: {
      '/etc/notes/notes.json': TextFile.fromPath(join(source, 'notes.json')),
      '/etc/notes/database': TextFile.fromText(`at ${database.address}\n`),
    },
    network,
    dependsOn: [database],
  }) satisfies ContainerProps;

const jobs = (parts: Parts) =>
  ({
    migrate: { image: parts.image, dependsOn: [parts.database] },
    tidy: { ...common(parts), name: 'upgrade-tidy' },
    prepare: { image: parts.image, rollout: Rollout.overlap() },
  }) satisfies Readonly<Record<string, ContainerProps>>;

const servicesOf = (parts: Parts, { tidy, prepare }: { readonly tidy: Job; readonly prepare: Job }) =>
  ({
    plain: { image: parts.image },
    everything: {
      ...common(parts),
      name: 'upgrade-everything',
      port: 8080,
      health: Health.http('/healthz', {
        interval: Duration.seconds(2),
        timeout: Duration.milliseconds(1_500),
        startPeriod: Duration.minutes(2),
        retries: 5,
      }),
      stopGrace: Duration.seconds(45),
      restart: Restart.onFailure(3),
    },
    after: {
      image: parts.image,
      health: Health.grpc('notes.v1.Notes'),
      dependsOn: [tidy, Dependency.started(parts.database)],
      logs: Logs.driver('journald', { tag: 'notes' }),
      restart: Restart.always(),
    },
    overlapping: {
      image: parts.image,
      port: 8080,
      health: Health.http('/healthz'),
      rollout: Rollout.overlap(),
      dependsOn: [prepare],
    },
    silent: {
      image: parts.image,
      health: Health.none(),
      logs: Logs.none(),
      restart: Restart.never(),
    },
  }) satisfies Readonly<Record<string, ServiceProps>>;

/** A property that none of them has does not compile here. */
export type Unused = [
  Nothing<Exclude<keyof VolumeProps, Used<typeof VOLUMES>>>,
  Nothing<Exclude<keyof ContainerProps, Used<ReturnType<typeof jobs>>>>,
  Nothing<Exclude<keyof ServiceProps, Used<ReturnType<typeof servicesOf>>>>,
];

/** Everything that can be done with a service after it was made. A method that is missing does not compile. */
const USES: Readonly<Record<Method, (scope: Construct, parts: Parts) => void>> = {
  addCapability: (scope) => {
    const image = Image.reference(scope, 'image', {
      reference: 'registry.example.com/root:1',
      user: '0:0',
      acceptRoot: 'it changes owners of files',
    });
    const service = new Service(scope, 'service', { image });
    service.addCapability(Capability.chown(), 'it changes owners of files');
    service.addCapability(Capability.of('CAP_SYS_NICE'), 'it changes priorities');
  },
  connectTo: (scope, { image, database }) => {
    new Service(scope, 'service', { image }).connectTo(database);
  },
  exposePublicly: (scope, { image }) => {
    const service = new Service(scope, 'service', { image });
    service.exposePublicly({ hostPort: 8443, address: '192.0.2.1' });
    service.exposePublicly({ hostPort: 8444, port: 8081 });
  },
  join: (scope, { image, network }) => {
    const service = new Service(scope, 'service', { image });
    service.join(new Network(scope, 'named', { name: 'upgrade-network' }));
    service.join(network, { aliases: ['notes', 'api'] });
  },
  mount: (scope) => {
    const image = new GoImage(scope, 'image', { source, package: './cmd/notes', writable: ['/data'] });
    new Service(scope, 'service', { image }).mount('/data', new Volume(scope, 'data'));
  },
  mountHostPath: (scope, { image }) => {
    const service = new Service(scope, 'service', { image });
    service.mountHostPath('/etc/zone', '/etc/timezone', 'the program shows local times');
  },
  mountTemporary: (scope, { image }) => {
    const service = new Service(scope, 'service', { image });
    service.mountTemporary('/var/cache/notes', { size: Size.mebibytes(8) });
    service.mountTemporary('/run/notes');
  },
  provideSecret: (scope, { image, password }) => {
    const service = new Service(scope, 'service', { image });
    const given = new TerraformVariable(scope, 'given', { sensitive: true });
    service.provideSecret('/run/secrets/password', password, { pathVariable: 'PASSWORD_FILE' });
    service.provideSecret('/run/secrets/given', Secret.fromAttribute(given.stringValue));
    service.provideSecret('/run/tls/key', Secret.fromVariable(scope, 'tls_key'));
    service.provideSecret('/run/host/key', Secret.fromHostFile('/etc/notes/key'));
  },
  provideSecretByEnvironment: (scope, { image, password }) => {
    const service = new Service(scope, 'service', { image });
    service.provideSecretByEnvironment('PASSWORD', password, 'the program reads no files');
  },
  publish: (scope, { image }) => {
    const service = new Service(scope, 'service', { image });
    service.publish({ hostPort: 8080 });
    service.publish({ hostPort: 8081, port: 8081 });
  },
};

type Method = Exclude<
  keyof Service,
  keyof Construct | `_${string}` | 'resource' | 'address' | 'hostName' | 'toDependency'
>;

/** Services with every property and every method, jobs, volumes, networks and secrets. */
export function services(scope: Construct): void {
  new DockerHost(scope, 'docker');
  const parts = new Parts(scope);
  const { migrate, tidy, prepare } = jobs(parts);
  new Job(scope, 'migrate', migrate);
  const props = servicesOf(parts, {
    tidy: new Job(scope, 'tidy', tidy),
    prepare: new Job(scope, 'prepare', prepare),
  });
  Object.entries<ServiceProps>(props).forEach(([id, each]) => new Service(scope, id, each));
  Object.entries(USES).forEach(([method, use]) => {
    use(new Construct(scope, `uses-${method}`), parts);
  });
}
