import type { Subject } from '../../tools/baseline/inspection';
import type { Changeable } from './good-container';

/** What is different from a good container. */
export type Change = (subject: Changeable<Subject>) => void;

const SERVED = [{ HostIp: '0.0.0.0', HostPort: '8105' }];

/** A mount of the host, of which no reason is known. */
export const bind = (source: string, writable = false) => ({
  Type: 'bind',
  Source: source,
  Destination: '/host',
  RW: writable,
  Propagation: 'rprivate',
});

/** A mount of the host that has a reason: only the place is wrong. */
const withBind =
  (source: string): Change =>
  ({ container, reasons }) => {
    container.Mounts.push(bind(source));
    reasons.hostPaths = { '/host': `${source}: a test` };
  };

/** Ports that were asked for and are open. */
export const withPorts =
  (ports: Changeable<Subject>['container']['HostConfig']['PortBindings']): Change =>
  ({ container }) => {
    container.HostConfig.PortBindings = ports;
    container.NetworkSettings.Ports = ports;
  };

/** For every rule, changes of a good container after each of which its row fails, and no other. */
export const CHANGES: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  user: {
    'root by number': ({ container }) => (container.Config.User = '0:0'),
    'root by default': ({ container }) => (container.Config.User = ''),
    'root as group': ({ container }) => (container.Config.User = '10001:0'),
    'no group': ({ container }) => (container.Config.User = '10001'),
    'a name': ({ container }) => (container.Config.User = 'nonroot'),
  },
  capabilities: {
    'none dropped': ({ container }) => (container.HostConfig.CapDrop = null),
    'some dropped': ({ container }) => (container.HostConfig.CapDrop = ['CAP_CHOWN']),
    'one added without a reason': ({ container }) => (container.HostConfig.CapAdd = ['CAP_NET_RAW']),
    'one of two without a reason': ({ container, reasons }) => {
      container.HostConfig.CapAdd = ['CAP_NET_RAW', 'CAP_CHOWN'];
      reasons.capabilities = { CAP_NET_RAW: 'a test' };
    },
  },
  'no-new-privileges': {
    'not said': ({ container }) => (container.HostConfig.SecurityOpt = null),
    'switched off': ({ container }) => (container.HostConfig.SecurityOpt = ['no-new-privileges:false']),
  },
  privileged: { privileged: ({ container }) => (container.HostConfig.Privileged = true) },
  seccomp: {
    'switched off': ({ container }) => container.HostConfig.SecurityOpt!.push('seccomp=unconfined'),
    'switched off in the older spelling': ({ container }) =>
      container.HostConfig.SecurityOpt!.push('seccomp:unconfined'),
    'unknown to the Engine': ({ engine }) => (engine.SecurityOptions = ['name=apparmor']),
    'switched off for the Engine': ({ engine }) =>
      (engine.SecurityOptions = ['name=apparmor', 'name=seccomp,profile=unconfined']),
  },
  apparmor: {
    'no profile': ({ container }) => (container.AppArmorProfile = ''),
    'a profile that allows everything': ({ container }) => (container.AppArmorProfile = 'unconfined'),
    'switched off where there is none': ({ container, engine }) => {
      engine.SecurityOptions = ['name=seccomp,profile=default'];
      container.HostConfig.SecurityOpt!.push('apparmor=unconfined');
    },
  },
  selinux: {
    'no label where there is SELinux': ({ engine }) => engine.SecurityOptions!.push('name=selinux'),
    'switched off': ({ container }) => container.HostConfig.SecurityOpt!.push('label=disable'),
  },
  'network-namespace': {
    'the network of the host': ({ container }) => (container.HostConfig.NetworkMode = 'host'),
    'that of another container': ({ container }) => (container.HostConfig.NetworkMode = 'container:db'),
  },
  'pid-namespace': { host: ({ container }) => (container.HostConfig.PidMode = 'host') },
  'ipc-namespace': {
    host: ({ container }) => (container.HostConfig.IpcMode = 'host'),
    shareable: ({ container }) => (container.HostConfig.IpcMode = 'shareable'),
  },
  'uts-namespace': { host: ({ container }) => (container.HostConfig.UTSMode = 'host') },
  'user-namespace': { host: ({ container }) => (container.HostConfig.UsernsMode = 'host') },
  init: { 'not said': ({ container }) => (container.HostConfig.Init = null) },
  stop: {
    'no time': ({ container }) => (container.Config.StopTimeout = 0),
    'killed at once': ({ container }) => (container.Config.StopSignal = 'SIGKILL'),
    'no signal said': ({ container }) => (container.Config.StopSignal = undefined),
  },
  'ssh-server': {
    'by its path': ({ processes }) => processes.push('/usr/sbin/sshd -D'),
    'by its own words': ({ processes }) => processes.push('sshd: root@pts/0'),
  },
  'read-only-root': { writable: ({ container }) => (container.HostConfig.ReadonlyRootfs = false) },
  'temporary-files': {
    'no /tmp': ({ container }) => (container.HostConfig.Tmpfs = undefined),
    'no size': ({ container }) => (container.HostConfig.Tmpfs = { '/tmp': 'rw,noexec,nosuid,nodev' }),
    'programs in /tmp': ({ container }) =>
      (container.HostConfig.Tmpfs = { '/tmp': 'rw,nosuid,nodev,size=64m' }),
    'one of two places': ({ container }) => (container.HostConfig.Tmpfs!['/run/x'] = ''),
  },
  'host-directories': Object.fromEntries(
    [
      '/',
      '/etc',
      '/usr',
      '/proc',
      '/sys/kernel',
      '/dev/sda',
      '/boot',
      '/var/lib/docker/volumes',
      '/home',
    ].map((source) => [source, withBind(source)]),
  ),
  'engine-socket': Object.fromEntries(
    [
      '/var/run/docker.sock',
      '/run/docker.sock',
      '/var/run',
      '/run',
      '/run/containerd',
      '/srv/engine/docker.sock',
    ].map((source) => [source, withBind(source)]),
  ),
  'host-files': {
    'no reason': ({ container }) => container.Mounts.push(bind('/srv/authority.pem')),
    writable: ({ container, reasons }) => {
      container.Mounts.push(bind('/srv/data', true));
      reasons.hostPaths = { '/host': '/srv/data: a test' };
    },
  },
  propagation: {
    shared: ({ container }) => (container.Mounts[0]!.Propagation = 'rshared'),
  },
  devices: {
    'a device': ({ container }) => container.HostConfig.Devices!.push({ PathOnHost: '/dev/kvm' }),
    'a device by its driver': ({ container }) => (container.HostConfig.DeviceRequests = [{}]),
    'a rule for devices': ({ container }) => (container.HostConfig.DeviceCgroupRules = ['c 42:* rmw']),
  },
  secrets: {
    'a variable by its name': ({ container }) => container.Config.Env!.push('PGPASSWORD=x'),
    'an address with a password': ({ container }) =>
      container.Config.Env!.push('URL=https://me:pw@example.com/'),
    'an argument': ({ container }) => (container.Config.Cmd = ['-database', 'postgres://me:pw@db/x']),
    'a label': ({ container }) => (container.Config.Labels!['com.example.token'] = 'x'),
  },
  memory: {
    'no limit': ({ container }) => (container.HostConfig.Memory = 0),
    'twice as much with swap': ({ container }) => (container.HostConfig.MemorySwap = 2 * 83_886_080),
    'any amount of swap': ({ container }) => (container.HostConfig.MemorySwap = -1),
  },
  'go-memory': {
    'not told': ({ container }) => container.Config.Env!.shift(),
    'told the whole': ({ container }) => (container.Config.Env![0] = 'GOMEMLIMIT=80MiB'),
    'told nonsense': ({ container }) => (container.Config.Env![0] = 'GOMEMLIMIT=off'),
  },
  cpu: { 'no limit': ({ container }) => (container.HostConfig.CpuQuota = 0) },
  'open-files': {
    'core dumps': ({ container }) => (container.HostConfig.Ulimits = [{ Name: 'core', Soft: 0, Hard: -1 }]),
    'any number of files': ({ container }) =>
      (container.HostConfig.Ulimits = [{ Name: 'nofile', Soft: 1_024, Hard: -1 }]),
  },
  'control-group': { 'of somebody else': ({ container }) => (container.HostConfig.CgroupParent = '/system') },
  restart: {
    always: ({ container }) => (container.HostConfig.RestartPolicy.Name = 'always'),
    'after any number of failures': ({ container }) =>
      (container.HostConfig.RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 0 }),
    'after six failures': ({ container }) =>
      (container.HostConfig.RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 6 }),
  },
  health: {
    'nobody asks': ({ container }) => {
      container.State.Health = undefined;
      container.Config.Healthcheck = undefined;
    },
    'switched off': ({ container }) => (container.Config.Healthcheck!.Test = ['NONE']),
    unhealthy: ({ container }) => (container.State.Health!.Status = 'unhealthy'),
    'through a shell': ({ container }) =>
      (container.Config.Healthcheck!.Test = ['CMD-SHELL', 'curl localhost']),
    'without a timeout': ({ container }) => (container.Config.Healthcheck!.Timeout = 0),
    'a job that has failed': ({ container }) => {
      container.State = { Status: 'exited', Running: false, ExitCode: 1 };
      container.HostConfig.RestartPolicy.Name = 'no';
    },
    'a service that has ended': ({ container }) => {
      container.State = { Status: 'exited', Running: false, ExitCode: 0 };
    },
  },
  logs: {
    'any size': ({ container }) => (container.HostConfig.LogConfig = { Type: 'json-file', Config: {} }),
    'any number': ({ container }) => delete container.HostConfig.LogConfig.Config!['max-file'],
    'a driver without limits': ({ container }) => (container.HostConfig.LogConfig.Type = 'journald'),
    'size without end': ({ container }) => (container.HostConfig.LogConfig.Config!['max-size'] = '-1'),
  },
  'host-ports': { '80': withPorts({ '9292/tcp': [{ HostIp: '127.0.0.1', HostPort: '80' }] }) },
  'needed-ports': {
    'all that the image names': ({ container }) => (container.HostConfig.PublishAllPorts = true),
    'one more is open': ({ container }) =>
      (container.NetworkSettings.Ports!['9393/tcp'] = [{ HostIp: '127.0.0.1', HostPort: '49153' }]),
  },
  'container-ports': { '80': withPorts({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8105' }] }) },
  interface: {
    'all addresses': withPorts({ '9292/tcp': SERVED }),
    'all addresses of version 6': withPorts({ '9292/tcp': [{ HostIp: '::', HostPort: '8105' }] }),
    'no address said': withPorts({ '9292/tcp': [{ HostIp: '', HostPort: '8105' }] }),
  },
  network: {
    'the default bridge by its name': ({ networks }) => (networks[0]!.Name = 'bridge'),
    'the default bridge by its interface': ({ networks }) =>
      (networks[0]!.Options = { 'com.docker.network.bridge.name': 'docker0' }),
    'the default bridge beside its own': ({ networks }) => networks.push({ ...networks[0]!, Name: 'bridge' }),
    'none at all': ({ networks }) => networks.pop(),
  },
  'image-user': {
    root: ({ image }) => (image.Config.User = ''),
    'a name': ({ image }) => (image.Config.User = 'nonroot'),
  },
  'base-image': {
    'a toolchain': ({ image }) =>
      (image.Config.Labels!['org.opencontainers.image.base.name'] = 'docker.io/library/golang:1.27-trixie'),
  },
  'image-version': {
    'latest, of somebody else': ({ image }) => {
      image.Config.Labels = null;
      image.RepoTags = ['postgres:latest'];
    },
  },
  origin: { 'another name': ({ image }) => (image.RepoTags = ['limits:1.0']) },
  'image-secrets': { 'a variable': ({ image }) => image.Config.Env!.push('NPM_TOKEN=x') },
  labels: {
    'no path': ({ container }) => delete container.Config.Labels!['cdktf-go-containers.path'],
    'no digest': ({ container }) => delete container.Config.Labels!['cdktf-go-containers.spec'],
    'no title': ({ image }) => delete image.Config.Labels!['org.opencontainers.image.title'],
    'a label of a network': ({ networks }) => (networks[0]!.Labels = { team: 'one' }),
  },
};
