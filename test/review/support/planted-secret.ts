import fc from 'fast-check';

/** A JSON document that is changed in place. */
export type Json = Record<string, unknown>;

/** Ways in which a secret is known to be one. Each plants it into a plan and says so there. */
export const KNOWN_BY: Record<string, (plan: Json, secret: string) => void> = {
  'a sensitive variable': (plan, secret) => {
    memberOf(plan, 'variables').planted = { value: secret };
    memberOf(rootModule(plan), 'variables').planted = { sensitive: true };
  },
  'the default of a sensitive variable': (plan, secret) => {
    memberOf(rootModule(plan), 'variables').planted = { sensitive: true, default: { deep: [secret] } };
  },
  'a sensitive output': (plan, secret) => {
    memberOf(memberOf(plan, 'planned_values'), 'outputs').planted = { sensitive: true, value: [secret] };
  },
  'a sensitive output that goes': (plan, secret) => {
    memberOf(plan, 'output_changes').planted = {
      actions: ['delete'],
      before: { a: secret },
      after: null,
      before_sensitive: { a: true },
      after_sensitive: false,
    };
  },
  'a mark in the state': (plan, secret) => {
    const state = memberOf(memberOf(memberOf(plan, 'prior_state'), 'values'), 'root_module');
    listOf(state, 'resources').push({
      address: 'data.terraform_remote_state.planted',
      mode: 'data',
      type: 'terraform_remote_state',
      name: 'planted',
      values: { outputs: { db: secret } },
      sensitive_values: { outputs: { db: true } },
    });
  },
  'a mark on an attribute': (plan, secret) => {
    plantDrift(plan, 'aws_instance', {
      before: { note: 'x' },
      after: { note: secret },
      after_sensitive: { note: true },
    });
  },
  'a mark on a whole set of variables': (plan, secret) => {
    plantDrift(plan, 'docker_container', {
      before: { env: [`PLANTED=${secret}`, 'LEVEL=info'] },
      after: { env: [] },
      before_sensitive: { env: true },
    });
  },
  'a mark on a nested block': (plan, secret) => {
    plantDrift(plan, 'docker_container', {
      before: { upload: [{ file: '/f', content: secret }] },
      after: { upload: [] },
      before_sensitive: { upload: [{ content: true }] },
    });
  },
  'an attribute that is a secret by what it is': (plan, secret) => {
    const data = Buffer.from(secret).toString('base64');
    plantDrift(plan, 'docker_secret', { before: { data }, after: { data: '' } });
  },
  'an attribute that is called like a secret': (plan, secret) => {
    plantDrift(plan, 'example_login', { before: { admin_password: secret }, after: { admin_password: '' } });
  },
};

/** How a secret may be written where it was not to be. */
export const WRITINGS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `https://user:${secret}@example.com/${secret}`,
  (secret) => JSON.stringify({ password: secret }),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`{"auth":"user:${secret}"}`).toString('base64'),
  (secret) => encodeURIComponent(secret),
  (secret) => `a\n${secret}\nb`,
];

/** Whoever reads one of these in a text knows the secret. */
export function writingsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  ];
}

/** Secrets that no other text of a plan or a review has in it by chance. */
export const secrets: fc.Arbitrary<string> = fc
  .tuple(
    fc.string({
      unit: fc.constantFrom(...'abcdefXYZ0189!#%&+/=?@_-$`|<>"\'\\ é{}[]()*~^;:,.'.split('')),
      minLength: 9,
      maxLength: 40,
    }),
    fc.constantFrom('', '-k', '|', '`', '-->', '\n\n# x'),
  )
  .map(([text, end]) => `q7${text}${end}Zq`);

/** Puts `text` into places of a plan that are no secret by themselves, one for each number. */
export function plantElsewhere(plan: Json, text: string, places: readonly number[]): void {
  const found = PLACES.flatMap((member) => textsBelow(plan[member]));
  for (const place of found.length === 0 ? [] : places) {
    const { holder, key } = found[place % found.length]!;
    holder[key] = text;
  }
}

const PLACES = [
  'resource_changes',
  'resource_drift',
  'output_changes',
  'checks',
  'planned_values',
  'prior_state',
];

interface Place {
  readonly holder: Json;
  readonly key: string;
}

/** Every text but those which say what kind of thing it is, and the keys of those that are repeated. */
function textsBelow(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const holder = value as Json;
  const isResource = 'mode' in holder;
  return Object.entries(holder).flatMap(([key, inner]) => {
    if (key === 'actions' || (isResource && STRUCTURE.has(key))) {
      return [];
    }
    return typeof inner === 'string' ? [{ holder, key }] : textsBelow(inner);
  });
}

const STRUCTURE = new Set(['mode', 'type', 'name', 'address', 'provider_name']);

function plantDrift(plan: Json, type: string, change: Json): void {
  listOf(plan, 'resource_drift').push({
    address: `${type}.planted`,
    mode: 'managed',
    type,
    name: 'planted',
    provider_name: 'registry.terraform.io/example/example',
    change: { actions: ['update'], after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...change },
  });
}

function rootModule(plan: Json): Json {
  return memberOf(memberOf(plan, 'configuration'), 'root_module');
}

function memberOf(holder: Json, member: string): Json {
  holder[member] ??= {};
  return holder[member] as Json;
}

function listOf(holder: Json, member: string): unknown[] {
  holder[member] ??= [];
  return holder[member] as unknown[];
}
