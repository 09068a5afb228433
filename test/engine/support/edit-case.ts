import type { GoImage, Network, ReferencedImage, Secret, Service, Volume } from '../../../lib';
import { PATH_LABEL } from '../../../lib/facts/labels';
import { output } from './machine';

/** What the Engine shows of a container. */
export interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Path: string;
  readonly Args: string[];
  readonly Image: string;
  readonly State: { readonly StartedAt: string };
  readonly Config: Record<string, unknown> & {
    readonly Env: string[];
    readonly Labels: Record<string, string>;
  };
  readonly HostConfig: Record<string, unknown> & {
    readonly Tmpfs?: Record<string, string>;
    readonly PortBindings: Record<
      string,
      readonly { readonly HostIp: string; readonly HostPort: string }[]
    > | null;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
  readonly NetworkSettings: { readonly Networks: Record<string, { readonly Aliases: string[] | null }> };
}

/** Something that is declared in one way, then in another, then no more. */
export interface EditCase<State> {
  readonly before: State;
  readonly after: State;
  /** Where the container shows it; left out when nothing of it is in the container, which then goes on. */
  readonly seen?: {
    readonly in: (container: Inspected) => unknown;
    /** What is seen after the edit. */
    readonly expected: unknown;
  };
  /** Whether the provider changes the container instead of replacing it. */
  readonly inPlace?: boolean;
  /** Whether every container must have it, so that it cannot be taken away. */
  readonly required?: boolean;
  /** What happens to the container between the first deploy and the edit. */
  readonly prepare?: (container: Inspected) => void;
}

/** Everything that cases refer to. */
export interface EditSurroundings {
  readonly image: GoImage;
  /** The same, with another version. */
  readonly other: GoImage;
  /** An image of somebody else, whose program is root. */
  readonly root: ReferencedImage;
  readonly networks: readonly [Network, Network];
  /** For those whose calls are edited. */
  readonly callNetwork: Network;
  /** For jobs. */
  readonly jobNetwork: Network;
  /** One on each of the two networks. */
  readonly services: readonly [Service, Service];
  readonly volumes: readonly [Volume, Volume];
  /** A secret that stays the same. */
  readonly secret: Secret;
  /** One whose text is another after the edit. */
  readonly editedSecret: Secret;
  /** Ports of the host that nobody else has. */
  readonly ports: readonly number[];
}

/** Environment variables with these names, as the Engine shows them. */
export function variables(...names: readonly string[]): (container: Inspected) => string[] {
  return ({ Config }) => Config.Env.filter((each) => names.some((name) => each.startsWith(`${name}=`)));
}

/** Whatever is mounted, in words. */
export function mounted({ Mounts }: Inspected): string[] {
  return Mounts.map(
    ({ Type, Name, Source, Destination, RW }) =>
      `${Type} ${Name ?? Source} at ${Destination}${RW ? '' : ', read-only'}`,
  );
}

/** Its ports that the host answers for, in words. */
export function published({ HostConfig: { PortBindings } }: Inspected): string[] {
  return Object.entries(PortBindings ?? {}).flatMap(([port, hosts]) =>
    hosts.map(({ HostIp, HostPort }) => `${port} at ${HostIp}:${HostPort}`),
  );
}

/** The networks that it is on. */
export function networkNames({ NetworkSettings }: Inspected): string[] {
  return Object.keys(NetworkSettings.Networks).sort();
}

/** Texts of files as the program sees them, from what is mounted as well; `undefined` for one that is not there. */
export function textsOf(...paths: readonly string[]): (container: Inspected) => (string | undefined)[] {
  return ({ Id }) => paths.map((path) => textOf(Id, path));
}

function textOf(id: string, path: string): string | undefined {
  try {
    return firstText(output('docker', ['cp', `${id}:${path}`, '-']));
  } catch {
    return undefined;
  }
}

/** The first file of a tar archive: a header of 512 bytes, with the length in octal digits, comes before it. */
function firstText(archive: string): string {
  return archive.slice(512, 512 + Number.parseInt(archive.slice(124, 135), 8));
}

/** Whether its program was started between the two. */
export function hasRunAgain(earlier: Inspected, later: Inspected): boolean {
  return earlier.Id !== later.Id || earlier.State.StartedAt !== later.State.StartedAt;
}

/** How a container was made, without what each has of its own. */
export function withoutItsOwn({ Path, Args, Image, Config, HostConfig, ...rest }: Inspected): unknown {
  const { Id, Mounts, NetworkSettings } = rest;
  return {
    ...{ Path, Args, Image, HostConfig, Mounts },
    Config: { ...Config, Hostname: '', Labels: { ...Config.Labels, [PATH_LABEL]: '' } },
    aliases: Object.entries(NetworkSettings.Networks).map(([network, { Aliases }]) => [
      network,
      Aliases?.filter((alias) => !Id.startsWith(alias)),
    ]),
  };
}
