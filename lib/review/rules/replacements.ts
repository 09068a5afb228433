import { byCodeUnit } from '../../core/hash';
import { at, isMap } from '../../core/json';
import { dockerChanges, isManaged, isReplaced } from './docker-changes';
import { plain } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Replacement } from '../model/review-model';
import type { ReviewContext } from '../model/rule';

/** What is replaced because something else is, such as containers because of their image: each pair once, in one order. */
export function replacements(context: ReviewContext): readonly Replacement[] {
  const causes = dockerChanges(context).filter(({ effect }) => isReplaced(effect));
  const expressions = new Map(context.plan.configured.map((each) => [each.address, each.expressions]));
  const found = causes.flatMap((cause) =>
    context
      .dependents(cause.address)
      .filter((each) => isManaged(each) && follows(each, cause, expressions.get(each.configured)))
      .map((each) => ({
        from: [context.called(cause.address)],
        to: [context.called(each.address)],
        effect: each.effect,
      })),
  );
  // A construct may be several resources: what is replaced in it is no news.
  const others = found.filter(({ from, to }) => plain(from) !== plain(to));
  const byWords = new Map(others.map((each) => [JSON.stringify([plain(each.from), plain(each.to)]), each]));
  return [...byWords].sort(([left], [right]) => byCodeUnit(left, right)).map(([, each]) => each);
}

/** Whether it is replaced for the sake of `cause`: by an attribute that refers to it, and not for another reason. */
function follows(change: ResourceChange, cause: ResourceChange, expressions: unknown): boolean {
  const { effect, type, reason, replacePaths } = change;
  if (type === 'docker_service' && effect === 'update') {
    return true;
  }
  if (!isReplaced(effect)) {
    return false;
  }
  if (reason === 'replace_by_triggers') {
    return true;
  }
  const attributes = isMap(expressions) ? expressions : {};
  return replacePaths.some(([first]) =>
    referencesIn(at(attributes, String(first))).some(
      (reference) => isPassedOn(reference) || isOf(reference, cause.configured),
    ),
  );
}

/** In a module the configuration says addresses without the module. */
function isOf(reference: string, configured: string): boolean {
  const resource = reference
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .slice(0, 2)
    .join('.');
  return configured === resource || configured.endsWith(`.${resource}`);
}

/** Whether something hands on what others have. */
function isPassedOn(reference: string): boolean {
  return /^(terraform_data|null_resource|data|local|var|module)\./.test(reference);
}

function referencesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) {
    return expression.flatMap(referencesIn);
  }
  return isMap(expression)
    ? Object.entries(expression).flatMap(([key, inner]) =>
        key === 'references' && Array.isArray(inner)
          ? inner.filter((each): each is string => typeof each === 'string')
          : referencesIn(inner),
      )
    : [];
}
