import { posix } from 'node:path';
import { quote } from '../core/errors';

/** Files by which a container rules the whole host. */
const SOCKETS = ['docker.sock', 'containerd.sock', 'podman.sock', 'crio.sock'];
/** Directories of the host of which no container needs all. */
const TOO_MUCH =
  /^\/(etc|usr|var|var\/lib|run|var\/run|home|root|opt|srv|mnt|media|lib|lib64|bin|sbin)?$|^\/etc\/g?shadow$/;
/** Of these not even a part: the kernel, devices, processes, keys, and the files of the Engine. */
const NEVER = [
  /^\/(proc|sys|dev|boot)(\/|$)/,
  /^\/var\/lib\/(docker|containerd)(\/|$)/,
  /^\/(var\/)?run\/(docker|containerd|podman)(\/|$)/,
  /^\/(var\/)?run\/user\/\d+$/,
  /(^|\/)\.ssh(\/|$)/,
];

/** What is wrong with giving a file or directory of the host to a container, only to be read (CIS Docker Benchmark 5.6 and 5.32). */
export function hostPathProblems(path: string): string[] {
  const normal = posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (!path.startsWith('/') || /[:\0\r\n]/.test(path)) {
    return [
      `host path ${quote(path)} is not possible: absolute, without ":" and line breaks; write it like "/etc/ssl/certs/ca.pem"`,
    ];
  }
  if (normal !== path) {
    return [`host path ${quote(path)} is not in its shortest form; write ${quote(normal)}`];
  }
  if (SOCKETS.includes(posix.basename(path))) {
    return [
      `host path ${quote(path)} lets the program rule the Docker host, read-only or not; leave it out, there is no safe way to ` +
        'share it',
    ];
  }
  if (TOO_MUCH.test(path) || NEVER.some((each) => each.test(path))) {
    return [
      `host path ${quote(path)} holds more of the host than a container may see; name the one file or directory that it needs`,
    ];
  }
  return [];
}

/** What is wrong with a reason that somebody has to give. */
export function reasonProblems(what: string, reason: unknown): string[] {
  return typeof reason === 'string' && reason.trim().length >= 8
    ? []
    : [`${what} needs a reason that a reviewer can judge, not ${quote(String(reason))}; write one sentence`];
}
