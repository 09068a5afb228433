import { holdsSecret, isNamedSecret, secretFlagAt } from '../core/secret-texts';

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
      placesIn(memberOf(declared, 'default'), {
        place: `variable.${name}.default`,
        argument: name,
        type: 'variable',
      }).map((place) => sentence(declared, place)),
    ),
  ];
}

function isOurs(type: string): boolean {
  return type === 'docker' || type.startsWith('docker_') || type === 'terraform_data';
}

function sentences(address: string, blocks: unknown): string[] {
  return membersOf(blocks).flatMap(([name, block]) =>
    placesIn(block, { place: `${address}.${name}`, type: address }).map((place) => sentence(block, place)),
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

interface Place {
  readonly place: string;
  /** The nearest argument above. */
  readonly argument?: string;
  /** Such as `docker_container`. */
  readonly type: string;
}

/** The places of all texts that are secrets. */
function placesIn(value: unknown, at: Place): string[] {
  const { place, type } = at;
  if (typeof value === 'string') {
    return isSecret(value, at) ? [place] : [];
  }
  if (Array.isArray(value)) {
    const texts = value.map((each) => (typeof each === 'string' ? saidIn(each) : ''));
    const flagged = secretFlagAt(texts.map((each) => (isSaid(each) ? each : '')));
    return value.flatMap((inner, index) => {
      const inside = `${place}[${index}]`;
      return index === flagged ? [inside] : placesIn(inner, { ...at, place: inside });
    });
  }
  return membersOf(value)
    .filter(([key]) => !(type === FACTS && key === DOCKERFILE))
    .flatMap(([key, inner]) => placesIn(inner, { place: `${place}.${key}`, argument: key, type }));
}

function isSecret(text: string, { argument = '', type }: Place): boolean {
  const said = saidIn(text);
  const encoded = ENCODED.includes(argument) ? Buffer.from(said, 'base64').toString('utf8') : '';
  return (
    [said, encoded, ...textsInExpressions(text)].some(holdsSecret) ||
    (type !== FACTS && isNamedSecret(argument, said) && isSaid(said)) ||
    (type === 'docker_secret' && argument === 'data' && isSaid(said)) ||
    (argument === 'env' && isSecretVariable(said))
  );
}

/** `NAME=text`, as containers have their variables. */
function isSecretVariable(text: string): boolean {
  const [, name = '', value = ''] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  return isNamedSecret(name, value) && isSaid(value);
}

/** The text without what Terraform fills in, which is not in the stack. */
function saidIn(text: string): string {
  return text.replace(EXPRESSION, FILLED_IN);
}

function isSaid(text: string): boolean {
  return text !== '' && !text.includes(FILLED_IN);
}

function textsInExpressions(text: string): string[] {
  return (text.match(EXPRESSION) ?? []).flatMap((expression) => expression.match(/"(?:[^"\\]|\\.)*"/g) ?? []);
}

/** Its names are those of variables and files as well, and what is there is where a secret comes from. */
const FACTS = 'terraform_data';
/** Read line by line before, with rules of which each can be accepted with a reason. */
const DOCKERFILE = 'dockerfile';
const ENCODED = ['data', 'content_base64'];
/** `${var.password}`, and not `$${HOME}`, which is plain text. */
const EXPRESSION = /(?<!\$)\$\{[^}]*\}/g;
const FILLED_IN = '$X';

function memberOf(value: unknown, name: string): unknown {
  return membersOf(value).find(([key]) => key === name)?.[1];
}

function membersOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
