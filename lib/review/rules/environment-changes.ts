import { byCodeUnit } from '../../core/hash';
import type { ContainerFacts, Facts } from '../../facts/facts';
import { carriedFor } from './carrier';
import type { ContainerSettings } from '../model/container-settings';
import { isToldLater, type JudgedContainer, changedContainers } from './judged-container';
import { type Phrase, value } from '../model/phrase';
import type { EnvironmentChange } from '../model/review-model';
import type { ReviewContext } from '../model/rule';

/** Names before and after, with a text that is another one when something about it changes. */
interface Names {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** The variables and the files with secrets that change, of all containers that are new or change. Names only: no value is in it. */
export function environmentChanges(context: ReviewContext): EnvironmentChange[] {
  const judged = changedContainers(context);
  const carriersOf = (path: string): JudgedContainer[] =>
    judged.filter(({ isCarrier, after }) => isCarrier && carriedFor(after) === path);
  return judged
    .filter(({ isCarrier }) => !isCarrier)
    .map((each) => {
      const path = context.pathOf(each.change.address);
      return compared(context, each, [
        variables(context, each),
        ...(path === undefined ? [] : [secretFiles(context, path, carriersOf(path))]),
      ]);
    })
    .filter(({ added, removed, changed }) => added.length + removed.length + changed.length > 0);
}

function compared(
  context: ReviewContext,
  { change }: JudgedContainer,
  all: readonly Names[],
): EnvironmentChange {
  const names = (told: (each: Names) => readonly string[]): Phrase[] =>
    [...new Set(all.flatMap(told))].sort(byCodeUnit).map((each) => [value(each)]);
  return {
    path: [context.called(change.address)],
    address: change.address,
    added: names(({ before, after }) => [...after.keys()].filter((each) => !before.has(each))),
    removed: names(({ before, after }) => [...before.keys()].filter((each) => !after.has(each))),
    changed: names(({ before, after }) =>
      [...after].flatMap(([each, text]) => (before.has(each) && before.get(each) !== text ? [each] : [])),
    ),
  };
}

function variables(context: ReviewContext, each: JudgedContainer): Names {
  const [before, known] = [textsOf(each.before), textsOf(each.after)];
  if (!isToldLater(context, each, 'env')) {
    return { before, after: known };
  }
  // A plan leaves out what it does not know, name and all. The facts have the names; without them nothing is called removed.
  const names = factsOf(context, context.pathOf(each.change.address))?.environment ?? [...before.keys()];
  return { before, after: new Map([...names.map((name) => [name, LATER] as const), ...known]) };
}

/** No variable has this text: the Engine takes none with a zero byte. */
const LATER = '\0';

function textsOf(container: ContainerSettings | undefined): ReadonlyMap<string, string> {
  return new Map((container?.environment ?? []).map(({ name, value: text }) => [name, text]));
}

function secretFiles(context: ReviewContext, path: string, carriers: readonly JudgedContainer[]): Names {
  const change = context.facts.find((each) => each.path === path);
  const told = (facts: ContainerFacts | undefined): [string, string][] =>
    Object.entries(facts?.secrets ?? {}).filter(([name]) => name.startsWith('/'));
  const before = new Map(told(change === undefined ? factsOf(context, path) : containerFacts(change.before)));
  const after = new Map(told(factsOf(context, path)));
  for (const { before: old, after: now } of carriers) {
    const contents = new Map((old?.uploads ?? []).map(({ file, content }) => [file, content]));
    for (const { file, content } of now.uploads) {
      const had = contents.get(file);
      // A carrier that somebody has pruned is made anew with the same texts.
      if (had !== undefined && had !== content) {
        before.set(file, had);
        after.set(file, content);
      }
    }
  }
  return { before, after };
}

/** What is known of a container as it will be. */
function factsOf({ factsAfter }: ReviewContext, path: string | undefined): ContainerFacts | undefined {
  return path === undefined ? undefined : containerFacts(factsAfter.get(path));
}

/** The facts of a service or a job. */
export function containerFacts(facts: Facts | undefined): ContainerFacts | undefined {
  return facts?.kind === 'service' || facts?.kind === 'job' ? facts : undefined;
}
