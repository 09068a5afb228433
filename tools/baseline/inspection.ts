/**
 * What `docker container inspect`, `docker image inspect`, `docker network inspect` and `docker info` say, as far as a rule looks at it.
 *
 * What is optional here is left out by some Engines; a list that is empty may be null.
 */

/** A part of `docker container inspect`. */
export interface ContainerInspection {
  readonly Name: string;
  readonly AppArmorProfile: string;
  readonly ProcessLabel: string;
  readonly State: ContainerState;
  readonly Config: ContainerConfiguration;
  readonly HostConfig: HostConfiguration;
  readonly Mounts: readonly MountInspection[];
  readonly NetworkSettings: {
    readonly Ports: PortMap | null;
    readonly Networks: Readonly<Record<string, { readonly NetworkID: string }>>;
  };
}

/** How the program is doing. */
export interface ContainerState {
  readonly Status: string;
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status: string };
}

/** What the program gets. */
export interface ContainerConfiguration {
  readonly User: string;
  readonly Env: readonly string[] | null;
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  /** Durations are in nanoseconds. */
  readonly Healthcheck?: {
    readonly Test?: readonly string[];
    readonly Interval?: number;
    readonly Timeout?: number;
    readonly Retries?: number;
  };
}

/** What the Engine holds the container to. */
export interface HostConfiguration {
  readonly ReadonlyRootfs: boolean;
  readonly Privileged: boolean;
  readonly CapDrop: readonly string[] | null;
  readonly CapAdd: readonly string[] | null;
  readonly SecurityOpt: readonly string[] | null;
  readonly NetworkMode: string;
  readonly PidMode: string;
  readonly IpcMode: string;
  readonly UTSMode: string;
  readonly UsernsMode: string;
  readonly CgroupParent: string;
  /** Bytes; 0 is no limit. */
  readonly Memory: number;
  /** Bytes, those of the memory among them; -1 is no limit. */
  readonly MemorySwap: number;
  readonly NanoCpus: number;
  readonly CpuPeriod: number;
  readonly CpuQuota: number;
  readonly PidsLimit: number | null;
  readonly Ulimits: readonly Ulimit[] | null;
  readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number };
  readonly LogConfig: { readonly Type: string; readonly Config: Readonly<Record<string, string>> | null };
  readonly Init?: boolean | null;
  readonly Tmpfs?: Readonly<Record<string, string>>;
  readonly Devices: readonly { readonly PathOnHost: string }[] | null;
  readonly DeviceRequests?: readonly unknown[] | null;
  readonly DeviceCgroupRules?: readonly string[] | null;
  readonly PublishAllPorts: boolean;
  readonly PortBindings: PortMap | null;
}

/** A limit of the kernel for one process. */
export interface Ulimit {
  readonly Name: string;
  readonly Soft: number;
  readonly Hard: number;
}

/** Something that is mounted. */
export interface MountInspection {
  readonly Type: string;
  /** Path on the host. */
  readonly Source?: string;
  /** Path in the container. */
  readonly Destination: string;
  readonly RW: boolean;
  readonly Propagation?: string;
}

/** Addresses of the host by port of the container, such as `8080/tcp`; null where a port is not published. */
export type PortMap = Readonly<Record<string, readonly HostPort[] | null>>;

/** An address of the host. */
export interface HostPort {
  readonly HostIp: string;
  readonly HostPort: string;
}

/** A part of `docker image inspect`. */
export interface ImageInspection {
  readonly RepoTags: readonly string[] | null;
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[] | null;
    readonly Labels: Readonly<Record<string, string>> | null;
  };
}

/** A part of `docker network inspect`. */
export interface NetworkInspection {
  readonly Name: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly Options: Readonly<Record<string, string>> | null;
  readonly Labels: Readonly<Record<string, string>> | null;
}

/** A part of `docker info`. */
export interface EngineInformation {
  /** Such as `name=seccomp,profile=default`. */
  readonly SecurityOptions: readonly string[] | null;
}

/** Reasons that the stack gives for what it allows: a part of the facts that the library keeps in it. */
export interface Reasons {
  /** By name, such as `CAP_NET_RAW`. */
  readonly capabilities?: Readonly<Record<string, string>>;
  /** By path in the container. */
  readonly hostPaths?: Readonly<Record<string, string>>;
  /** By path in the container, or by environment variable. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** One container and all that is looked at with it. */
export interface Subject {
  readonly container: ContainerInspection;
  readonly image: ImageInspection;
  /** Those that the container is on. */
  readonly networks: readonly NetworkInspection[];
  readonly engine: EngineInformation;
  /** Command lines of what runs in it; none when it has ended. */
  readonly processes: readonly string[];
  readonly reasons: Reasons;
}
