import type { ContainerInspection, HostPort, ImageInspection, MountInspection } from './inspection';

/** Labels of the library. */
export const LABELS = {
  path: 'cdktf-go-containers.path',
  spec: 'cdktf-go-containers.spec',
  image: 'cdktf-go-containers.image',
};

/** Whether the library has built an image. */
export function isBuiltHere({ Config }: ImageInspection): boolean {
  return Config.Labels?.[LABELS.image] !== undefined;
}

/** Values of variables by name. */
export function environmentOf(lines: readonly string[] | null): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    (lines ?? []).map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name, value.join('=')];
    }),
  );
}

/** A port of the container at an address of the host. */
export interface PublishedPort extends HostPort {
  /** Such as `8080/tcp`. */
  readonly port: string;
}

/** The ports that were asked for, and those that are open. */
export function portsOf({ HostConfig, NetworkSettings }: ContainerInspection): {
  readonly declared: readonly PublishedPort[];
  readonly open: readonly PublishedPort[];
} {
  return { declared: flat(HostConfig.PortBindings), open: flat(NetworkSettings.Ports) };
}

function flat(ports: ContainerInspection['HostConfig']['PortBindings']): PublishedPort[] {
  return Object.entries(ports ?? {}).flatMap(([port, addresses]) =>
    (addresses ?? []).map((address) => ({ port, ...address })),
  );
}

/** A port at an address, for a reader. */
export function portText({ HostIp, HostPort: port, port: inside }: PublishedPort): string {
  return `${HostIp || 'all addresses'}:${port || 'any port'} for ${inside}`;
}

/** What of the host is mounted as it is. */
export function bindsOf({ Mounts }: ContainerInspection): (MountInspection & { readonly Source: string })[] {
  return Mounts.filter(({ Type }) => Type === 'bind').map((mount) => ({
    ...mount,
    Source: mount.Source ?? '',
  }));
}
