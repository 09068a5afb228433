import { posix } from 'node:path';

/** Files by which a container rules the whole host. */
const SOCKETS =
  /(^|[/\\])((docker|containerd|podman|crio|buildkitd|cri-dockerd|dockershim)\.sock(\.raw)?|docker\.proxy\.sock|docker_engine|(lxd|incus)[/\\]unix\.socket)$/;
/** Directories of what rules the host by its sockets. */
const RULING = /^\/run\/(docker|containerd|podman|crio|buildkit|systemd|dbus|k3s|host-services)(\/|$)/;
/** Directories of the host that hold one of those below, or too much to be given as a whole. */
const WHOLE =
  /^\/(etc|etc\/ssl|etc\/pki|etc\/pki\/tls|usr|var|var\/lib|var\/snap|run|run\/user|home|home\/[^/]+|lib|lib64|bin|sbin)?$/;
/** Of these not even a part: the kernel, devices, processes, keys, and the files of the Engine. */
const PARTS = [
  /^\/(proc|sys|dev|boot|root)(\/|$)/,
  /^\/var\/lib\/(docker|containerd|containers|kubelet|rancher|lxd|incus)(\/|$)/,
  /^\/var\/snap\/(docker|lxd)(\/|$)/,
  RULING,
  /^\/run\/user\/\d+$/,
  /^\/etc\/(g?shadow-?|sudoers|sudoers\.d|ssh|docker|kubernetes|letsencrypt|ssl\/private|pki\/tls\/private)(\/|$)/,
  /(^|\/)\.(ssh|docker|kube|aws|gnupg)(\/|$)/,
];
/** Whoever writes below these changes what the host runs. */
const PROGRAMS = /^\/(etc|usr|lib|lib64|bin|sbin|var\/spool\/cron)(\/|$)/;

/** A path of the host in one spelling; `/var/run` is `/run` everywhere. */
export function hostPath(path: string): string {
  return posix
    .normalize(path)
    .replace(/^\/+/, '/')
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/var\/run(?=\/|$)/, '/run');
}

/** Whether who may read or write that path of the host, in its one spelling, may rule the host or know its keys. */
export function givesControl(path: string, isReadOnly: boolean): boolean {
  return (
    SOCKETS.test(path) ||
    WHOLE.test(path) ||
    PARTS.some((each) => each.test(path)) ||
    (!isReadOnly && PROGRAMS.test(path))
  );
}

/** Whether who only reads that path of the host rules it all the same: by talking to the Engine, or to the kernel and its devices. */
export function rulesByReading(path: string): boolean {
  return (
    SOCKETS.test(path) ||
    RULING.test(path) ||
    isAtOrBelow('/run/docker.sock', path) ||
    /^\/(proc|sys|dev)(\/|$)/.test(path)
  );
}

/** Whether services of the host keep what they need while they run there, such as their sockets. */
export function isOfServices(path: string): boolean {
  return isAtOrBelow(path, '/run');
}

/** Whether one path is another or lies below it; both in their one spelling. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
