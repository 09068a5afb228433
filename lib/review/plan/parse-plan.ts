import { ValidationError } from '../../core/errors';
import { at, type Fields, isMap } from '../../core/json';

/**
 * The object that `terraform show -json` writes of a plan, after a first look.
 *
 * Nothing of the text is repeated in an error: it is full of secrets.
 */
export function parsePlan(text: string): Fields {
  const document = parsed(text);
  if (!isMap(document)) {
    throw notAPlan('it is JSON, but no object');
  }
  const version = at(document, 'format_version');
  if (typeof version !== 'string' || !/^\d+\.\d+$/.test(version)) {
    throw notAPlan('it has no format_version');
  }
  if (!version.startsWith('1.')) {
    throw new ValidationError(
      `the plan has format ${version}, and this review reads 1.x only; use a release of go-containers that knows it`,
    );
  }
  if (!('planned_values' in document) && !('resource_changes' in document)) {
    throw notAPlan('it has neither planned_values nor resource_changes: a state, or a plan that was cut');
  }
  return document;
}

function parsed(text: string): unknown {
  if (text.trim() === '') {
    throw notAPlan('it is empty');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw notAPlan('it is not JSON, or not all of it');
  }
}

function notAPlan(why: string): ValidationError {
  return new ValidationError(
    `this is no plan: ${why}; make one by "terraform plan -out=FILE", and give the output of "terraform show -json FILE"`,
  );
}
