import { at, type Fields, isMap } from '../../core/json';
import { byCodeUnit } from '../../core/hash';
import type { ImageSettings } from './image-settings';
import { enumerated } from './enumeration';
import { name, type Phrase, say, value } from '../model/phrase';
import { hasUnknown, unknownPart } from '../plan/unknown-parts';

/** An attribute of the block `build` that is not the same, and what may be told of it. */
export interface BuildChange {
  readonly attribute: string;
  readonly told: Phrase;
}

/** Attributes whose values say how it is built, and nothing that anybody would hide. */
const SHOWN = [
  'builder',
  'dockerfile',
  'network_mode',
  'no_cache',
  'platform',
  'provenance',
  'pull_parent',
  'sbom',
  'squash',
  'target',
  'use_legacy_builder',
];

/** What the provider takes where nothing is said, when that is not what is empty. */
const DEFAULTS: Fields = { dockerfile: 'Dockerfile', remove: true };

/** What is not the same in the way that two images are built; nothing where one of them is pulled. Values of arguments and labels are not told. */
export function buildChanges(before: ImageSettings, after: ImageSettings): readonly BuildChange[] {
  const { build: old } = before;
  const { build: recent, unknownBuild } = after;
  if (old === undefined || recent === undefined) {
    return [];
  }
  if (unknownBuild === true) {
    return [{ attribute: 'build', told: say`${name('build')} is known only after the apply` }];
  }
  const attributes = new Set([
    ...Object.keys(old),
    ...Object.keys(recent),
    ...(isMap(unknownBuild) ? Object.keys(unknownBuild) : []),
  ]);
  return [...attributes].sort(byCodeUnit).flatMap((attribute) => {
    const [from, to] = [saidOf(old, attribute), saidOf(recent, attribute)];
    const unknown = unknownPart(unknownBuild, attribute);
    const isSame = !hasUnknown(unknown) && canonical(from) === canonical(to);
    return isSame ? [] : [{ attribute, told: toldOf(attribute, from, to, unknown) }];
  });
}

/** What is said, with everything that means nothing as nothing. */
function saidOf(build: Fields, attribute: string): unknown {
  const said = at(build, attribute);
  const otherwise = at(DEFAULTS, attribute);
  const known = said === null || said === undefined || said === '' ? otherwise : said;
  return isNothing(known) && otherwise === undefined ? undefined : known;
}

function isNothing(said: unknown): boolean {
  return (
    said === false ||
    said === 0 ||
    (typeof said === 'object' && said !== null && Object.keys(said).length === 0)
  );
}

function toldOf(attribute: string, from: unknown, to: unknown, unknown: unknown): Phrase {
  const what = name(attribute);
  const isByKey = attribute === 'secrets' || isMap(from) || isMap(to) || isMap(unknown);
  const keys = isByKey ? toldKeys(keyed(from), keyed(to), unknown) : [];
  if (keys.length > 0) {
    return say`${what} (${keys})`;
  }
  if (hasUnknown(unknown)) {
    return say`${what} (known only after the apply)`;
  }
  return SHOWN.includes(attribute) ? say`${what} from ${shown(from)} to ${shown(to)}` : [what];
}

function shown(said: unknown): Phrase {
  return typeof said === 'string' || typeof said === 'number' || typeof said === 'boolean'
    ? [value(said)]
    : say`nothing`;
}

/** A map as it is; secrets by their ids. */
function keyed(said: unknown): Fields {
  const blocks = Array.isArray(said) ? said.filter(isMap) : [];
  return isMap(said) ? said : Object.fromEntries(blocks.map((each) => [idOf(each), each]));
}

function idOf(block: Fields): string {
  const id = at(block, 'id');
  return typeof id === 'string' ? id : '';
}

/** Names alone. */
function toldKeys(from: Fields, to: Fields, unknown: unknown): Phrase {
  const later = isMap(unknown) ? Object.keys(unknown).filter((key) => hasUnknown(unknown[key])) : [];
  const added = [...Object.keys(to), ...later].filter((key) => !Object.hasOwn(from, key));
  const kept = Object.keys(from).filter((key) => Object.hasOwn(to, key) || later.includes(key));
  const parts = [
    { word: 'added', keys: added },
    { word: 'removed', keys: Object.keys(from).filter((key) => !kept.includes(key)) },
    {
      word: 'changed',
      keys: kept.filter((key) => later.includes(key) || canonical(from[key]) !== canonical(to[key])),
    },
  ];
  return enumerated(
    parts
      .filter(({ keys }) => keys.length > 0)
      .map(
        ({ word, keys }) =>
          say`${enumerated([...new Set(keys)].sort(byCodeUnit).map((key) => value(key)))} ${word}`,
      ),
  );
}

/** A text that is the same for equal values. */
function canonical(said: unknown): string {
  return JSON.stringify(said, (_, each: unknown) =>
    isMap(each)
      ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => byCodeUnit(left, right)))
      : each,
  );
}
