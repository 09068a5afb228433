import type { TerraformStack } from 'cdktf';
import fc from 'fast-check';
import {
  type GoImage,
  Duration,
  Health,
  Logs,
  type Network,
  Restart,
  Secret,
  Service,
  type ServiceProps,
  Size,
  TextFile,
  Volume,
} from '../../../lib';

/** What every random service may use. */
export interface Surroundings {
  readonly image: GoImage;
  readonly networks: readonly Network[];
  readonly secret: Secret;
  /** A port of the host that nobody else has. */
  readonly hostPort: number;
}

/** Adds a service to a stack. */
export type RandomService = (scope: TerraformStack, id: string, around: Surroundings) => void;

const text = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', '"', "'", '\\', 'é', '=', ':', '$', '%', '{', '}'),
});
/** As everywhere in CDKTF, values are Terraform strings: its two openings are doubled. */
const terraformText = text.map((value) => value.replace(/[$%](?=\{)/g, '$&$&'));
const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/).map((each) => `V_${each}`);
const address = fc.tuple(fc.nat(255), fc.nat(255)).map(([third, last]) => `10.9.${third}.${last}`);
const hostName = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const milliseconds = (min: number, max: number): fc.Arbitrary<Duration> =>
  fc.integer({ min, max }).map((amount) => Duration.milliseconds(amount));

const healthOptions = fc.record(
  {
    interval: milliseconds(500, 1_500),
    timeout: milliseconds(1_000, 5_000),
    startPeriod: milliseconds(0, 90_000),
    retries: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['interval'] },
);

const health = fc.oneof(
  healthOptions.map((options) => Health.tcp(options)),
  healthOptions.map((options) => Health.http('/missing', options)).map(() => Health.none()),
  fc.constant(Health.none()),
);

const logs = fc.oneof(
  fc
    .record({
      maxSize: fc.integer({ min: 20_480, max: 2 ** 30 }).map((bytes) => Size.bytes(bytes)),
      maxFiles: fc.integer({ min: 1, max: 9 }),
    })
    .chain((options) => fc.constantFrom(Logs.local(options), Logs.jsonFile(options))),
  fc.constant(Logs.none()),
);

const restart = fc.oneof(
  fc.constantFrom(Restart.always(), Restart.unlessStopped(), Restart.never()),
  fc.integer({ min: 1, max: 20 }).map((tries) => Restart.onFailure(tries)),
);

const props = fc.record(
  {
    port: fc.constantFrom(8_080, 8_081),
    health,
    memory: fc.integer({ min: 16, max: 512 }).map((amount) => Size.mebibytes(amount)),
    cpus: fc.integer({ min: 1, max: 200 }).map((hundredths) => hundredths / 100),
    stopGrace: milliseconds(0, 10_000),
    arguments: fc.array(
      terraformText.filter((each) => each !== ''),
      { maxLength: 4 },
    ),
    environment: fc.dictionary(name, terraformText, { maxKeys: 4 }),
    program: fc.constantFrom('notes', 'second'),
    restart,
    logs,
    hosts: fc.dictionary(hostName, fc.oneof(address, fc.constant('host-gateway')), { maxKeys: 3 }),
    dns: fc.uniqueArray(address, { maxLength: 3 }),
    files: fc.dictionary(
      hostName.map((each) => `/etc/random/${each}`),
      text.map((each) => TextFile.fromText(each)),
      { maxKeys: 2 },
    ),
  } satisfies {
    [property in keyof Omit<ServiceProps, 'image' | 'name' | 'network' | 'dependsOn' | 'rollout'>]-?: unknown;
  },
  { requiredKeys: [] },
);

/** What is done with a service after it was made; numbers choose among what is there. */
const connections = fc.record({
  network: fc.option(fc.nat()),
  joins: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  aliases: fc.uniqueArray(hostName, { maxLength: 2 }),
  volume: fc.boolean(),
  temporary: fc.boolean(),
  hostPath: fc.boolean(),
  secret: fc.boolean(),
  secretVariable: fc.boolean(),
  publish: fc.constantFrom('no', 'loopback', 'everywhere'),
});

/** A service with random values for everything that services have. */
export const randomService: fc.Arbitrary<RandomService> = fc
  .tuple(props, connections)
  .map(
    ([some, { network, joins, aliases, ...connected }]) =>
      (scope, id, { image, networks, secret, hostPort }) => {
        // Health.tcp asks a port; a health check of the default needs none when there is none.
        const port = some.port ?? (some.health === undefined ? undefined : 8_080);
        const service = new Service(scope, id, {
          image,
          ...some,
          port,
          ...(network !== null && { network: networks[network % networks.length] }),
        });
        joins.forEach((index) => {
          service.join(networks[index % networks.length]!, { aliases });
        });
        if (connected.volume) service.mount('/data', new Volume(scope, `${id}-data`));
        else service.mountTemporary('/data', { size: Size.mebibytes(1) });
        if (connected.temporary) service.mountTemporary('/scratch');
        if (connected.hostPath)
          service.mountHostPath('/etc/host-name', '/etc/hostname', 'the test reads the name');
        if (connected.secret)
          service.provideSecret('/run/secrets/random', secret, { pathVariable: 'RANDOM_FILE' });
        if (connected.secretVariable)
          service.provideSecretByEnvironment('RANDOM', secret, 'the test reads it there');
        const isReachable = networks.length > 0;
        if (connected.publish !== 'no' && isReachable) {
          const options = { hostPort, port: port ?? 8_080 };
          if (connected.publish === 'loopback') service.publish(options);
          else service.exposePublicly(options);
        }
      },
  );
