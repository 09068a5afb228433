import type { TerraformStack } from 'cdktf';
import {
  Duration,
  Edge,
  EdgeCertificate,
  GoImage,
  Health,
  type HealthOptions,
  Image,
  Job,
  Rollout,
  Secret,
  Service,
  Size,
  type TextFile,
  Volume,
} from '../../lib';

/** What differs from one deploy of the shop to the next. */
export interface ShopProps {
  /** Port of the edge on the host's loopback address. */
  readonly hostPort: number;
  /** What the web program says of itself. */
  readonly version: string;
  /** How the web program is broken, to show what happens: `crash`, `sick`, `panic` or `hungry`. */
  readonly broken?: string;
  /** Whether the migration fails, to show what happens. */
  readonly brokenMigration?: boolean;
  /** With it the edge speaks TLS; the key is the variable `tls_key`. */
  readonly tls?: ShopTls;
  /** When and how often the Engine looks at the two services. */
  readonly checks?: HealthOptions;
}

/** What a shop speaks TLS by. */
export interface ShopTls {
  /** Port of the edge on the host's loopback address. */
  readonly hostPort: number;
  /** The certificate, in PEM. */
  readonly chain: TextFile;
}

/** What a shop is made of. */
export interface Shop {
  readonly database: Service;
  readonly migrate: Job;
  readonly api: Service;
  readonly web: Service;
  readonly edge: Edge;
}

/** The old version is stopped when the new one has passed one check: after five seconds, in which it had time to show what it is. */
const CHECKS = { interval: Duration.seconds(5), retries: 2 };
/**
 * How long the programs go on after the signal to stop, with a health page that says no: the edge sends them nothing by then. A server that
 * closes its connections at once would close some on which a request is under way.
 */
const DRAIN = '1s';
const MEMORY = Size.mebibytes(64);
const PASSWORD = '/run/secrets/password';
const PASSWORD_FILE = { pathVariable: 'POSTGRES_PASSWORD_FILE' };

/**
 * Adds a shop to a stack with a Docker host.
 *
 * An edge, two services behind it and their database: deploys, broken ones too, without a failed request.
 *
 * The two services overlap. The database does not: there is one of it, and it is stopped before the next one starts. So no service waits for
 * it by `dependsOn`; they try until it answers. The migration runs when its image is built, before any new version starts; when it
 * fails, the old versions go on.
 */
export function declareShop(stack: TerraformStack, props: ShopProps): Shop {
  const password = Secret.fromVariable(stack, 'database_password');
  const database = declareDatabase(stack, password);
  const image = new GoImage(stack, 'image', {
    source: 'examples/shop',
    name: 'shop',
    package: './cmd/web',
    alsoPackages: ['./cmd/api', './cmd/migrate'],
    stamp: { 'main.version': props.version },
  });
  const service = { image, memory: MEMORY, rollout: Rollout.overlap() };
  const health = Health.http('/healthz', props.checks ?? CHECKS);

  const migrate = new Job(stack, 'migrate', {
    ...service,
    program: 'migrate',
    environment: { DATABASE: database.address, ...(props.brokenMigration === true && { BROKEN: '1' }) },
  });
  migrate.provideSecret(PASSWORD, password, PASSWORD_FILE);

  const api = new Service(stack, 'api', {
    ...service,
    program: 'api',
    port: 8081,
    health,
    environment: { DATABASE: database.address, DRAIN },
    dependsOn: [migrate],
  });
  api.provideSecret(PASSWORD, password, PASSWORD_FILE);

  const web = new Service(stack, 'web', {
    ...service,
    port: 8080,
    health,
    environment: { API: api.address, DRAIN, ...(props.broken !== undefined && { MODE: props.broken }) },
    dependsOn: [migrate],
  });

  const edge = new Edge(
    stack,
    'edge',
    props.tls && { certificates: { shop: certificateOf(stack, props.tls) } },
  );
  edge.route(web);
  edge.route(api, { path: '/stock' });
  edge.publish({ http: props.hostPort, https: props.tls?.hostPort });
  return { database, migrate, api, web, edge };
}

function certificateOf(stack: TerraformStack, { chain }: ShopTls): EdgeCertificate {
  return EdgeCertificate.of({ chain, key: Secret.fromVariable(stack, 'tls_key') });
}

function declareDatabase(stack: TerraformStack, password: Secret): Service {
  const database = new Service(stack, 'database', {
    image: Image.reference(stack, 'postgres', {
      reference: 'postgres:17',
      user: '999:999',
      port: 5432,
      writable: ['/var/lib/postgresql/data', '/var/run/postgresql'],
      shell: true,
      // PostgreSQL's own word for: end what runs, and do not wait for sessions.
      stopSignal: 'SIGINT',
    }),
    health: Health.command(['pg_isready', '-U', 'postgres']),
  });
  database.mount('/var/lib/postgresql/data', new Volume(stack, 'database-data'));
  database.mountTemporary('/var/run/postgresql');
  database.provideSecret(PASSWORD, password, PASSWORD_FILE);
  return database;
}
