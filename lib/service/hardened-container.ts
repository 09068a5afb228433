import { Container } from '@cdktf/provider-docker/lib/container';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import type { ContainerFacts } from '../facts/facts';
import type { IContainerImage } from '../image/container-image';
import { Environment } from '../image/environment';
import { FilesImage } from '../image/files-image';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { onlyCapabilities } from '../provider/hardening';
import { PATH_LABEL, SPEC_LABEL } from '../facts/labels';
import { specDigest, unnoticedArguments } from '../provider/spec-label';
import type { Capability } from './capability';
import { capabilityProblems } from './capability-problems';
import { containerArguments, type LifeCycle, variables } from './container-arguments';
import { ContainerNetworks, type JoinOptions } from './container-networks';
import type { ContainerProps } from './container-props';
import { CONTAINER_DEFAULTS, type ContainerSpec } from './container-spec';
import type { Dependency } from './dependency';
import { containerFacts, type Reasons } from './container-facts';
import { placeProblems, readFiles } from './container-files';
import { claimName } from './engine-names';
import { otherHostProblems } from './other-host';
import { hostPathProblems, reasonProblems } from './host-paths';
import { variableNameProblems } from './plain-texts';
import {
  type Mount,
  MOUNT_DEFAULTS,
  type MountOptions,
  mountProblems,
  TEMPORARY_DEFAULTS,
  type TemporaryOptions,
  temporaryFilesystems,
  volumeBlocks,
} from './mounts';
import { type Network, defaultNetwork } from './network';
import { ProvidedSecrets, type SecretOptions } from './provided-secrets';
import { Rollout, rolloutProblems } from './rollout';
import { shareVolume } from './shared-volume';
import type { Secret } from './secret';
import { ServiceAddress } from './service-address';
import type { Service } from './service';
import type { Volume } from './volume';

/** What becomes a container. */
export interface HardenedContainerProps {
  /** What was declared. */
  readonly props: ContainerProps;
  readonly spec: ContainerSpec;
  readonly lifeCycle: LifeCycle;
  /** What is wrong with the declaration. */
  readonly problems: readonly string[];
}

/** What services and jobs have in common: one container, what it may do, what it has beside its image, and what it reaches. */
export abstract class HardenedContainer extends Construct {
  /** The `docker_container` below it, for everything that this class does not offer. */
  public readonly resource: Container;
  /** @internal */
  public readonly _rollout: Rollout;
  private readonly image: IContainerImage;
  private readonly spec: ContainerSpec;
  private readonly networks: ContainerNetworks;
  private readonly secrets: ProvidedSecrets;
  private readonly dependencies: readonly Dependency[];
  private readonly environment: Record<string, string>;
  private readonly filePaths: readonly string[];
  private readonly fileDigests: Readonly<Record<string, string>>;
  private readonly mounts: Mount[] = [];
  private readonly reasons: Reasons = { capabilities: {}, hostPaths: {}, sharing: {} };
  private readonly problems: string[] = [];

  protected constructor(scope: Construct, id: string, declared: HardenedContainerProps) {
    super(scope, id);
    const { props, spec, lifeCycle, problems } = declared;
    const { image } = props;
    this.image = image;
    this.spec = spec;
    this._rollout = Rollout.isRollout(props.rollout) ? props.rollout : CONTAINER_DEFAULTS.rollout;
    this.problems.push(...rolloutProblems(props.rollout, spec.name));
    this.dependencies = (props.dependsOn ?? []).map((dependency) => dependency.toDependency());
    const nameProblems = claimName(this, 'container', spec.name);
    if (Environment.find(this).requireMemory && props.memory === undefined) {
      this.problems.push(
        'the environment wants every container to say what memory it needs; set memory, such as Size.mebibytes(128)',
      );
    }
    this.environment = { ...spec.environment };
    this.filePaths = Object.keys(props.files ?? {});
    const files = readFiles(props.files ?? {});
    this.fileDigests = files.digests;
    this.networks = new ContainerNetworks(
      this,
      props.network ?? defaultNetwork(this),
      this._rollout._aliases(spec.name),
    );
    ServiceAddress.servicesIn([
      ...Object.values(spec.environment),
      ...spec.arguments,
      ...(lifeCycle.healthcheck?.test ?? []),
      ...Object.values(props.files ?? {}).map(({ _text }) => _text),
    ]).forEach((service) => {
      this.networks.connect(service._networks);
    });
    this.resource = new Container(this, 'Resource', {
      ...containerArguments(spec, lifeCycle, {
        provider: DockerHost.find(this)?.containers,
        imageId:
          Object.keys(files.texts).length > 0
            ? new FilesImage(this, 'files', { image, files: () => files.texts }).imageId
            : image.imageId,
        networks: this.networks.toBlocks(),
      }),
      ...this._rollout._succession(spec.name, lifeCycle.lifecycle),
      tmpfs: temporaryFilesystems([], spec.user),
      dependsOn:
        this.dependencies.length > 0 ? this.dependencies.map(({ _resource }) => _resource) : undefined,
    });
    this.secrets = new ProvidedSecrets(this, { image, name: spec.name, rollout: this._rollout });
    this.resource.putLabels([
      { label: PATH_LABEL, value: this.node.path },
      // Lazy: what is changed on the resource itself counts too.
      {
        label: SPEC_LABEL,
        value: Lazy.stringValue({ produce: () => specDigest(unnoticedArguments(this.resource)) }),
      },
    ]);
    const noHost = DockerHost.find(this) === undefined ? [NO_HOST] : [];
    this.node.addValidation({
      validate: () => [
        ...noHost,
        ...problems,
        ...nameProblems(),
        ...files.problems,
        ...this.problems,
        ...this.validationProblems(),
      ],
    });
  }

  /**
   * Keeps what is written to a directory in a volume.
   *
   * @param path absolute directory in the container; in the image it should belong to the image's user
   */
  public mount(path: string, volume: Volume, options: MountOptions = {}): void {
    const { readOnly = MOUNT_DEFAULTS.readOnly } = options;
    this.problems.push(...otherHostProblems(this, 'volume', volume));
    volume._owner.mountedBy(this.resource, this.spec.user);
    // By name, which is known before the volume is: a volume that has to be replaced is still in use then, so that this fails
    // instead of losing data.
    const name = this._rollout._overlaps ? volume.name : volume.resource.name;
    if (this._rollout._overlaps) {
      this.problems.push(...shareVolume(this, volume, options));
    }
    if (options.sharing !== undefined) {
      this.reasons.sharing[path] = `${volume.node.path}: ${options.sharing}`;
    }
    this.addMount({ kind: 'volume', path, volume: name, readOnly });
  }

  /**
   * Keeps what is written to a directory in memory, for the image's user alone: it is gone when the container stops, and it
   * counts for the memory limit. `/tmp` is there anyway.
   *
   * @param path absolute directory in the container
   */
  public mountTemporary(path: string, options: TemporaryOptions = {}): void {
    this.addMount({ kind: 'memory', path, size: options.size ?? TEMPORARY_DEFAULTS.size });
  }

  /**
   * Lets the program read a file or directory of the Docker host. The Engine's sockets, the kernel's files and whole system
   * directories are refused.
   *
   * @param path absolute path in the container
   * @param hostPath absolute path on the Docker host; it has to be there, or the Engine makes an empty directory
   * @param reason why the host's file is needed, for whoever reviews the plan
   */
  public mountHostPath(path: string, hostPath: string, reason: string): void {
    this.problems.push(...hostPathProblems(hostPath), ...reasonProblems(`host path "${hostPath}"`, reason));
    this.reasons.hostPaths[path] = `${hostPath}: ${reason}`;
    this.addMount({ kind: 'host', path, hostPath });
  }

  /**
   * Gives the program a secret as a file that it can only read.
   *
   * @param path absolute path of the file in the container, such as `/run/secrets/password`; its directory holds nothing but secrets
   */
  public provideSecret(path: string, secret: Secret, options: SecretOptions = {}): void {
    const { problems, services, mount, carrier } = this.secrets.add(path, secret);
    this.problems.push(...problems);
    this.connectToAll(services);
    if (mount) {
      this.addMount(mount);
    }
    if (carrier) {
      this.resource.dependsOn = [...(this.resource.dependsOn ?? []), carrier.address];
    }
    if (options.pathVariable !== undefined) {
      this.setVariable(options.pathVariable, path);
    }
  }

  /**
   * Gives the program a secret as an environment variable. Everybody who may use the Engine reads it there (`docker inspect`), programs
   * that it starts get it too, and all variables of the container are hidden in plans. For programs that read no files.
   *
   * @param reason why it cannot be a file, for whoever reviews the plan
   */
  public provideSecretByEnvironment(variable: string, secret: Secret, reason: string): void {
    const { problems, services, value } = this.secrets.byEnvironment(variable, secret, reason);
    this.problems.push(...problems);
    this.connectToAll(services);
    if (value !== undefined) {
      this.setVariable(variable, value);
    }
  }

  /** Puts the container on one more network. */
  public join(network: Network, options: JoinOptions = {}): void {
    this.networks.join(network, options.aliases ?? []);
    this.resource.putNetworksAdvanced(this.networks.toBlocks());
  }

  /**
   * Makes a service reachable from this container: nothing to do where the two are on one network, else this one joins the other's. An
   * address of the service among the variables or arguments does the same by itself.
   */
  public connectTo(service: Service): void {
    this.connectToAll([service]);
  }

  /**
   * Gives the program one right of root, with a reason for whoever reviews the plan. The kernel gives it to programs of root only, so
   * it takes an image of somebody else that starts as root (`acceptRoot`).
   */
  public addCapability(capability: Capability, reason: string): void {
    this.problems.push(...reasonProblems(`capability ${capability.name}`, reason));
    this.reasons.capabilities[capability.name] = reason;
    this.resource.putCapabilities(onlyCapabilities(Object.keys(this.reasons.capabilities)));
  }

  /** @internal */
  public get _networks(): ContainerNetworks {
    return this.networks;
  }

  /**
   * What a reviewer must know of it.
   *
   * @internal
   */
  protected _facts(): ContainerFacts {
    return containerFacts({
      image: this.image.node.path,
      environment: Object.keys(this.environment),
      overlaps: this._rollout._overlaps,
      byName: { files: this.fileDigests, secrets: this.secrets.facts, ...this.reasons },
    });
  }

  private connectToAll(services: readonly Service[]): void {
    services.forEach((service) => {
      this.networks.connect(service._networks);
    });
    this.resource.putNetworksAdvanced(this.networks.toBlocks());
  }

  private setVariable(name: string, value: string): void {
    this.problems.push(...variableNameProblems(name));
    if (Object.hasOwn(this.environment, name)) {
      this.problems.push(`environment variable ${quote(name)} is set twice; leave one of the two out`);
    }
    this.environment[name] = value;
    this.resource.env = variables(this.environment);
  }

  private addMount(mount: Mount): void {
    this.mounts.push(mount);
    const volumes = volumeBlocks(this.mounts);
    if (volumes.length > 0) {
      this.resource.putVolumes(volumes);
    }
    this.resource.tmpfs = temporaryFilesystems(this.mounts, this.spec.user);
  }

  private validationProblems(): string[] {
    const { contract } = this.image;
    return [
      ...mountProblems(this.mounts, contract.writable ?? [], contract.program !== undefined),
      ...placeProblems(this.filePaths, this.mounts, contract),
      ...this.dependencies.flatMap((dependency) => dependency._problems(this)),
      ...this.networks.validate(),
      ...otherHostProblems(this, 'image', this.image),
      ...capabilityProblems(Object.keys(this.reasons.capabilities), this.spec.user),
    ];
  }
}
