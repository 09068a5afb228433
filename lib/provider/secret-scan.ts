import { sortedEntries } from '../core/names';
import { holdsSecret, isSecretFlag, isSecretName } from '../core/secret-texts';

/**
 * Where a synthesized stack says a secret, in everything that is about Docker, however it got there: props, escape hatches, Aspects. What is
 * one in the resources of other providers is for these to say.
 *
 * @param stack the object of `cdk.tf.json`
 * @returns one sentence for each place; none of them repeats the text
 */
export function secretsIn(stack: unknown): string[] {
  const { resource, data, provider, variable } = Object.fromEntries(membersOf(stack));
  return [
    ...[resource, data].flatMap((section) =>
      membersOf(section)
        .filter(([type]) => isOurs(type))
        .flatMap(([type, byName]) => sentences(type, byName)),
    ),
    ...membersOf(provider)
      .filter(([type]) => isOurs(type))
      .flatMap(([type, configurations]) => sentences(`provider.${type}`, configurations)),
    ...membersOf(variable).flatMap(([name, declared]) =>
      hasSensitiveDefault(declared) ? [sentence(declared, `variable.${name}.default`)] : [],
    ),
  ];
}

function isOurs(type: string): boolean {
  return type === 'docker' || type.startsWith('docker_') || type === 'terraform_data';
}

function sentences(address: string, blocks: unknown): string[] {
  return membersOf(blocks).flatMap(([name, block]) =>
    placesIn(block, { place: `${address}.${name}`, hasArguments: address !== FACTS }).map((place) =>
      sentence(block, place),
    ),
  );
}

function sentence(block: unknown, place: string): string {
  return (
    `${constructPath(block)}${place} has a password, a key or a token in it, which everybody sees who sees the stack; take it out, and ` +
    'give it to the program by provideSecret, or to Terraform by a sensitive variable without a default'
  );
}

/** What the framework writes beside each resource. */
function constructPath(block: unknown): string {
  const path = memberOf(memberOf(memberOf(block, '//'), 'metadata'), 'path');
  return typeof path === 'string' ? `[${path}] ` : '';
}

function hasSensitiveDefault(declared: unknown): boolean {
  const value = memberOf(declared, 'default');
  return memberOf(declared, 'sensitive') === true && typeof value === 'string' && value !== '';
}

interface Place {
  readonly place: string;
  /** The nearest argument above. */
  readonly argument?: string;
  /** Whether names are those of arguments. */
  readonly hasArguments: boolean;
}

/** The places of all texts that are secrets. */
function placesIn(value: unknown, at: Place): string[] {
  const { place, hasArguments } = at;
  if (typeof value === 'string') {
    return isSecret(value, at) ? [place] : [];
  }
  return Array.isArray(value)
    ? value.flatMap((inner, index) => placesIn(inner, { ...at, place: `${place}[${index}]` }))
    : membersOf(value).flatMap(([key, inner]) =>
        placesIn(inner, { place: `${place}.${key}`, argument: key, hasArguments }),
      );
}

function isSecret(text: string, { argument = '', hasArguments }: Place): boolean {
  // What Terraform fills in is not in the stack.
  const literal = text.replace(EXPRESSION, FILLED_IN);
  return (
    holdsSecret(literal) ||
    isSecretFlag(literal) ||
    (hasArguments && isSecretName(argument) && isSaid(literal)) ||
    (argument === 'env' && isSecretVariable(literal))
  );
}

/** `NAME=text`, as containers have their variables. */
function isSecretVariable(text: string): boolean {
  const [, name = '', value = ''] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  return isSecretName(name) && isSaid(value);
}

function isSaid(text: string): boolean {
  return text !== '' && !text.includes(FILLED_IN);
}

/** Its names are those of variables and files as well, and what is there is where a secret comes from. */
const FACTS = 'terraform_data';
/** `${var.password}`, and not `$${HOME}`, which is plain text. */
const EXPRESSION = /(?<!\$)\$\{[^}]*\}/g;
const FILLED_IN = '$X';

function memberOf(value: unknown, name: string): unknown {
  return membersOf(value).find(([key]) => key === name)?.[1];
}

function membersOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? sortedEntries(value as Record<string, unknown>) : [];
}
