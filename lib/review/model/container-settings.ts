/** A port of the host that leads into a container. */
export interface PublishedPort {
  /** Undefined where the Engine chooses one. */
  readonly hostPort?: number;
  readonly port: number;
  /** Empty for all addresses. */
  readonly ip: string;
  readonly protocol: string;
}

/** Something mounted into a container. */
export interface MountedPath {
  /** `container` is everything that another container has mounted. */
  readonly kind: 'bind' | 'volume' | 'tmpfs' | 'anonymous' | 'container' | 'other';
  /** Path on the host, or name of the volume or the container; empty where there is none of them. */
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
  /** Empty where it is the Engine's default, `rprivate`. */
  readonly propagation: string;
}

/** A network that a container is on. */
export interface Membership {
  /** Name or id; empty where it is known only after the apply. */
  readonly network: string;
  /** Under which others find it there, beside its own name. */
  readonly aliases: readonly string[];
}

/** A variable of a container; without a value where it is not known before the apply. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A file that the provider copies into a container. */
export interface UploadedFile {
  readonly file: string;
  readonly content: string;
}

/** How the Engine finds out whether a container works. */
export interface HealthSettings {
  /** Begins with `CMD` or `CMD-SHELL`; `NONE` switches a check of the image off. */
  readonly test: readonly string[];
  /** In Go's way, such as `5s`; empty where the Engine's default holds. */
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly retries: number;
}

/** How a container runs, on one side of a change: of a `docker_container`, or of the tasks of a `docker_service`. */
export interface ContainerSettings {
  readonly name: string;
  readonly image: string;
  /** Empty where the image decides. */
  readonly user: string;
  readonly isPrivileged: boolean;
  /** In capitals and without `CAP_`. */
  readonly addedCapabilities: readonly string[];
  readonly droppedCapabilities: readonly string[];
  readonly securityOptions: readonly string[];
  readonly isReadOnly: boolean;
  /** Modes of namespaces by attribute, such as `network_mode`; those that are not said are not there. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** `host path:permissions` of devices, and one text for each request of devices or GPUs. */
  readonly devices: readonly string[];
  readonly groups: readonly string[];
  readonly mounts: readonly MountedPath[];
  readonly temporary: Readonly<Record<string, string>>;
  readonly ports: readonly PublishedPort[];
  readonly publishesAllPorts: boolean;
  /** Names or ids, as the configuration says them. */
  readonly networks: readonly string[];
  /** The same with its names there; those of Swarm's services are not told. */
  readonly memberships: readonly Membership[];
  /** In mebibytes; undefined without a limit. */
  readonly memory?: number;
  /** Memory and swap together, in mebibytes; -1 for as much swap as there is. */
  readonly memorySwap?: number;
  /** In processors; undefined without a limit. */
  readonly processors?: number;
  /** `soft:hard` by name. */
  readonly ulimits: Readonly<Record<string, string>>;
  readonly logDriver: string;
  readonly logOptions: Readonly<Record<string, string>>;
  readonly environment: readonly Variable[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly uploads: readonly UploadedFile[];
  readonly health?: HealthSettings;
  readonly restart: string;
  /** The apply waits until it is healthy. */
  readonly waits: boolean;
  /** Seconds for which the apply waits at most. */
  readonly waitTimeout: number;
  /** Seconds between the signal and the end, when Terraform takes it away; 0 or less: none. */
  readonly graceSeconds: number;
  /** Meant to run: not a carrier of files that never starts, and no job that ends. */
  readonly isService: boolean;
  /** Terraform starts it, whether it has to go on running or not. */
  readonly starts: boolean;
  /** Anonymous volumes go when it goes. */
  readonly removesVolumes: boolean;
  /** Attributes of which something is known only after the apply. */
  readonly unknown: ReadonlySet<string>;
}
