import type { Stage } from './stage';
import { stagesReadBy, type StageRead } from './step-data';

/** The stages that a stage needs, in the order of its text; one may be there more than once. */
export function readsOf(stage: Stage): StageRead[] {
  const base: StageRead[] = stage._base.kind === 'stage' ? [{ stage: stage._base.stage, by: 'from' }] : [];
  return [...base, ...stage._steps.flatMap(({ _data }) => stagesReadBy(_data))];
}

/** Stages by their names; of two with one name, the first. */
export function byName(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  const named = new Map<string, Stage>();
  stages.forEach((stage) => named.set(stage.name, named.get(stage.name) ?? stage));
  return named;
}

/**
 * What `target` needs, each stage after those it needs itself, `target` last.
 *
 * Goes through wrong graphs too: names that no stage has lead nowhere, and a circle is cut where it closes.
 */
export function inTextOrder(stages: readonly Stage[], target: string): Stage[] {
  const named = byName(stages);
  const seen = new Set<string>();
  const ordered: Stage[] = [];
  const visit = (name: string): void => {
    const stage = named.get(name);
    if (stage === undefined || seen.has(name)) {
      return;
    }
    seen.add(name);
    readsOf(stage).forEach((read) => {
      visit(read.stage);
    });
    ordered.push(stage);
  };
  visit(target);
  return ordered;
}

/** The stage, the one that it begins with, the one that that one begins with, and so on. */
export function baseChain(stage: Stage, named: ReadonlyMap<string, Stage>): Stage[] {
  const chain: Stage[] = [];
  let next: Stage | undefined = stage;
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next._base.kind === 'stage' ? named.get(next._base.stage) : undefined;
  }
  return chain;
}

/** Every circle of stages that need one another, as names; the first name is also the last. */
export function circles(stages: readonly Stage[]): string[][] {
  const named = byName(stages);
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (name: string, path: readonly string[]): void => {
    const stage = named.get(name);
    if (path.includes(name)) {
      found.push([...path.slice(path.indexOf(name)), name]);
    } else if (stage !== undefined && !done.has(name)) {
      new Set(readsOf(stage).map((read) => read.stage)).forEach((each) => {
        visit(each, [...path, name]);
      });
      done.add(name);
    }
  };
  stages.forEach(({ name }) => {
    visit(name, []);
  });
  return found;
}
