import { posix } from 'node:path';

/** Files by which a container rules the whole host. */
const SOCKETS = /(^|[/\\])(docker|containerd|podman|crio|buildkitd)\.sock$|[/\\]docker_engine$/;
/** Directories of the host that hold one of those below, or too much to be given as a whole. */
const WHOLE = /^\/(etc|usr|var|var\/lib|run|run\/user|home|lib|lib64|bin|sbin)?$/;
/** Of these not even a part: the kernel, devices, processes, keys, and the files of the Engine. */
const PARTS = [
  /^\/(proc|sys|dev|boot|root)(\/|$)/,
  /^\/var\/lib\/(docker|containerd|containers|kubelet)(\/|$)/,
  /^\/run\/(docker|containerd|podman|crio)(\/|$)/,
  /^\/run\/user\/\d+$/,
  /^\/etc\/(g?shadow-?|sudoers|sudoers\.d|ssh|docker|kubernetes)(\/|$)/,
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
  return SOCKETS.test(path) || isAtOrBelow('/run/docker.sock', path) || /^\/(proc|sys|dev)(\/|$)/.test(path);
}

/** Whether one path is another or lies below it; both in their one spelling. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
