import { isNamedSecret } from '../../core/secret-texts';
import { dockerChanges, listed } from './docker-changes';
import { containerFacts, environmentChanges } from './environment-changes';
import type { Finding } from '../model/finding';
import { changedContainers, type JudgedContainer, judgedContainers } from './judged-container';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Judge, ReviewContext } from '../model/rule';
import { type SecretPlace, secretPlaces } from './secret-places';

/** A new container has new variables by itself. */
const variables: Judge = (context) => {
  const changed = new Set(
    changedContainers(context).flatMap(({ before, change }) =>
      before === undefined ? [] : [change.address],
    ),
  );
  return environmentChanges(context)
    .filter(({ address }) => changed.has(address))
    .map(({ address, added, removed, changed: others }) => ({
      rule: 'CR-SEC-1',
      severity: 'info',
      address,
      effect: say`what it is told changes: ${joined(
        [...part('new', added), ...part('gone', removed), ...part('another value', others)],
        '; ',
      )}`,
      fix: say`make sure that its program knows these names; their values are not shown here`,
    }));
};

function part(word: string, names: readonly Phrase[]): readonly Phrase[] {
  return names.length === 0 ? [] : [say`${word}: ${listed(names)}`];
}

const plainTexts: Judge = (context) =>
  dockerChanges(context)
    .filter(({ effect, after }) => effect !== 'none' && after !== undefined)
    .flatMap((change) =>
      newPlaces(context, change)
        .filter(({ isHidden }) => !isHidden)
        .map((place): Finding => ({
          rule: 'CR-SEC-2',
          severity: 'block',
          address: change.address,
          effect: say`everybody who sees the plan, the state or the Engine reads what looks like a secret in ${place.what}`,
          fix: plainFix(place, isOurs(context, change)),
        })),
    );

function plainFix({ kind }: SecretPlace, ours: boolean): Phrase {
  if (ours) {
    return say`change that secret, and give the new one to the program by provideSecret`;
  }
  return kind === 'variable'
    ? say`change that secret, and let the program read the new one from a file, or take it from a sensitive variable of Terraform`
    : say`change that secret, and take the new one from a sensitive variable of Terraform`;
}

function isOurs({ factsAfter, pathOf }: ReviewContext, { address }: ResourceChange): boolean {
  return factsAfter.has(pathOf(address) ?? '');
}

/** Places with a secret that was not there, or was another one. */
function newPlaces({ plan }: ReviewContext, change: ResourceChange): readonly SecretPlace[] {
  const places = (side: 'before' | 'after', expressions = {}): readonly SecretPlace[] =>
    secretPlaces(change, side, expressions);
  const after = places('after');
  if (after.length === 0) {
    return [];
  }
  const said = plan.configured.find(({ address }) => address === change.configured);
  const had = new Set(places('before').map(({ key }) => key));
  return places('after', said?.expressions).filter(({ key }) => !had.has(key));
}

const secretVariables: Judge = (context) =>
  judgedContainers(context).flatMap((each) =>
    toldSecrets(context, each).map(({ variable, reason }): Finding => ({
      rule: 'CR-SEC-3',
      severity: 'warn',
      address: each.change.address,
      effect:
        reason === undefined
          ? say`a secret is in the variable ${value(variable)}, where everybody who may use the Engine reads it, and programs that it starts get it`
          : say`a secret is in the variable ${value(variable)}, where everybody who may use the Engine reads it; the reason given is: ${value(reason)}`,
      fix: each.isOurs
        ? say`give it by provideSecret as a file, if the program can read one`
        : say`mount it as a file, if the program can read one`,
    })),
  );

interface ToldSecret {
  readonly variable: string;
  readonly reason?: string;
}

/** Secrets that a container gets by variables, and did not. */
function toldSecrets(context: ReviewContext, each: JudgedContainer): readonly ToldSecret[] {
  const byFacts = secretsOfFacts(context, each);
  const told = new Set(byFacts.map(({ variable }) => variable));
  return [...byFacts, ...hiddenSecrets(context, each).filter(({ variable }) => !told.has(variable))];
}

function secretsOfFacts(context: ReviewContext, { change }: JudgedContainer): readonly ToldSecret[] {
  const path = context.pathOf(change.address) ?? '';
  const known = containerFacts(context.factsAfter.get(path));
  const changed = context.facts.find((facts) => facts.path === path);
  const before = changed === undefined ? known : containerFacts(changed.before);
  return Object.entries(known?.secrets ?? {}).flatMap(([variable, how]) =>
    how.startsWith(BY_VARIABLE) && before?.secrets?.[variable]?.startsWith(BY_VARIABLE) !== true
      ? [{ variable, reason: how.slice(BY_VARIABLE.length) }]
      : [],
  );
}

/** What the plan hides, or does not know yet. What is written in plain text is another rule's. */
function hiddenSecrets(context: ReviewContext, each: JudgedContainer): readonly ToldSecret[] {
  const had = new Set((each.before?.environment ?? []).map(({ name }) => name));
  const hidden = newPlaces(context, each.change).filter(
    ({ kind, isHidden }) => kind === 'variable' && isHidden,
  );
  return each.after.environment
    .filter(({ name, value: text }) =>
      text === '' ? isLater(each, name) : hidden.some((place) => isOf(place, name)),
    )
    .filter(({ name }) => !had.has(name))
    .map(({ name }) => ({ variable: name }));
}

/** How the library begins what it tells of a secret that is a variable. */
const BY_VARIABLE = 'environment: ';

function isOf({ key }: SecretPlace, variable: string): boolean {
  return key.startsWith(`env\0${variable}=`) || key.startsWith(`env\0${variable}\0`);
}

/** A service of Swarm has the names of variables whose values are not known yet. */
function isLater({ after }: JudgedContainer, variable: string): boolean {
  return after.unknown.has('env') && isNamedSecret(variable, 'later');
}

/** What programs are told, and how. */
export const SECRET_RULES: readonly Judge[] = [variables, plainTexts, secretVariables];
