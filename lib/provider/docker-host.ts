import { DockerProvider, type DockerProviderRegistryAuth } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { quote } from '../core/errors';
import { BuiltImages } from './built-images';
import { requireProviderVersion } from './provider-version';

/** Where images are built and containers run. */
export interface DockerHostProps {
  /**
   * Address of the Engine: `unix:///path`, `tcp://host:port`, `npipe:////./pipe/name` or `ssh://user@host`.
   *
   * @default - `DOCKER_HOST` of whoever runs Terraform, else the local socket
   */
  readonly host?: string;
}

/** What every construct says that needs a host and has none. */
export const NO_HOST =
  'there is no DockerHost in the stack yet; make one before what runs on it: new DockerHost(this, "docker")';

const ADDRESS = /^(unix|npipe|tcp|ssh):\/\/.+/;
const hostOfStack = new WeakMap<TerraformStack, DockerHost>();

/**
 * The Docker Engine that a stack deploys to: one per stack, made before what runs on it.
 *
 * Images are built by this Engine and for its own platform, whatever machine runs Terraform: an Apple laptop
 * that deploys to an amd64 server gets amd64 images.
 */
export class DockerHost extends Construct {
  /** The host of the stack that `construct` is in, if it was made already. */
  public static find(construct: IConstruct): DockerHost | undefined {
    return hostOfStack.get(TerraformStack.of(construct));
  }

  /** Address of the Engine, when it was said. */
  public readonly host?: string;
  /** The provider below it, for everything that this class does not offer. */
  public readonly resource: DockerProvider;
  /** The same provider for containers: ready only when every image of the stack is built. */
  public readonly containers: DockerProvider;

  public constructor(scope: Construct, id: string, props: DockerHostProps = {}) {
    super(scope, id);
    this.host = props.host;
    const stack = TerraformStack.of(this);
    const problems = [...hostProblems(props.host), ...this.claim(stack)];
    this.node.addValidation({ validate: () => problems });

    this.resource = new DockerProvider(this, 'Resource', { host: props.host });
    this.containers = new DockerProvider(this, 'containers', { host: props.host, alias: 'containers' });
    this.containers.addOverride('disable_docker_daemon_check', BuiltImages.of(this).daemonCheckDisabled);
    requireProviderVersion(stack);
  }

  /**
   * Lets the provider push to a registry, `host` or `host:port`; what was said for it already stays.
   *
   * The provider refuses to push where nothing is said of the registry, and asks it for the digest by itself: over plain HTTP
   * only when the address says so.
   *
   * @internal
   */
  public _useRegistry(registry: string): void {
    const known = this.knownRegistries();
    if (!known.some(({ address }) => hostOf(address) === registry)) {
      const entry = LOOPBACK_REGISTRY.test(registry)
        ? { address: `http://${registry}`, authDisabled: true }
        : { address: `https://${registry}` };
      this.resource.registryAuth = [...known, entry];
    }
  }

  private knownRegistries(): readonly DockerProviderRegistryAuth[] {
    const known = this.resource.registryAuthInput;
    return Array.isArray(known) ? known : [];
  }

  private claim(stack: TerraformStack): string[] {
    const first = hostOfStack.get(stack);
    if (first) {
      return [`the stack has a DockerHost already, ${first.node.path}; give each host a stack of its own`];
    }
    hostOfStack.set(stack, this);
    return [];
  }
}

/** Registries of the machine itself, with which the Engine speaks plain HTTP unasked. */
const LOOPBACK_REGISTRY = /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/;

/** As the provider looks it up: without the protocol and the path. */
function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function hostProblems(host: string | undefined): string[] {
  return host === undefined || ADDRESS.test(host)
    ? []
    : [
        `host ${quote(host)} is not the address of an Engine; write unix:///path, tcp://host:port or ssh://user@host`,
      ];
}
