import type {
  ContainerInspection,
  EngineInformation,
  ImageInspection,
  NetworkInspection,
  Reasons,
  Subject,
} from './inspection';

/** Runs `docker` with these arguments and gives its standard output; throws when it fails. */
export type Docker = (args: readonly string[]) => string;

/**
 * Asks the Engine for all that the rules look at.
 *
 * @param name of the container
 * @param reasons what the stack says of it; without them whatever needs a reason fails
 */
export function lookAt(name: string, docker: Docker, reasons: Reasons = {}): Subject {
  const container = inspected(docker, 'container', name) as ContainerInspection & { readonly Image: string };
  const networks = Object.entries(container.NetworkSettings.Networks);
  return {
    container,
    image: inspected(docker, 'image', container.Image) as ImageInspection,
    networks: networks.map(
      ([network, { NetworkID }]) => inspected(docker, 'network', NetworkID || network) as NetworkInspection,
    ),
    engine: JSON.parse(docker(['info', '--format', '{{json .}}'])) as EngineInformation,
    processes: container.State.Running
      ? processesOf(docker(['container', 'top', name, '-eo', 'pid,args']))
      : [],
    reasons,
  };
}

function inspected(docker: Docker, kind: string, name: string): unknown {
  const [first] = JSON.parse(docker([kind, 'inspect', name])) as unknown[];
  return first;
}

/** Command lines, below a line of titles. */
function processesOf(text: string): string[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => line.trim().replace(/^\d+\s+/, ''));
}
