import type { Construct } from 'constructs';
import {
  Capability,
  type ExposeOptions,
  type JoinOptions,
  type PublishOptions,
  Secret,
  type SecretOptions,
  type Service,
  Size,
  type TemporaryOptions,
} from '../../../lib';
import {
  type EditCase,
  type EditSurroundings,
  mounted,
  networkNames,
  published,
  textsOf,
  variables,
} from './edit-case';
import { output } from './machine';

/** What a service has of its own, but what only asks. */
type Member = Exclude<keyof Service, keyof Construct | 'toDependency'>;
/** What can be called on it. */
export type Method = {
  [member in Member]: Service[member] extends (...args: never[]) => unknown ? member : never;
}[Member];

/**
 * What can be edited about a call: its arguments, but for reasons, which are in no container, and every one of its options, but for those that
 * another method has as well.
 */
interface Edits {
  readonly mount: 'path' | 'volume';
  readonly mountTemporary: 'path' | keyof TemporaryOptions;
  readonly mountHostPath: 'path' | 'hostPath';
  readonly provideSecret: 'path' | 'secret' | 'text' | keyof SecretOptions;
  readonly provideSecretByEnvironment: 'variable' | 'text';
  readonly join: 'network' | keyof JoinOptions;
  readonly connectTo: 'service';
  readonly addCapability: 'capability';
  readonly publish: keyof PublishOptions;
  readonly exposePublicly: Exclude<keyof ExposeOptions, keyof PublishOptions>;
}

/** The arguments of a call before and after an edit. */
export interface MethodCase<Arguments> extends EditCase<Arguments> {
  /** Whether it takes a program of root. */
  readonly asRoot?: boolean;
}

/**
 * Cases by method, and by what is edited about its call: a method without cases does not compile. The call of the first of each is taken
 * away in the end.
 */
type MethodCases = {
  readonly [method in Method]: {
    readonly [edit in Edits[method]]: MethodCase<Parameters<Service[method]>>;
  };
};

const SECRET = '/run/secrets/one';
const REASON = 'the test looks for it';

/** All calls that can be edited. */
export function methodCases(around: EditSurroundings): MethodCases {
  return { ...mountCases(around), ...secretCases(around), ...networkCases(around), ...portCases(around) };
}

function mountCases({
  volumes: [volume, other],
}: EditSurroundings): Pick<MethodCases, 'mount' | 'mountTemporary' | 'mountHostPath'> {
  return {
    mount: {
      path: {
        before: ['/one', volume],
        after: ['/two', volume],
        prepare: ({ Id }) => {
          output('docker', ['exec', Id, 'sh', '-c', 'printf kept > /one/file']);
        },
        seen: { in: textsOf('/one/file', '/two/file'), expected: [undefined, 'kept'] },
        asRoot: true,
      },
      volume: {
        before: ['/data', volume],
        after: ['/data', other],
        seen: { in: mounted, expected: ['volume edits-volume-2 at /data'] },
        asRoot: true,
      },
    },
    mountTemporary: {
      path: {
        before: ['/one'],
        after: ['/two'],
        seen: {
          in: ({ HostConfig: { Tmpfs = {} } }) => Object.keys(Tmpfs).sort(),
          expected: ['/tmp', '/two'],
        },
      },
      size: {
        before: ['/one', { size: Size.mebibytes(1) }],
        after: ['/one', { size: Size.mebibytes(2) }],
        seen: {
          in: ({ HostConfig: { Tmpfs = {} } }) => Tmpfs['/one'],
          expected: 'rw,noexec,nosuid,nodev,size=2m,mode=0700,uid=65532,gid=65532',
        },
      },
    },
    mountHostPath: {
      path: {
        before: ['/etc/one', '/etc/hostname', REASON],
        after: ['/etc/two', '/etc/hostname', REASON],
        seen: { in: mounted, expected: ['bind /etc/hostname at /etc/two, read-only'] },
      },
      hostPath: {
        before: ['/etc/one', '/etc/hostname', REASON],
        after: ['/etc/one', '/etc/hosts', REASON],
        seen: { in: mounted, expected: ['bind /etc/hosts at /etc/one, read-only'] },
      },
    },
  };
}

function secretCases({
  secret,
  editedSecret,
}: EditSurroundings): Pick<MethodCases, 'provideSecret' | 'provideSecretByEnvironment'> {
  return {
    provideSecret: {
      pathVariable: {
        before: [SECRET, secret, { pathVariable: 'ONE_FILE' }],
        after: [SECRET, secret, { pathVariable: 'TWO_FILE' }],
        seen: { in: variables('ONE_FILE', 'TWO_FILE'), expected: [`TWO_FILE=${SECRET}`] },
      },
      path: {
        before: [SECRET, secret],
        after: ['/run/secrets/two', secret],
        seen: { in: textsOf(SECRET, '/run/secrets/two'), expected: [undefined, 'the same'] },
      },
      secret: {
        before: [SECRET, secret],
        after: [SECRET, Secret.fromHostFile('/etc/hostname')],
        seen: { in: mounted, expected: [`bind /etc/hostname at ${SECRET}, read-only`] },
      },
      text: {
        before: [SECRET, editedSecret],
        after: [SECRET, editedSecret],
        seen: { in: textsOf(SECRET), expected: ['edited'] },
      },
    },
    provideSecretByEnvironment: {
      variable: {
        before: ['ONE', secret, REASON],
        after: ['TWO', secret, REASON],
        seen: { in: variables('ONE', 'TWO'), expected: ['TWO=the same'] },
      },
      text: {
        before: ['ONE', editedSecret, REASON],
        after: ['ONE', editedSecret, REASON],
        seen: { in: variables('ONE'), expected: ['ONE=edited'] },
      },
    },
  };
}

function networkCases({
  networks: [network, other],
  services: [first, second],
}: EditSurroundings): Pick<MethodCases, 'join' | 'connectTo' | 'addCapability'> {
  return {
    join: {
      aliases: {
        before: [network, { aliases: ['one'] }],
        after: [network, { aliases: ['two', 'three'] }],
        seen: {
          in: ({ Id, NetworkSettings: { Networks } }) =>
            Networks['edits-network-1']?.Aliases?.filter((alias) => !Id.startsWith(alias)).sort(),
          expected: ['three', 'two'],
        },
      },
      network: {
        before: [network],
        after: [other],
        seen: { in: networkNames, expected: ['edits-network-2', 'edits-network-calls'] },
      },
    },
    connectTo: {
      service: {
        before: [first],
        after: [second],
        seen: { in: networkNames, expected: ['edits-network-2', 'edits-network-calls'] },
      },
    },
    addCapability: {
      capability: {
        before: [Capability.netRaw(), REASON],
        after: [Capability.chown(), REASON],
        seen: { in: ({ HostConfig }) => HostConfig.CapAdd, expected: ['CAP_CHOWN'] },
        asRoot: true,
      },
    },
  };
}

function portCases({ ports }: EditSurroundings): Pick<MethodCases, 'publish' | 'exposePublicly'> {
  const [one = 0, two = 0, three = 0, four = 0] = ports;
  return {
    publish: {
      hostPort: {
        before: [{ hostPort: one, port: 8080 }],
        after: [{ hostPort: two, port: 8080 }],
        seen: { in: published, expected: [`8080/tcp at 127.0.0.1:${two}`] },
      },
      port: {
        before: [{ hostPort: three, port: 8080 }],
        after: [{ hostPort: three, port: 8081 }],
        seen: { in: published, expected: [`8081/tcp at 127.0.0.1:${three}`] },
      },
    },
    exposePublicly: {
      address: {
        before: [{ hostPort: four, port: 8080 }],
        after: [{ hostPort: four, port: 8080, address: '127.0.0.1' }],
        seen: { in: published, expected: [`8080/tcp at 127.0.0.1:${four}`] },
      },
    },
  };
}
