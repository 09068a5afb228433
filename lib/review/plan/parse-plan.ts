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

/** What a UTF-16 text becomes when it is read as UTF-8: every other byte of what JSON begins with is zero. */
const UTF_16 = /^(?:\uFFFD\uFFFD|\0|[^\0]\0)/;
const BYTE_ORDER_MARK = '\uFEFF';

function parsed(plan: string): unknown {
  const text = plan.startsWith(BYTE_ORDER_MARK) ? plan.slice(BYTE_ORDER_MARK.length) : plan;
  if (UTF_16.test(text)) {
    throw new ValidationError(
      'this plan is no UTF-8, but UTF-16, as ">" of Windows PowerShell writes it; write it by "terraform show -json FILE | Out-File -Encoding utf8 plan.json"',
    );
  }
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
