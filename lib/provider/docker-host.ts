import { DockerProvider, type DockerProviderRegistryAuth } from '@cdktf/provider-docker/lib/provider';
import { TerraformProvider, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { quote } from '../core/errors';
import { nameFromPath } from '../core/names';
import { BuiltImages } from './built-images';
import { PerScope } from './per-scope';
import {
  providerVersionProblems,
  requireProviderVersion,
  synthesizedVersionProblems,
} from './provider-version';
import { registryAddress, type RegistryLogin } from './registry-login';
import { secretsIn } from './secret-scan';
import { createFirstProblems } from './create-first';
import { checkSynthesized } from './synthesized-stack';

/** Where images are built and containers run. */
export interface DockerHostProps {
  /**
   * Address of the Engine: `unix:///path`, `tcp://host:port`, `npipe:////./pipe/name` or `ssh://user@host`.
   *
   * @default - `DOCKER_HOST` of whoever runs Terraform, else the local socket
   */
  readonly host?: string;

  /**
   * Directory with `ca.pem`, `cert.pem` and `key.pem`, on the machine that runs Terraform: for `tcp://` with TLS, without which everybody who
   * reaches the port is root on the host.
   *
   * @default - for `tcp://` and where no host is said `DOCKER_CERT_PATH` of whoever runs Terraform, else no TLS
   */
  readonly certificates?: string;

  /**
   * Options of the `ssh` command for `ssh://`, such as `['-i', '/home/deploy/.ssh/id_ed25519']`.
   *
   * @default []
   */
  readonly sshOptions?: readonly string[];

  /**
   * Logins for registries that images are pulled from and pushed to.
   *
   * @default []
   */
  readonly registries?: readonly RegistryLogin[];

  /**
   * Which releases of the Docker provider the stack takes, as Terraform writes it: `~> 4.2`. One of the stack's hosts says it for all.
   *
   * @default ">= 3.9.0"
   */
  readonly providerVersion?: string;
}

/** What every construct says that needs a host and has none. */
export const NO_HOST =
  'there is no DockerHost in the stack yet; make one before what runs on it: new DockerHost(this, "docker")';

const ADDRESS = /^(unix|npipe|tcp|ssh):\/\/.+/;
const hosts = new PerScope<DockerHost>();

/**
 * A Docker Engine: everything in the same scope, and below it, is made there. Made before what runs on it.
 *
 * A stack with one Engine has its host at the top. For several, give each a scope of its own: `const east = new Construct(this,
 * 'east'); new DockerHost(east, 'docker', { host }); new Service(east, ...)`. A DockerProvider that the stack has already stays what it is;
 * its address is not taken over.
 *
 * Images are built by this Engine and for its own platform, whatever machine runs Terraform: an Apple laptop
 * that deploys to an amd64 server gets amd64 images.
 */
export class DockerHost extends Construct {
  /** The host of the nearest scope around `construct`, if it was made already. */
  public static find(construct: IConstruct): DockerHost | undefined {
    return hosts.nearest(construct);
  }

  /** Address of the Engine, when it was said. */
  public readonly host?: string;
  /** The provider below it, for everything that this class does not offer. */
  public readonly resource: DockerProvider;
  /** The same provider for containers: ready only when every image of the stack is built. */
  public readonly containers: DockerProvider;
  /** @internal */
  public readonly _scope: Construct;
  private readonly isDefault: boolean;

  public constructor(scope: Construct, id: string, props: DockerHostProps = {}) {
    super(scope, id);
    this.host = props.host;
    this._scope = scope;
    const stack = TerraformStack.of(this);
    this.isDefault = scope === stack && plainProviders(stack).length === 0;
    const problems = [...hostProblems(props), ...this.claim(scope)];
    this.node.addValidation({ validate: () => [...problems, ...this.otherProviderProblems(stack)] });

    const { host, certificates: certPath, sshOptions = [], registries = [] } = props;
    const config = {
      host,
      // Empty, or DOCKER_CERT_PATH of whoever runs Terraform would make the provider speak TLS to a socket.
      certPath: host === undefined || host.startsWith('tcp://') ? certPath : '',
      sshOpts: sshOptions.length > 0 ? [...sshOptions] : undefined,
    };
    const alias = this.isDefault
      ? undefined
      : `host-${nameFromPath(this.node.path.slice(stack.node.path.length))}-${this.node.addr.slice(-8)}`;
    this.resource = new DockerProvider(this, 'Resource', {
      ...config,
      alias,
      ...(registries.length > 0 && { registryAuth: registries.map((login) => login._render()) }),
    });
    this.containers = new DockerProvider(this, 'containers', {
      ...config,
      alias: alias === undefined ? 'containers' : `${alias}-containers`,
    });
    this.containers.addOverride('disable_docker_daemon_check', BuiltImages.of(this).daemonCheckDisabled);
    requireProviderVersion(stack, this.versionOf(stack, props.providerVersion));
    checkSynthesized(stack, [synthesizedVersionProblems, secretsIn, createFirstProblems]);
  }

  /**
   * What resources other than containers need to be told: nothing where it is the stack's own.
   *
   * @internal
   */
  public get _provider(): DockerProvider | undefined {
    return this.isDefault ? undefined : this.resource;
  }

  /**
   * Lets the provider push to a registry, `host` or `host:port`; what was said for it already stays.
   *
   * The provider refuses to push where nothing is said of the registry, and asks it for the digest by itself.
   *
   * @internal
   */
  public _useRegistry(registry: string): void {
    const known = this.knownRegistries();
    if (!known.some(({ address }) => hostOf(address) === registry)) {
      const address = registryAddress(registry);
      const entry = address.startsWith('http://') ? { address, authDisabled: true } : { address };
      this.resource.registryAuth = [...known, entry];
    }
  }

  private knownRegistries(): readonly DockerProviderRegistryAuth[] {
    const known = this.resource.registryAuthInput;
    return Array.isArray(known) ? known : [];
  }

  /** A stack has one provider release, whichever of its hosts says it. */
  private versionOf(stack: TerraformStack, said: string | undefined): string | undefined {
    const before = versions.get(stack);
    if (before !== undefined && said !== undefined && before !== said) {
      this.node.addValidation({
        validate: () => [
          `providerVersion ${quote(said)} is not the ${quote(before)} of another DockerHost of the stack, which takes one release; say one of them`,
        ],
      });
    }
    const version = said ?? before;
    if (version !== undefined) {
      versions.set(stack, version);
    }
    return version;
  }

  private otherProviderProblems(stack: TerraformStack): string[] {
    const other = plainProviders(stack).find((provider) => provider !== this.resource);
    return this.isDefault && other !== undefined
      ? [
          `${other.node.path} is a Docker provider without an alias too, of which a stack has one; make it before the DockerHost, or give it ` +
            'an alias',
        ]
      : [];
  }

  private claim(scope: IConstruct): string[] {
    const first = hosts.of(scope);
    if (first) {
      return [
        `there is a DockerHost in this scope already, ${first.node.path}; give each host a scope of its own: new Construct(this, "east")`,
      ];
    }
    const problems =
      hosts.wasAskedIn(scope) && scope !== TerraformStack.of(this)
        ? [
            'it comes after constructs in its scope, which are made on another host by now; make the DockerHost first',
          ]
        : [];
    hosts.say(scope, this);
    return problems;
  }
}

/** What hosts have said about the provider's releases. */
const versions = new WeakMap<TerraformStack, string>();

/** The Docker providers that resources take which say none. */
function plainProviders(stack: TerraformStack): TerraformProvider[] {
  return (
    stack.node
      .findAll()
      .filter((each): each is TerraformProvider => TerraformProvider.isTerraformProvider(each))
      .filter((each) => each.terraformResourceType === 'docker' && each.alias === undefined)
      // There may be stacks in it.
      .filter((each) => TerraformStack.of(each) === stack)
  );
}

/** As the provider looks it up: without the protocol and the path. */
function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function hostProblems(props: DockerHostProps): string[] {
  const { host, certificates, sshOptions = [], registries = [], providerVersion } = props;
  const names = registries.map(({ registry }) => registry);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    ...(host === undefined || ADDRESS.test(host)
      ? []
      : [
          `host ${quote(host)} is not the address of an Engine; write unix:///path, tcp://host:port or ssh://user@host`,
        ]),
    ...(certificates !== undefined && host !== undefined && !host.startsWith('tcp://')
      ? [`certificates are for tcp://, and host is ${quote(host)}; leave them out`]
      : []),
    ...(sshOptions.length > 0 && host?.startsWith('ssh://') !== true
      ? [`sshOptions are for ssh://, and host is ${quote(host ?? '')}; leave them out`]
      : []),
    ...(providerVersion === undefined ? [] : providerVersionProblems(providerVersion)),
    ...(twice === undefined ? [] : [`two logins are for ${quote(twice)}; leave one of them out`]),
  ];
}
