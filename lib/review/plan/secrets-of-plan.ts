import { at, type Fields, isMap } from '../../core/json';
import { isNamedSecret, secretFlagAt } from '../../core/secret-texts';
import { resourcesOfModule } from '../../core/terraform-values';
import { configuredResources, modulesOf, providersOf } from './configuration';
import { isMarked, markedLeaves, type MarkedLeaf, markOf } from './marks';
import { withoutIndexes } from './read-plan';

/**
 * Every secret of a plan, wherever it stands: values of sensitive variables and outputs, what is marked as sensitive on any side of any change, in state
 * and plan, and attributes that are secret by what they are.
 *
 * A mark on a set is on all of its elements, since Terraform cannot mark one. Of Docker's sets, such as the environment, an element that the
 * configuration says as a plain text is no secret: it is read by whoever reads the configuration.
 *
 * Never fails, whatever the document is: what is found in a plan that cannot be reviewed keeps its error clean.
 */
export function secretsOfPlan(document: Fields): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text !== '') {
      found.add(text);
    }
  };
  variableSecrets(document).forEach(add);
  outputSecrets(document).forEach(add);
  const expressions = expressionsOf(document);
  for (const { type, address, values, mark } of valuesOf(document)) {
    for (const [attribute, inner] of Object.entries(isMarked(mark) && isMap(values) ? values : {})) {
      const own = markOf(mark, attribute);
      if (isMarked(own)) {
        const isCollection = typeof inner === 'object' && type.startsWith('docker_');
        const literals = isCollection ? literalsIn(at(expressions(address), attribute)) : NONE;
        markedTexts(attribute, markedLeaves(inner, own), literals).forEach(add);
      }
    }
    addNamedSecrets(values, type, '', add);
  }
  addNamedSecrets(providersOf(document), 'provider', '', add);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

/** What the configuration says of the resource of an address; read when it is asked for. */
function expressionsOf(document: Fields): (address: string) => Fields {
  let known: ReadonlyMap<string, Fields> | undefined;
  return (address) => {
    known ??= new Map(configuredResources(document).map((each) => [each.address, each.expressions]));
    return known.get(withoutIndexes(address)) ?? {};
  };
}

function markedTexts(
  attribute: string,
  leaves: readonly MarkedLeaf[],
  literals: ReadonlySet<string>,
): string[] {
  return leaves
    .filter(({ text, isInherited, key }) => !(isInherited && (literals.has(text) || isPlace(attribute, key))))
    .flatMap(({ text }) => [text, ...partsOf(attribute, text)]);
}

/** Of files that are copied into a container, where they go and come from is no secret because their content is one. */
function isPlace(attribute: string, key: string): boolean {
  return attribute === 'upload' && ['file', 'permissions', 'source', 'source_hash'].includes(key);
}

/** What of a marked text is a secret by itself: the value of `NAME=value`, and what base64 stands for. */
function partsOf(attribute: string, text: string): string[] {
  if (attribute === 'env') {
    return [text.slice(text.indexOf('=') + 1)];
  }
  return ENCODED.has(attribute) ? [decoded(text)] : [];
}

const ENCODED: ReadonlySet<string> = new Set(['data', 'content_base64']);

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** Texts that an attribute of the configuration says itself, without anything that Terraform fills in. */
function literalsIn(expression: unknown): ReadonlySet<string> {
  return new Set(textsIn(expression).filter((text) => !/[$%]\{/.test(text)));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        key === 'references' ? [] : textsIn(inner),
      )
    : [];
}

interface ResourceValues {
  readonly type: string;
  readonly address: string;
  readonly values: unknown;
  readonly mark: unknown;
}

/** The values of all resources on all sides. */
function valuesOf(document: Fields): ResourceValues[] {
  const prior = at(document, 'prior_state');
  const listed = [at(document, 'planned_values'), isMap(prior) ? at(prior, 'values') : undefined].flatMap(
    (values) =>
      resourcesOfModule(isMap(values) ? at(values, 'root_module') : undefined).map((resource) => ({
        ...identity(resource),
        values: at(resource, 'values'),
        mark: at(resource, 'sensitive_values'),
      })),
  );
  const changes = ['resource_changes', 'resource_drift', 'deferred_changes'].flatMap((member) => {
    const list = at(document, member);
    return (Array.isArray(list) ? list : []).filter(isMap).map((each) => {
      const deferred = at(each, 'resource_change');
      return isMap(deferred) ? deferred : each;
    });
  });
  return [...listed, ...changes.flatMap(sidesOf)];
}

function sidesOf(resource: Fields): ResourceValues[] {
  const change = at(resource, 'change');
  return isMap(change)
    ? SIDES.map((side) => ({
        ...identity(resource),
        values: at(change, side),
        mark: at(change, `${side}_sensitive`),
      }))
    : [];
}

const SIDES = ['before', 'after'];

function identity(resource: Fields): { type: string; address: string } {
  return { type: textOf(at(resource, 'type')), address: textOf(at(resource, 'address')) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Values whose name says that they are secrets, marked or not, and those that are secret by what they are. */
function addNamedSecrets(value: unknown, type: string, name: string, add: (text: string) => void): void {
  if (typeof value === 'string') {
    secretByName(value, type, name).forEach(add);
  } else if (Array.isArray(value)) {
    if (ARGUMENTS.has(name) && value.every((each) => typeof each === 'string')) {
      add(value[secretFlagAt(value)]?.replace(/^--?[\w-]+=/, '') ?? '');
    }
    value.forEach((each) => {
      addNamedSecrets(each, type, name, add);
    });
  } else if (isMap(value)) {
    const label = at(value, 'label');
    for (const [key, inner] of Object.entries(value)) {
      // A label is a block of a name and a value, and a constant of the configuration has the name of its argument.
      const called = key === 'value' && typeof label === 'string' ? label : key;
      addNamedSecrets(inner, type, key === 'constant_value' ? name : called, add);
    }
  }
}

/** Lists in which a flag tells what the next word is. */
const ARGUMENTS: ReadonlySet<string> = new Set(['args', 'command', 'entrypoint', 'test']);

function secretByName(text: string, type: string, name: string): string[] {
  // The names in facts are those of variables and files, and what is there is where a secret comes from.
  if (type === 'terraform_data') {
    return [];
  }
  if (name === 'env') {
    const split = text.indexOf('=');
    const value = text.slice(split + 1);
    return split > 0 && isNamedSecret(text.slice(0, split), value) ? [text, value] : [];
  }
  if (type === 'docker_secret' && name === 'data') {
    return [text, decoded(text)];
  }
  return mayBeSecret(name) && isNamedSecret(name, text) ? [text] : [];
}

/** The same few names stand in every resource. */
const SECRET_NAMES = new Map<string, boolean>();

function mayBeSecret(name: string): boolean {
  let isSecret = SECRET_NAMES.get(name);
  if (isSecret === undefined) {
    isSecret = isNamedSecret(name, 'anything');
    SECRET_NAMES.set(name, isSecret);
  }
  return isSecret;
}

/** Values of variables that are sensitive, or of which the configuration does not say that they are not. */
function variableSecrets(document: Fields): string[] {
  const declared = modulesOf(document).flatMap(({ fields, prefix }) =>
    Object.entries(membersOf(fields, 'variables')).map(([name, variable]) => ({ name, prefix, variable })),
  );
  const isOpen = (name: string): boolean =>
    declared.some(
      (each) =>
        each.prefix === '' && each.name === name && isMap(each.variable) && isNotSensitive(each.variable),
    );
  const given = Object.entries(membersOf(document, 'variables'))
    .filter(([name]) => !isOpen(name))
    .flatMap(([, variable]) => leaves(variable));
  const defaults = declared
    .filter(({ variable }) => !(isMap(variable) && isNotSensitive(variable)))
    .flatMap(({ variable }) => leaves(isMap(variable) ? at(variable, 'default') : variable));
  const passed = modulesOf(document).flatMap(({ fields }) =>
    Object.values(membersOf(fields, 'module_calls')).filter(isMap).flatMap(passedSecrets),
  );
  return [...given, ...defaults, ...passed];
}

function passedSecrets(call: Fields): string[] {
  const module = at(call, 'module');
  const variables = isMap(module) ? membersOf(module, 'variables') : {};
  return Object.entries(membersOf(call, 'expressions'))
    .filter(([name]) => {
      const variable = at(variables, name);
      return isMap(variable) && !isNotSensitive(variable);
    })
    .flatMap(([, expression]) => (isMap(expression) ? leaves(at(expression, 'constant_value')) : []));
}

function isNotSensitive(declared: Fields): boolean {
  const sensitive = at(declared, 'sensitive');
  return sensitive === undefined || sensitive === false;
}

function outputSecrets(document: Fields): string[] {
  const prior = at(document, 'prior_state');
  const values = [at(document, 'planned_values'), isMap(prior) ? at(prior, 'values') : undefined];
  const listed = values
    .filter(isMap)
    .flatMap((each) => Object.values(membersOf(each, 'outputs')))
    .filter((output) => !(isMap(output) && isNotSensitive(output)))
    .flatMap((output) => leaves(isMap(output) ? at(output, 'value') : output));
  const changed = Object.values(membersOf(document, 'output_changes'))
    .filter(isMap)
    .flatMap((change) =>
      SIDES.flatMap((side) =>
        markedLeaves(at(change, side), at(change, `${side}_sensitive`)).map(({ text }) => text),
      ),
    );
  const constants = modulesOf(document)
    .flatMap(({ fields }) => Object.values(membersOf(fields, 'outputs')))
    .filter((output) => isMap(output) && !isNotSensitive(output))
    .flatMap((output) => leaves(isMap(output) ? at(output, 'expression') : undefined, true));
  return [...listed, ...changed, ...constants];
}

function leaves(value: unknown, isExpression = false): string[] {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    isExpression && key === 'references' ? [] : leaves(inner, isExpression),
  );
}

function membersOf(fields: Fields, member: string): Fields {
  const value = at(fields, member);
  return isMap(value) ? value : {};
}
