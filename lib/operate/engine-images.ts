import { spawnSync } from 'node:child_process';
import { ask, askForObjects, dockerArguments, dockerEnvironment, type EngineAddress } from './engine-address';
import { generationOf } from './built-images';
import { inspectAll } from './inspected';
import { engineTime } from './log-lines';

/** An image that an Engine has, by one of its names. */
export interface Generation {
  /** `repository:tag`. */
  readonly name: string;
  readonly repository: string;
  readonly tag: string;
  readonly id: string;
  /** Of all its layers, those that it shares with others too. */
  readonly bytes: number;
  /** When it got a name last: nanoseconds since 1970; nothing where the Engine does not know. */
  readonly tagged?: bigint;
  /** Digests of its layers, from the base on. */
  readonly layers: readonly string[];
}

/** What the containers of an Engine are made of. */
export interface UsedImages {
  readonly ids: ReadonlySet<string>;
  /** Layers of each of them. */
  readonly layers: readonly (readonly string[])[];
}

/** An answer about one image. */
interface Inspected {
  readonly id: string;
  readonly tagged: string;
  readonly bytes: number;
  readonly layers: readonly string[] | null;
}

const NAMES = '{"id":{{json .ID}},"repository":{{json .Repository}},"tag":{{json .Tag}}}';
const FORMAT =
  '{"id":{{json .Id}},"tagged":{{json .Metadata.LastTagTime}},"bytes":{{json .Size}},"layers":{{json .RootFS.Layers}}}';

/** The images of some repositories whose tags are those of this library, the newest first. */
export function generationsOn(engine: EngineAddress, repositories: ReadonlySet<string>): Generation[] {
  const names = askForObjects<{ readonly id: string; readonly repository: string; readonly tag: string }>(
    engine,
    ['image', 'ls', '--no-trunc', '--format', NAMES],
  ).filter(
    ({ repository, tag }) =>
      repositories.has(repository) && generationOf(`${repository}:${tag}`) !== undefined,
  );
  const inspected = new Map(
    inspectImages(engine, [...new Set(names.map(({ id }) => id))]).map((each) => [each.id, each]),
  );
  return names
    .flatMap(({ id, repository, tag }) => {
      const image = inspected.get(id);
      const time = image && engineTime(image.tagged);
      return image === undefined
        ? []
        : [
            {
              ...{ name: `${repository}:${tag}`, repository, tag, id, bytes: image.bytes },
              // The year 1 is what an Engine says that does not know.
              tagged: time !== undefined && time > 0n ? time : undefined,
              layers: image.layers ?? [],
            },
          ];
    })
    .sort(newerFirst);
}

/** Those of `names` that an Engine has. */
export function namesOn(engine: EngineAddress, names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.filter((name) => inspectAll<string>(engine, 'image', '{{json .Id}}', [name]).length > 0),
  );
}

/** Images of all containers on an Engine, running or not, of this stack and of others. */
export function usedImages(engine: EngineAddress): UsedImages {
  const containers = ask(engine, ['container', 'ls', '--all', '--quiet', '--no-trunc'])
    .split('\n')
    .filter(Boolean);
  const ids = [...new Set(inspectAll<string>(engine, 'container', '{{json .Image}}', containers))];
  return { ids: new Set(ids), layers: inspectImages(engine, ids).map(({ layers }) => layers ?? []) };
}

/**
 * Removes an image of that name, which the Engine refuses while a container needs it.
 *
 * @returns why it refuses
 */
export function removeImage(engine: EngineAddress, name: string): string | undefined {
  const { status, stderr } = spawnSync('docker', dockerArguments(engine, ['image', 'rm', name]), {
    env: { ...process.env, ...dockerEnvironment(engine) },
    encoding: 'utf8',
  });
  return status === 0 ? undefined : stderr.trim();
}

/** By time, those without one last, and by name. */
function newerFirst(left: Generation, right: Generation): number {
  const [leftTime, rightTime] = [left.tagged ?? 0n, right.tagged ?? 0n];
  return leftTime === rightTime ? (left.name < right.name ? -1 : 1) : leftTime > rightTime ? -1 : 1;
}

function inspectImages(engine: EngineAddress, ids: readonly string[]): Inspected[] {
  return inspectAll<Inspected>(engine, 'image', FORMAT, ids);
}
