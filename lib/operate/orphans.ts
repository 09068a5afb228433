import type { Declared, DeclaredStack } from './declared-stack';
import { dockerArguments, type EngineAddress, isSameAddress } from './engine-address';
import type { TerraformState } from './terraform-state';

/** A container with the label of a construct. */
export interface LabelledContainer {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** A network, and the names of the running containers that are on it. */
export interface AttachedNetwork {
  readonly id: string;
  readonly name: string;
  readonly attached: readonly string[];
}

/** A volume with the label of a construct. */
export interface LabelledVolume {
  readonly name: string;
  readonly path: string;
}

/** What an Engine has, of all stacks. */
export interface EngineContents {
  readonly engine: EngineAddress;
  readonly containers: readonly LabelledContainer[];
  /** At least those with a name that the stack declares. */
  readonly networks: readonly AttachedNetwork[];
  readonly volumes: readonly LabelledVolume[];
}

/** Something on the Engine that Terraform does not know. */
export interface Orphan {
  /** Its kind and its name. */
  readonly title: string;
  /** Why it is one, and what becomes of it. */
  readonly remark: string;
  /** What to do, in this order: the words of `docker` commands. None when there is nothing to do. */
  readonly commands: readonly (readonly string[])[];
}

/** A stack, as it is declared and as Terraform knows it. */
export interface KnownStack {
  /** Whether the construct of a path is in it, and in no stack inside of it. */
  readonly owns: (path: string) => boolean;
  readonly declared: DeclaredStack;
  readonly state: TerraformState;
}

/** How the path of a secret carrier ends. */
const CARRIER_PATH = /\/secrets-[^/]*$/;
/** How the names of its container and its volume end: with the generation of the secrets. */
const GENERATION = /-secrets-([0-9a-f]{8})$/;
const NOT_DECLARED =
  'the stack as it was synthesized has none at that path, so look whether it is that of another app before you remove it';

/**
 * What an Engine has of a stack without Terraform's knowledge: containers first, then networks, then volumes, so that nothing is in use
 * any more when its turn comes.
 *
 * A volume with data is never to be removed: Terraform takes over one of the same name.
 */
export function orphansOf(stack: KnownStack, contents: EngineContents): Orphan[] {
  const containers = contents.containers.filter(
    ({ id, path }) => stack.owns(path) && !stack.state.containers.has(id),
  );
  const removed = containers.map(({ name }) => name);
  return [
    ...containers.map((container) => containerOrphan(stack, contents, container)),
    ...lostNetworks(stack, contents).map((network) => networkOrphan(contents, network, removed)),
    ...contents.volumes
      .filter(({ name, path }) => stack.owns(path) && !stack.state.volumes.has(name))
      .map((volume) => volumeOrphan(stack, contents, volume)),
  ];
}

function containerOrphan(
  { declared, state }: KnownStack,
  { engine, containers }: EngineContents,
  { name, path }: LabelledContainer,
): Orphan {
  const isDeclared = isAt(declared.containers, engine, (each) => each.path === path);
  const isBeside = containers.some((each) => each.path === path && state.containers.has(each.id));
  return {
    title: `container ${name} of ${path}`,
    remark: !isDeclared
      ? NOT_DECLARED
      : isBeside
        ? 'Terraform knows another one of it, and would never remove this one'
        : 'Terraform makes it anew',
    // One that is there beside another may be in use by now: it ends what it has begun.
    commands: (isBeside
      ? [
          ['stop', name],
          ['rm', name],
        ]
      : [['rm', '--force', name]]
    ).map((words) => dockerArguments(engine, ['container', ...words])),
  };
}

/** Networks have no label: they are found by the names that the stack declares. */
function lostNetworks(
  { declared, state }: KnownStack,
  { engine, networks }: EngineContents,
): AttachedNetwork[] {
  return networks.filter(
    ({ id, name }) =>
      !state.networks.has(id) && isAt(declared.networks, engine, (network) => network.name === name),
  );
}

function networkOrphan(
  { engine, networks }: EngineContents,
  { id, name, attached }: AttachedNetwork,
  removed: readonly string[],
): Orphan {
  // Older Engines make a second network of a name without a word.
  const isAlone = networks.filter((other) => other.name === name).length === 1;
  const reference = isAlone ? name : id;
  const others = attached.filter((container) => !removed.includes(container));
  return {
    title: `network ${isAlone ? name : `${name} (${id.slice(0, 12)})`}`,
    remark:
      'found by its name alone' +
      (others.length === 0
        ? ''
        : `; in use by ${others.join(', ')} until the next apply connects what is its own`),
    commands: [
      ...others.map((container) => ['network', 'disconnect', '--force', reference, container]),
      ['network', 'rm', reference],
    ].map((args) => dockerArguments(engine, args)),
  };
}

function volumeOrphan(
  { declared, state }: KnownStack,
  { engine }: EngineContents,
  { name, path }: LabelledVolume,
): Orphan {
  const title = `volume ${name} of ${path}`;
  const generation = CARRIER_PATH.test(path) ? GENERATION.exec(name)?.[1] : undefined;
  const isTaken =
    isAt(declared.volumes, engine, (volume) => volume.name === name) ||
    (generation !== undefined && [...state.data].some((id) => id.startsWith(generation)));
  if (isTaken) {
    return {
      title,
      remark: 'nothing to do: the next apply takes it over with what is in it',
      commands: [],
    };
  }
  return generation === undefined
    ? {
        title,
        remark:
          'nothing to do: the stack as it was synthesized has none of that name, and its data stays until you remove it yourself',
        commands: [],
      }
    : {
        title,
        remark: 'it holds secrets of a generation that nothing uses any more',
        commands: [dockerArguments(engine, ['volume', 'rm', name])],
      };
}

function isAt(
  declared: readonly Declared[],
  engine: EngineAddress,
  matches: (each: Declared) => boolean,
): boolean {
  return declared.some((each) => isSameAddress(each.engine, engine) && matches(each));
}
