import { quote, ValidationError } from '../core/errors';
import { at, type Fields, isMap } from '../core/json';
import type { Finding } from './model/finding';
import { isReviewRule, REVIEW_RULES, type RuleId } from './model/rule-table';

/** Something that a review would stop, and that a team has decided to accept for a time. */
export interface Allowance {
  readonly rule: RuleId;
  /** Construct path or address; all constructs below it are meant as well. */
  readonly path: string;
  readonly reason: string;
  /** `2027-01-31`: the last day on which it holds. */
  readonly until: string;
}

/** What a project tells its reviews, in a file under version control. */
export interface ReviewSettings {
  /** Stacks in which a container that is away blocks. */
  readonly critical: readonly string[];
  readonly allow: readonly Allowance[];
}

export const NO_SETTINGS: ReviewSettings = { critical: [], allow: [] };

/**
 * Settings from the text of their file.
 *
 * Everything in it has to be understood: an allowance with a misspelt key would allow nothing, or too much.
 */
export function readReviewSettings(text: string, file: string): ReviewSettings {
  const settings = objectOf(parsed(text, file), file, ['critical', 'allow']);
  return {
    critical: listOf(settings, 'critical', file).map((each) => textOf(each, `critical in ${file}`)),
    allow: listOf(settings, 'allow', file).map((each, index) =>
      readAllowance(each, `allow[${index}] in ${file}`),
    ),
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ValidationError(`${file} is not JSON; write { "allow": [] }`);
  }
}

function readAllowance(value: unknown, place: string): Allowance {
  const allowance = objectOf(value, place, ['rule', 'path', 'reason', 'until']);
  const rule = textOf(at(allowance, 'rule'), `rule of ${place}`);
  if (!isReviewRule(rule)) {
    throw new ValidationError(
      `${place} is for ${quote(rule)}, which is no rule; there is ${Object.keys(REVIEW_RULES).join(', ')}`,
    );
  }
  if (rule === 'CR-PLAN-1') {
    throw new ValidationError(
      `${place} is for CR-PLAN-1: a plan that is not whole cannot be allowed, since nobody knows what an apply would do; take it out`,
    );
  }
  const until = textOf(at(allowance, 'until'), `until of ${place}`);
  if (!isDay(until)) {
    throw new ValidationError(
      `${place} holds until ${quote(until)}, which is no day; write the last day on which it holds, such as "2027-01-31"`,
    );
  }
  return {
    rule,
    path: textOf(at(allowance, 'path'), `path of ${place}`),
    reason: textOf(at(allowance, 'reason'), `reason of ${place}`),
    until,
  };
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

function objectOf(value: unknown, place: string, known: readonly string[]): Fields {
  if (!isMap(value)) {
    throw new ValidationError(`${place} has to be an object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new ValidationError(
      `${place} has ${unknown.map(quote).join(', ')}, which is not known; it may have ${known.join(', ')}`,
    );
  }
  return value;
}

function listOf(fields: Fields, member: string, file: string): readonly unknown[] {
  const value = at(fields, member) ?? [];
  if (!Array.isArray(value)) {
    throw new ValidationError(`${member} in ${file} has to be a list`);
  }
  return value;
}

function textOf(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new ValidationError(`${place} is missing; give a text that is not empty`);
  }
  return value;
}

/**
 * The allowance for a finding, where there is one that still holds.
 *
 * @param called construct path and address of what it is about
 * @param today `2026-11-22`
 */
export function allowanceFor(
  finding: Pick<Finding, 'rule'>,
  called: readonly (string | undefined)[],
  allow: readonly Allowance[],
  today: string,
): Allowance | undefined {
  return allow.find(
    ({ rule, path, until }) =>
      rule === finding.rule &&
      today <= until &&
      called.some((each) => each !== undefined && (each === path || each.startsWith(`${path}/`))),
  );
}
