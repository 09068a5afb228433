import { ValidationError } from '../core/errors';
import { holdsSecret } from '../core/secret-texts';
import { byCodeUnit } from '../core/hash';
import type { Fields } from '../core/json';
import { attributeChanges } from './attribute-changes';
import { constructPaths } from './plan/construct-paths';
import { contextOf, isDocker } from './plan/context';
import { countsOf } from './counts';
import { downtimes } from './rules/downtime';
import { environmentChanges } from './rules/environment-changes';
import type { Finding } from './model/finding';
import { imageChanges } from './rules/image-changes';
import { parsePlan } from './plan/parse-plan';
import { type Phrase, plain, say, value } from './model/phrase';
import { readPlan, withoutIndexes } from './plan/read-plan';
import { plannedValues } from './planned-values';
import { redact } from './redact';
import { replacements } from './rules/replacements';
import { reviewHash } from './review-hash';
import type { ChangedResource, Review, ReviewedFinding } from './model/review-model';
import type { ReviewOptions } from './review-options';
import { allowanceFor } from './review-settings';
import type { ReviewContext } from './model/rule';
import { RULES } from './rules/rules';
import { SecretIndex } from './secret-index';
import { secretsOfPlan } from './plan/secrets-of-plan';
import { approvalOf, verdictOf } from './verdict';
import { withoutGap } from './rules/without-gap';

/** A review, and the secrets that no text of it may have. */
export interface ReviewedPlan {
  readonly review: Review;
  readonly secrets: SecretIndex;
}

/**
 * What a plan does to running containers.
 *
 * @param text what `terraform show -json` wrote
 * @throws ValidationError when it is no plan that can be judged; without any secret of it in the message
 */
export function reviewPlan(text: string, options: ReviewOptions): ReviewedPlan {
  const document = parsePlan(text);
  try {
    const secrets = new SecretIndex(secretsOfPlan(document));
    return { review: cleanReview(document, secrets, options), secrets };
  } catch (error) {
    if (error instanceof Error && error.name === 'RangeError') {
      throw new ValidationError(
        'the plan is nested deeper than any that Terraform makes; make the plan JSON anew by "terraform show -json"',
      );
    }
    throw error;
  }
}

/** The review, or an error without a secret in it. */
function cleanReview(document: Fields, secrets: SecretIndex, options: ReviewOptions): Review {
  try {
    return redactedReview(document, secrets, options);
  } catch (error) {
    if (ValidationError.isValidationError(error) && showsSecret(error.message, secrets)) {
      throw new ValidationError(
        'the plan has something where it does not belong, and a secret is near it, so that it is not shown; make the plan JSON anew by "terraform show -json"',
      );
    }
    throw error;
  }
}

function showsSecret(message: string, secrets: SecretIndex): boolean {
  return secrets.foundIn(message) || holdsSecret(message);
}

function redactedReview(document: Fields, secrets: SecretIndex, options: ReviewOptions): Review {
  const { stack, configuration, settings } = options;
  const paths = configuration === undefined ? new Map<string, string>() : constructPaths(configuration);
  const context = contextOf(readPlan(document), {
    paths,
    isCritical: stack !== undefined && settings.critical.includes(stack),
  });
  const found = RULES.flatMap((judge) => judge(context));
  const material = redact(
    {
      ...(stack === undefined ? {} : { stack }),
      counts: countsOf(context, found),
      findings: found.map((finding) => reviewed(finding, context, { ...options, paths })),
      downtime: downtimes(context),
      withoutGap: withoutGap(context, found),
      images: imageChanges(context),
      environment: environmentChanges(context),
      resources: changedResources(context),
      replacements: replacements(context),
    },
    secrets,
  );
  // Sorted as it is shown, so that the order tells nothing of what is hidden.
  const sorted = {
    ...material,
    findings: inOrder(material.findings, findingKey),
    downtime: inOrder(material.downtime, ({ address }) => address),
    withoutGap: inOrder(material.withoutGap, ({ address }) => address),
    images: inOrder(material.images, ({ address }) => address),
    environment: inOrder(material.environment, ({ address }) => address),
    resources: inOrder(material.resources, ({ address }) => address),
    replacements: inOrder(material.replacements, (each) => JSON.stringify(each)),
  };
  const hash = reviewHash(sorted, plannedValues(context.plan, secrets));
  const approval = approvalOf(sorted, hash, options);
  return {
    ...sorted,
    hash,
    approval,
    verdict: verdictOf(sorted, approval, options.failOn),
    terraformVersion: context.plan.terraformVersion,
    isStateKnown: !options.isWithoutState,
    notes: redact(notesOf(options, context), secrets),
  };
}

function reviewed(
  finding: Finding,
  context: ReviewContext,
  options: ReviewOptions & { readonly paths: ReadonlyMap<string, string> },
): ReviewedFinding {
  const { rule, severity, address, effect, fix, isBroadening = false } = finding;
  // Not by a path that only the plan tells: a label may be anybody's.
  const called = address === undefined ? [] : [address, options.paths.get(withoutIndexes(address))];
  const allowance = allowanceFor(finding, called, options.settings.allow, options.today);
  const line = address === undefined ? undefined : options.lines?.get(address);
  return {
    rule,
    severity,
    ...(address === undefined ? {} : { address, path: [context.called(address)] }),
    effect,
    fix,
    isBroadening,
    ...(allowance === undefined ? {} : { allowed: { reason: allowance.reason, until: allowance.until } }),
    ...(line === undefined ? {} : { line }),
  };
}

function changedResources(context: ReviewContext): ChangedResource[] {
  const expressions = new Map(context.plan.configured.map((each) => [each.address, each.expressions]));
  return context.plan.changes
    .filter(({ isData, effect }) => !isData && effect !== 'none' && effect !== 'read')
    .map((change) => ({
      address: change.deposed === undefined ? change.address : `${change.address} (deposed)`,
      path: [context.called(change.address)],
      type: change.type,
      effect: change.effect,
      isDocker: isDocker(change),
      attributes: attributeChanges(change, expressions.get(change.configured) ?? {}),
    }));
}

function notesOf(options: ReviewOptions, { plan }: ReviewContext): Phrase[] {
  const ended = options.settings.allow.filter(({ until }) => until < options.today);
  return [
    ...(options.isWithoutState
      ? [say`the plan was made as if nothing were deployed: what goes down or is lost cannot be told from it`]
      : options.isWithoutRefresh
        ? [say`drift was not looked at: the plan was made without asking the Engine what runs`]
        : []),
    ...(plan.isComplete === undefined
      ? [say`the Terraform that made the plan does not say whether it is complete`]
      : []),
    ...ended.map(
      ({ rule, path, until }) => say`what allowed ${rule} for ${value(path)} ended on ${value(until)}`,
    ),
  ];
}

const SEVERITIES = ['block', 'warn', 'info'];

/** The worst first, what has more rights than before among them first. */
function findingKey({
  severity,
  isBroadening,
  rule,
  path = [],
  address = '',
  effect,
}: ReviewedFinding): string {
  const rank = SEVERITIES.indexOf(severity);
  return JSON.stringify([rank, isBroadening ? 0 : 1, rule, plain(path), address, plain(effect)]);
}

function inOrder<T>(list: readonly T[], key: (each: T) => string): T[] {
  return list
    .map((each): [string, T] => [key(each), each])
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([, each]) => each);
}
