import { at, type Fields, isMap } from '../../core/json';
import { holdsSecret, isNamedSecret, secretFlagAt } from '../../core/secret-texts';
import { Attributes } from '../plan/attributes';
import { isMarked, markOf } from '../plan/marks';
import { name, type Phrase, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { Side } from '../plan/read-container';
import { orWhenEmpty, uploads, variable } from '../plan/setting-parts';

/** A text of a resource that looks like a secret. */
export interface SecretPlace {
  /** Where it is, without the text: "the variable PASSWORD". */
  readonly what: Phrase;
  /** The same for the same text at the same place. */
  readonly key: string;
  readonly kind: 'variable' | 'other';
  /** Whether Terraform hides it, and nothing says that it is written in the configuration. */
  readonly isHidden: boolean;
}

/** One block of a resource, with what marks it as sensitive and what the configuration says of it. */
interface Block {
  readonly fields: Fields;
  readonly marks: unknown;
  readonly expressions: unknown;
  readonly where: string;
}

/** Every text of a resource of Docker that looks like a secret, on one side of its change. */
export function secretPlaces(
  change: ResourceChange,
  side: Side,
  expressions: Fields,
): readonly SecretPlace[] {
  const fields = change[side];
  const find = Object.hasOwn(FINDERS, change.type) ? FINDERS[change.type] : undefined;
  const marks = side === 'before' ? change.beforeSensitive : change.afterSensitive;
  return fields === undefined || find === undefined
    ? []
    : find({ fields, marks, expressions, where: change.address });
}

type Find = (block: Block) => readonly SecretPlace[];

const FINDERS: Readonly<Record<string, Find>> = {
  docker_container: (block) => [
    ...variables(block),
    ...['entrypoint', 'command'].flatMap((each) =>
      argumentsOf(block, each, say`an argument of ${name(each)}`),
    ),
    ...labels(block),
    ...health(block),
    ...files(block),
    ...named(block, 'log_opts', (option) => say`the option ${value(option)} of its logs`),
  ],
  docker_service: (service) => {
    const tasks = within(service, 'task_spec');
    const containers = tasks.flatMap((task) => within(task, 'container_spec'));
    return [
      ...labels(service),
      ...containers.flatMap((block) => [
        ...named(block, 'env', (variableName) => say`the variable ${value(variableName)}`, 'variable'),
        ...['command', 'args'].flatMap((each) => argumentsOf(block, each, say`an argument of ${name(each)}`)),
        ...labels(block),
        ...health(block),
      ]),
      ...tasks
        .flatMap((task) => within(task, 'log_driver'))
        .flatMap((block) =>
          named(block, 'options', (option) => say`the option ${value(option)} of its logs`),
        ),
    ];
  },
  docker_image: (image) =>
    within(image, 'build').flatMap((block) =>
      ['build_args', 'build_arg'].flatMap((each) =>
        named(block, each, (argument) => say`the build argument ${value(argument)}`),
      ),
    ),
  docker_volume: (block) =>
    named(block, 'driver_opts', (option) => say`the option ${value(option)} of its driver`),
};

/** The blocks of one kind. */
function within({ fields, marks, expressions, where }: Block, kind: string): readonly Block[] {
  const found = at(fields, kind);
  const all = (Array.isArray(found) ? (found as unknown[]) : [found]).filter(isMap);
  const inner = markOf(marks, kind);
  const said = isMap(expressions) ? at(expressions, kind) : undefined;
  return all.map((each, index) => ({
    fields: each,
    marks: Array.isArray(inner) ? (inner as unknown[])[index] : inner,
    expressions: Array.isArray(said) ? (said as unknown[])[index] : said,
    where: `${where}.${kind}`,
  }));
}

/** `NAME=value` in a set, of which Terraform marks all or nothing. */
function variables(block: Block): readonly SecretPlace[] {
  return attributesOf(block)
    .texts('env')
    .flatMap((text) => {
      const { name: variableName, value: said } = variable(text);
      return isSecret(variableName, said)
        ? [
            {
              what: say`the variable ${value(variableName)}`,
              key: `env\0${text}`,
              kind: 'variable' as const,
              isHidden: isMarked(markOf(block.marks, 'env')) && !isLiteral(block, 'env', text),
            },
          ]
        : [];
    });
}

function named(
  block: Block,
  attribute: string,
  what: (key: string) => Phrase,
  kind: SecretPlace['kind'] = 'other',
): readonly SecretPlace[] {
  const marks = markOf(block.marks, attribute);
  return Object.entries(attributesOf(block).map(attribute))
    .filter(([key, text]) => isSecret(key, text))
    .map(([key, text]) => ({
      what: what(key),
      key: `${attribute}\0${key}\0${text}`,
      kind,
      isHidden: isMarked(markOf(marks, key)) && !isLiteral(block, attribute, text),
    }));
}

function labels(block: Block): readonly SecretPlace[] {
  return attributesOf(block)
    .blocks('labels')
    .map((each) => ({ label: each.text('label') ?? '', text: each.text('value') ?? '' }))
    .filter(({ label, text }) => isSecret(label.replaceAll(/[./]/g, '_'), text))
    .map(({ label, text }) => ({
      what: say`the label ${value(label)}`,
      key: `labels\0${label}\0${text}`,
      kind: 'other',
      isHidden: isMarked(markOf(block.marks, 'labels')) && !isLiteral(block, 'labels', text),
    }));
}

function argumentsOf(block: Block, attribute: string, what: Phrase): readonly SecretPlace[] {
  const marks = markOf(block.marks, attribute);
  const all = attributesOf(block).texts(attribute);
  return all.flatMap((text, index) => {
    const previous = all[index - 1] ?? '';
    const isFlagged = secretFlagAt([text]) === 0;
    const isFlagsValue = secretFlagAt([previous, text]) === 1;
    const mark = Array.isArray(marks) ? (marks as unknown[])[index] : marks;
    const [flag = ''] = (isFlagged ? text : isFlagsValue ? previous : '').split('=');
    return isFlagged || isFlagsValue || holdsSecret(text)
      ? [
          {
            what: flag === '' ? what : say`${what}, ${value(flag)}`,
            key: `${attribute}\0${text}`,
            kind: 'other' as const,
            isHidden: isMarked(mark) && !isLiteral(block, attribute, text),
          },
        ]
      : [];
  });
}

function health(block: Block): readonly SecretPlace[] {
  return within(block, 'healthcheck').flatMap((each) => argumentsOf(each, 'test', say`its health check`));
}

function files(block: Block): readonly SecretPlace[] {
  const encoded = attributesOf(block)
    .blocks('upload')
    .map((each) => orWhenEmpty(each.text('content'), each.text('content_base64') ?? ''));
  return uploads(attributesOf(block)).flatMap(({ file, content }, index) =>
    content !== '' && (holdsSecret(content) || file.startsWith('/run/secrets/'))
      ? [
          {
            what: say`the file ${value(file)} that is copied into it`,
            key: `upload\0${file}\0${content}`,
            kind: 'other' as const,
            isHidden:
              isMarked(markOf(block.marks, 'upload')) && !isLiteral(block, 'upload', encoded[index] ?? ''),
          },
        ]
      : [],
  );
}

function isSecret(key: string, text: string): boolean {
  return isNamedSecret(key, text) || holdsSecret(text);
}

/** Whether the configuration says the text itself. A text with an expression in it is what Terraform makes of that. */
function isLiteral({ expressions }: Block, attribute: string, text: string): boolean {
  return isMap(expressions) && saysText(at(expressions, attribute), text);
}

function saysText(expression: unknown, text: string): boolean {
  return typeof expression === 'object' && expression !== null
    ? Object.entries(expression).some(([key, inner]) => key !== 'references' && saysText(inner, text))
    : expression === text && !/[$%]\{/.test(text);
}

function attributesOf({ fields, where }: Block): Attributes {
  return new Attributes(fields, where);
}
