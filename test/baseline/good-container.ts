import type {
  ContainerInspection,
  EngineInformation,
  ImageInspection,
  NetworkInspection,
  Subject,
} from '../../tools/baseline/inspection';

/** The same with members that a test can change. */
export type Changeable<T> = T extends readonly (infer Item)[]
  ? Changeable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Changeable<T[Key]> }
    : T;

const CONTAINER: ContainerInspection = {
  Name: '/dev-limits',
  AppArmorProfile: 'docker-default',
  ProcessLabel: '',
  State: { Status: 'running', Running: true, ExitCode: 0, Health: { Status: 'healthy' } },
  Config: {
    User: '10001:10001',
    Env: ['GOMEMLIMIT=72MiB', 'PATH=/bin', 'PASSWORD_FILE=/run/secrets/password'],
    Cmd: null,
    Entrypoint: ['/app/limits'],
    Labels: {
      'cdktf-go-containers.image': 'limits',
      'cdktf-go-containers.path': 'dev/limits',
      'cdktf-go-containers.spec': '0123456789ab',
      'org.opencontainers.image.title': 'limits',
    },
    StopSignal: 'SIGTERM',
    StopTimeout: 30,
    Healthcheck: {
      Test: ['CMD', '/app/probe', 'http', '9292', '/healthz'],
      Interval: 5_000_000_000,
      Timeout: 3_000_000_000,
      Retries: 3,
    },
  },
  HostConfig: {
    ReadonlyRootfs: true,
    Privileged: false,
    CapDrop: ['ALL'],
    CapAdd: null,
    SecurityOpt: ['no-new-privileges:true'],
    NetworkMode: 'bridge',
    PidMode: '',
    IpcMode: 'private',
    UTSMode: '',
    UsernsMode: '',
    CgroupParent: '',
    Memory: 83_886_080,
    MemorySwap: 83_886_080,
    NanoCpus: 0,
    CpuPeriod: 100_000,
    CpuQuota: 50_000,
    PidsLimit: null,
    Ulimits: null,
    RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 },
    LogConfig: { Type: 'json-file', Config: { 'max-file': '3', 'max-size': '10m' } },
    Init: false,
    Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777' },
    Devices: [],
    DeviceRequests: null,
    DeviceCgroupRules: null,
    PublishAllPorts: false,
    PortBindings: { '9292/tcp': [{ HostIp: '127.0.0.1', HostPort: '8105' }] },
  },
  Mounts: [{ Type: 'volume', Destination: '/run/secrets', RW: false, Propagation: '' }],
  NetworkSettings: {
    Ports: { '9292/tcp': [{ HostIp: '127.0.0.1', HostPort: '8105' }] },
    Networks: { 'dev-network': { NetworkID: 'f00d' } },
  },
};

const IMAGE: ImageInspection = {
  RepoTags: ['limits:0123456789ab'],
  Config: {
    User: '10001:10001',
    Env: ['PATH=/bin'],
    Labels: { 'cdktf-go-containers.image': 'limits', 'org.opencontainers.image.title': 'limits' },
  },
};

const NETWORK: NetworkInspection = {
  Name: 'dev-network',
  Driver: 'bridge',
  Internal: false,
  Options: {},
  Labels: {},
};

const ENGINE: EngineInformation = { SecurityOptions: ['name=apparmor', 'name=seccomp,profile=default'] };

/** What the Engine says of a service as the library makes it, on a host with AppArmor. */
export function goodContainer(change: (subject: Changeable<Subject>) => void = () => undefined): Subject {
  const subject: Subject = {
    container: CONTAINER,
    image: IMAGE,
    networks: [NETWORK],
    engine: ENGINE,
    processes: ['/app/limits'],
    reasons: {},
  };
  const copy = structuredClone(subject) as Changeable<Subject>;
  change(copy);
  return copy;
}
