import type { Subject } from './inspection';
import { bindsOf, environmentOf } from './read';
import { excepted, fails, type Finding, holds, listed, passes, type Rule } from './rule';

/** Directories of the host of which a container gets nothing at all, or not all: those of the benchmark, and their parents' like. */
const WHOLE = [
  ...['/', '/etc', '/lib', '/usr', '/bin', '/sbin'],
  ...['/root', '/home', '/var', '/var/lib', '/opt', '/srv'],
];
const ANY_PART = ['/boot', '/dev', '/proc', '/sys', '/var/lib/docker', '/var/lib/containerd'];
/** A directory that holds the socket of an Engine is as good as the socket. */
const SOCKET_DIRECTORIES = ['/run', '/var/run', '/run/docker', '/run/containerd', '/run/podman'];
const SOCKET = /(^|\/)(docker|containerd|podman|crio)\.sock$/;

/** What it can read and write. */
export const FILE_RULES: readonly Rule[] = [
  {
    id: 'read-only-root',
    item: 'read-only root fs',
    references: ['CIS 5.13'],
    title: 'files of the image are read-only',
    look: ({ container: { HostConfig } }) =>
      holds(HostConfig.ReadonlyRootfs, HostConfig.ReadonlyRootfs ? 'read-only' : 'can be changed'),
  },
  {
    id: 'temporary-files',
    item: 'writable scratch',
    references: [],
    title: 'temporary files have a place in memory that is bounded and runs nothing',
    look: temporaryFiles,
  },
  {
    id: 'host-directories',
    item: 'docker.sock / host dirs',
    references: ['CIS 5.6'],
    title: 'no system directory of the host',
    look: ({ container }) => {
      const wrong = bindsOf(container).filter(
        ({ Source }) => WHOLE.includes(Source) || ANY_PART.some((part) => isAtOrBelow(Source, part)),
      );
      return holds(wrong.length === 0, listed(wrong.map(({ Source }) => Source)));
    },
  },
  {
    id: 'engine-socket',
    item: 'docker.sock / host dirs',
    references: ['CIS 5.32', 'OWASP 1'],
    title: 'no socket of an Engine, nor a directory that holds one',
    look: ({ container }) => {
      const wrong = bindsOf(container).filter(
        ({ Source }) => SOCKET.test(Source) || SOCKET_DIRECTORIES.includes(Source),
      );
      return holds(wrong.length === 0, listed(wrong.map(({ Source }) => Source)));
    },
  },
  {
    id: 'host-files',
    item: 'docker.sock / host dirs',
    references: [],
    title: 'files of the host are read-only, each with a reason',
    look: hostFiles,
  },
  {
    id: 'propagation',
    item: 'namespaces',
    references: ['CIS 5.20'],
    title: 'mounts of the container do not reach the host',
    look: ({ container: { Mounts } }) => {
      const wrong = Mounts.filter(({ Propagation = '' }) => Propagation.includes('shared'));
      return holds(wrong.length === 0, listed(wrong.map(({ Destination }) => `${Destination} is shared`)));
    },
  },
  {
    id: 'devices',
    item: 'devices',
    references: ['CIS 5.18'],
    title: 'no device of the host',
    look: ({ container: { HostConfig } }) => {
      const devices = [
        ...(HostConfig.Devices ?? []).map(({ PathOnHost }) => PathOnHost),
        ...(HostConfig.DeviceRequests ?? []).map(() => 'a device by its driver'),
        ...(HostConfig.DeviceCgroupRules ?? []),
      ];
      return holds(devices.length === 0, listed(devices));
    },
  },
  {
    id: 'secrets',
    item: 'secrets',
    references: ['OWASP D06'],
    title: 'no secret among variables, arguments and labels',
    look: ({ container: { Config }, reasons }) => {
      const names = secretNames(Config);
      const why = names.map((name) => reasons.secrets?.[name]);
      if (names.length === 0) {
        return passes('none that is called or looks like one');
      }
      return why.every((reason) => reason !== undefined)
        ? excepted(listed(names), `the stack says why: ${why.join('; ')}`)
        : fails(listed(names));
    },
  },
];

function temporaryFiles({ container: { HostConfig, Mounts } }: Subject): Finding {
  const places = Object.entries(HostConfig.Tmpfs ?? {});
  const loose = places.filter(([, options]) => {
    const words = options.split(',');
    const isBounded = words.some((word) => /^size=[1-9]\d*[kmg]?$/.test(word));
    return !isBounded || !['noexec', 'nosuid', 'nodev'].every((word) => words.includes(word));
  });
  if (loose.length > 0) {
    return fails(listed(loose.map(([path, options]) => `${path} with ${options || 'no option'}`)));
  }
  const isThere = [...places.map(([path]) => path), ...Mounts.map(({ Destination }) => Destination)];
  return holds(
    isThere.includes('/tmp'),
    places.length === 0 ? 'none' : places.map(([path, options]) => `${path} (${options})`).join('; '),
  );
}

function hostFiles({ container, reasons }: Subject): Finding {
  const binds = bindsOf(container);
  const found = listed(binds.map(({ Source, RW }) => (RW ? `${Source}, writable` : Source)));
  if (binds.length === 0) {
    return passes(found);
  }
  const why = binds.map(
    ({ Destination }) => reasons.hostPaths?.[Destination] ?? reasons.secrets?.[Destination],
  );
  return binds.every(({ RW }) => !RW) && why.every((reason) => reason !== undefined)
    ? excepted(found, `the stack says why: ${why.join('; ')}`)
    : fails(found);
}

/** The end of a name whose value is the secret itself, not a path of it. */
const SECRET_NAME =
  /((^|_)PASS|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|ACCESS|PRIVATE|SECRET)_?KEY)$/i;
/** An address with a password in it. */
const SECRET_ADDRESS = /:\/\/[^/\s:@]*:[^/\s@]+@/;
const SECRET_TEXT = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Where secrets seem to be. Never their values. */
export function secretNames(configuration: {
  readonly Env: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
}): string[] {
  const { Env, Labels, Cmd, Entrypoint } = configuration;
  const named = Object.entries({ ...environmentOf(Env), ...Labels });
  const words = [...(Entrypoint ?? []), ...(Cmd ?? [])];
  return [
    ...named
      .filter(([name, value = '']) => value !== '' && (SECRET_NAME.test(name) || looksSecret(value)))
      .map(([name]) => name),
    ...words.flatMap((word, index) => (looksSecret(word) ? [`argument ${index}`] : [])),
  ];
}

function looksSecret(text: string): boolean {
  return SECRET_ADDRESS.test(text) || SECRET_TEXT.test(text);
}

function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
