import { ValidationError } from '../../core/errors';
import { at, type Fields, isMap } from '../../core/json';
import { byCodeUnit } from '../../core/hash';
import type { ContainerFacts, Facts, ImageFacts } from '../../facts/facts';
import { Attributes } from './attributes';
import type { Plan } from '../model/plan';
import type { FactsChange } from '../model/rule';

/** The facts of this library's constructs in a plan, by construct path. */
export interface FactsOfPlan {
  readonly changed: readonly FactsChange[];
  readonly after: ReadonlyMap<string, Facts>;
  /** Some will be known after the apply only. */
  readonly isUnknown: boolean;
}

/** What the library has written into the plan for its reviewers. */
export function factsOfPlan(plan: Plan): FactsOfPlan {
  const holders = plan.changes.filter(
    ({ type, name, deposed }) => type === 'terraform_data' && NAME.test(name) && deposed === undefined,
  );
  const before = new Map(holders.flatMap((each) => entriesOf(each.before, each.configured)));
  const after = new Map(holders.flatMap((each) => entriesOf(each.after, each.configured)));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  return {
    changed: paths
      .map((path) => ({ path, before: before.get(path), after: after.get(path) }))
      .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after)),
    after,
    isUnknown: holders.some((each) => each.after !== undefined && !('input' in each.after)),
  };
}

/** The construct's id, as CDKTF makes an identifier of it: with a digest behind it. */
const NAME = /(?:^|_)go-containers-facts_[0-9A-F]{8}$/;

function entriesOf(side: Fields | undefined, place: string): [string, Facts][] {
  const input = side === undefined ? undefined : at(side, 'input');
  if (input === undefined || input === null) {
    return [];
  }
  if (!isMap(input)) {
    throw new ValidationError(
      `input of ${place} has to be a map of facts, and is not; synthesize and plan again`,
    );
  }
  return Object.entries(input).map(([path, facts]) => [path, readFacts(facts, place)]);
}

/** With members in one order, so that two of them can be compared. */
function readFacts(value: unknown, place: string): Facts {
  if (!isMap(value)) {
    throw new ValidationError(
      `facts in ${place} have to be an object, and are not; synthesize and plan again`,
    );
  }
  const attributes = new Attributes(value, place);
  const kind = attributes.text('kind');
  if (kind === 'image') {
    return imageFacts(attributes);
  }
  if (kind === 'service') {
    return { kind, ...containerFacts(attributes), health: attributes.text('health') ?? '' };
  }
  if (kind === 'job') {
    return { kind, ...containerFacts(attributes) };
  }
  if (kind === 'edge') {
    return {
      kind,
      service: attributes.text('service') ?? '',
      configuration: attributes.text('configuration') ?? '',
    };
  }
  throw new ValidationError(
    `facts in ${place} are of a kind that this release does not know; review with the release of go-containers that made the stack`,
  );
}

function imageFacts(attributes: Attributes): ImageFacts {
  return {
    kind: 'image',
    module: attributes.text('module'),
    goVersion: attributes.text('goVersion'),
    package: attributes.text('package'),
    bases: attributes.texts('bases'),
    user: attributes.text('user') ?? '',
    dockerfile: attributes.text('dockerfile') ?? '',
    accepted: sorted(attributes.map('accepted')),
  };
}

function containerFacts(attributes: Attributes): ContainerFacts {
  return {
    image: attributes.text('image') ?? '',
    environment: attributes.texts('environment'),
    files: sorted(attributes.map('files')),
    secrets: sorted(attributes.map('secrets')),
    hostPaths: sorted(attributes.map('hostPaths')),
    capabilities: sorted(attributes.map('capabilities')),
    sharing: sorted(attributes.map('sharing')),
    ...(attributes.text('rollout') === 'overlap' && { rollout: 'overlap' }),
  };
}

function sorted(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([left], [right]) => byCodeUnit(left, right)));
}
