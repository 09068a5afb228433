import { Network as NetworkResource } from '@cdktf/provider-docker/lib/network';
import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { nameFromPath } from '../core/names';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { claimName } from './engine-names';

/** What a network lets through. */
export interface NetworkProps {
  /**
   * Name of the network on the Engine.
   *
   * Another name makes another network. Services that overlap need that when anything else of it changes, since an Engine has no two
   * networks of one name; the name by default changes with `internal`.
   *
   * @default - the construct path: "dev/private" becomes "dev-private", and "dev-private-internal" where it is internal
   */
  readonly name?: string;

  /**
   * Whether it leads nowhere else: what is on it reaches nothing but the Docker host itself, and no ports are published on it.
   *
   * @default false
   */
  readonly internal?: boolean;
}

const NETWORK = Symbol.for('cdktf-go-containers/Network');

/**
 * A private network of containers. Every stack has one already, that all its services and jobs are on unless they name another.
 *
 * Containers on one network reach each other under their names; nothing else reaches them but through published ports.
 */
export class Network extends Construct {
  /** Whether `value` is a Network. */
  public static isNetwork(value: unknown): value is Network {
    return typeof value === 'object' && value !== null && NETWORK in value;
  }

  /** The `docker_network` below it, for everything that this class does not offer. */
  public readonly resource: NetworkResource;
  /** Name on the Engine. */
  public readonly name: string;
  /** Whether it leads nowhere else. */
  public readonly internal: boolean;

  private knownId?: string;

  public constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    Object.defineProperty(this, NETWORK, { value: true });
    this.internal = props.internal ?? false;
    const name = props.name ?? nameFromPath(this.node.path + (this.internal ? '/internal' : ''));
    this.name = name;
    const nameProblems = claimName(this, 'network', name);
    const noHost = DockerHost.find(this) === undefined ? [NO_HOST] : [];
    this.node.addValidation({ validate: () => [...noHost, ...nameProblems()] });

    this.resource = new NetworkResource(this, 'Resource', {
      provider: DockerHost.find(this)?._provider,
      name,
      driver: 'bridge',
      // Said also where it is false: the provider does not notice when it is taken away.
      internal: this.internal,
    });
  }

  /**
   * The Engine's own id, as one token for all that are on it.
   *
   * @internal
   */
  public get _id(): string {
    this.knownId ??= this.resource.id;
    return this.knownId;
  }
}

const ID = 'go-containers-network';

/** The network that the services of a Docker host are on by default, one per stack; made by whoever asks first. */
export function defaultNetwork(construct: IConstruct): Network {
  const scope = DockerHost.find(construct)?._scope ?? TerraformStack.of(construct);
  const known = scope.node.tryFindChild(ID);
  return Network.isNetwork(known)
    ? known
    : new Network(scope, ID, { name: nameFromPath(`${scope.node.path}/network`) });
}
