import { ValidationError } from '../../core/errors';
import { at, type Fields, isMap } from '../../core/json';
import { configuredResources, providersOf, providerVersions } from './configuration';
import { contradictionsOf } from './contradictions';
import type { CheckResult, Effect, OutputChange, Plan, ResourceChange, Step } from '../model/plan';

/**
 * A plan from the object that `terraform show -json` writes.
 *
 * Members that are new are passed over. Where a review depends on something, it has to be of the kind that Terraform documents: else it is an error.
 */
export function readPlan(document: Fields): Plan {
  const strange: string[] = [];
  const changes = listAt(document, 'resource_changes').map((each, index) =>
    readChange(each, `resource_changes[${index}]`, strange),
  );
  const drift = listAt(document, 'resource_drift').map((each, index) =>
    readChange(each, `resource_drift[${index}]`, strange),
  );
  const plan: Plan = {
    formatVersion: textAt(document, 'format_version', 'the plan') ?? '',
    terraformVersion: textAt(document, 'terraform_version', 'the plan') ?? '',
    isComplete: flagAt(document, 'complete'),
    isApplyable: flagAt(document, 'applyable'),
    isErrored: flagAt(document, 'errored') ?? false,
    notUnderstood: [...strange, ...BEYOND.filter((member) => isSaid(at(document, member)))],
    contradictions: [],
    changes,
    drift,
    outputs: readOutputs(document),
    checks: readChecks(document),
    configured: configuredResources(document),
    providerVersions: providerVersions(document),
    providers: providersOf(document),
  };
  return { ...plan, contradictions: contradictionsOf(plan, document) };
}

/** What newer releases of Terraform may plan beside changes of resources. */
const BEYOND = ['deferred_changes', 'deferred_action_invocations', 'action_invocations'];

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  'no-op': 'none',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  'delete,create': 'replace',
  'create,delete': 'replace-create-first',
  forget: 'forget',
  'create,forget': 'forget-and-create',
  'forget,create': 'forget-and-create',
};

function readEffect(actions: unknown, place: string, strange: string[]): Effect {
  if (!Array.isArray(actions) || actions.length === 0 || !actions.every((each) => typeof each === 'string')) {
    throw wrong(`actions of ${place}`, 'a list of texts');
  }
  const words = actions.join(',');
  const effect = Object.hasOwn(EFFECTS, words) ? EFFECTS[words] : undefined;
  if (effect === undefined) {
    strange.push(`actions of ${place}`);
  }
  // What is not known is treated like the change that hides least, and blocks by the rule of whole plans.
  return effect ?? 'update';
}

function readChange(entry: unknown, place: string, strange: string[]): ResourceChange {
  const fields = objectOf(entry, place);
  const change = objectOf(at(fields, 'change'), `change of ${place}`);
  const mode = required(fields, 'mode', place);
  if (mode !== 'managed' && mode !== 'data') {
    throw wrong(`mode of ${place}`, '"managed" or "data"');
  }
  const address = required(fields, 'address', place);
  const importing = at(change, 'importing');
  return {
    address,
    configured: withoutIndexes(address),
    previousAddress: textAt(fields, 'previous_address', place),
    deposed: textAt(fields, 'deposed', place),
    isData: mode === 'data',
    type: required(fields, 'type', place),
    name: required(fields, 'name', place),
    provider: required(fields, 'provider_name', place),
    effect: readEffect(at(change, 'actions'), place, strange),
    reason: textAt(fields, 'action_reason', place),
    before: sideOf(change, 'before', place),
    after: sideOf(change, 'after', place),
    afterUnknown: at(change, 'after_unknown'),
    beforeSensitive: at(change, 'before_sensitive'),
    afterSensitive: at(change, 'after_sensitive'),
    replacePaths: listAt(change, 'replace_paths').map((path) => readPath(path, change, place)),
    isImported: isMap(importing),
  };
}

function sideOf(change: Fields, side: string, place: string): Fields | undefined {
  const value = at(change, side);
  return value === undefined || value === null ? undefined : objectOf(value, `${side} of ${place}`);
}

/** A path begins with an attribute of the resource: it is shown, and so it must be nothing else. */
function readPath(path: unknown, change: Fields, place: string): Step[] {
  const [first] = Array.isArray(path) ? (path as unknown[]) : [];
  const isAttribute = ['before', 'after', 'after_unknown']
    .map((side) => at(change, side))
    .some((side) => isMap(side) && typeof first === 'string' && Object.hasOwn(side, first));
  if (!Array.isArray(path) || !isAttribute) {
    throw wrong(`replace_paths of ${place}`, 'a list of paths to attributes');
  }
  // The key of a map that is not known is an object there; it is no name.
  return path.map((step) => (typeof step === 'string' || typeof step === 'number' ? step : '?'));
}

function readOutputs(document: Fields): OutputChange[] {
  const outputs = at(document, 'output_changes') ?? {};
  return Object.entries(objectOf(outputs, 'output_changes')).map(([name, change], index) => {
    const place = `output_changes[${index}]`;
    const strange: string[] = [];
    const effect = readEffect(at(objectOf(change, place), 'actions'), place, strange);
    return { name, effect, after: at(objectOf(change, place), 'after') };
  });
}

function readChecks(document: Fields): CheckResult[] {
  return listAt(document, 'checks').map((entry, index) => {
    const place = `checks[${index}]`;
    const check = objectOf(entry, place);
    const address = objectOf(at(check, 'address'), `address of ${place}`);
    const instances = listAt(check, 'instances').map((each) => objectOf(each, `instances of ${place}`));
    const problems = instances.flatMap((instance) => listAt(instance, 'problems'));
    return {
      address: textAt(address, 'to_display', place) ?? '',
      status: required(check, 'status', place),
      messages: problems.flatMap((problem) =>
        isMap(problem) ? (textAt(problem, 'message', place) ?? []) : [],
      ),
    };
  });
}

/** `docker_container.web` of `docker_container.web["a"]`, in modules too. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

function listAt(fields: Fields, member: string): readonly unknown[] {
  const value = at(fields, member);
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw wrong(member, 'a list');
  }
  return value;
}

function objectOf(value: unknown, place: string): Fields {
  if (!isMap(value)) {
    throw wrong(place, 'an object');
  }
  return value;
}

function required(fields: Fields, member: string, place: string): string {
  const value = textAt(fields, member, place);
  if (value === undefined || value === '') {
    throw wrong(`${member} of ${place}`, 'there, as a text');
  }
  return value;
}

function textAt(fields: Fields, member: string, place: string): string | undefined {
  const value = at(fields, member);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw wrong(`${member} of ${place}`, 'a text');
  }
  return value;
}

function flagAt(fields: Fields, member: string): boolean | undefined {
  const value = at(fields, member);
  if (value !== undefined && typeof value !== 'boolean') {
    throw wrong(`${member} of the plan`, 'true or false');
  }
  return value;
}

function wrong(what: string, expected: string): ValidationError {
  return new ValidationError(
    `${what} has to be ${expected}, and is not; make the plan JSON anew by "terraform show -json"`,
  );
}
