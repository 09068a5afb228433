import { quote } from '../core/errors';
import type { ParsedInstruction } from '../dockerfile/parsed-dockerfile';
import { outputsOf } from './dockerfile-copies';
import { type DockerfileFinding, doubtful, wrong } from './dockerfile-finding';
import { type DockerfileView, pathOf, type StageView, type StepView } from './dockerfile-view';
import { holdsSecret } from '../core/secret-texts';

/** Rules about how the file is written. */
export function textRules({ stages, preamble }: DockerfileView): DockerfileFinding[] {
  return [
    ...preamble.flatMap((instruction) => secrets({ instruction })),
    ...stages.flatMap((stage) => [
      ...lowerCaseAs(stage),
      ...stage.steps.flatMap((step) => [...secrets(step), ...glued(step.instruction)]),
      ...withoutEffect(stage),
    ]),
  ];
}

/** E-30. */
function lowerCaseAs({ parsed: { from } }: StageView): DockerfileFinding[] {
  const { text, lines } = from;
  return text.includes(' as ') && /^\s*FROM/.test(lines[0] ?? '')
    ? [
        doubtful(
          'E-30',
          { instruction: from },
          `"as" of ${quote(text)} is in other letters than FROM; write AS`,
        ),
      ]
    : [];
}

const KEYWORDS =
  'FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|HEALTHCHECK|SHELL|STOPSIGNAL|ONBUILD';
/** At the beginning of a line, or behind a quote or a bracket that ends a word. */
const GLUED = new RegExp(`(?:^\\s*|["'})\\]])(${KEYWORDS})\\s+\\S`);

/** E-20. */
function glued({ keyword, line, lines, scripts }: ParsedInstruction): DockerfileFinding[] {
  if (scripts.length > 0) {
    return [];
  }
  let before = '';
  return lines.flatMap((text, index) => {
    const found = text.trimStart().startsWith('#')
      ? null
      : GLUED.exec(index === 0 ? text.replace(/^\s*\w+/, (own) => '-'.repeat(own.length)) : text);
    const [whole = '', word = ''] = found ?? [];
    const start = (found?.index ?? 0) + whole.indexOf(word);
    const isInside = isQuoted(`${before}\n${text.slice(0, start)}`);
    before += `\n${text}`;
    return found === null || isInside
      ? []
      : [
          {
            id: 'E-20',
            severity: 'error',
            line: line + index,
            text: `${word} is inside of the ${keyword} that begins in line ${line}, so it is none; end the line before it, without "\\"`,
          } as const,
        ];
  });
}

/** Whether a text ends inside of quotes. */
function isQuoted(text: string): boolean {
  const rest = text.replace(/\\[^]|"(?:\\[^]|[^"\\])*"|'[^']*'/g, '');
  return /["']/.test(rest);
}

/** As BuildKit's check SecretsUsedInArgOrEnv has it. */
const SECRET = /(?:^|_)(?:apikey|auth|credentials?|key|passwd|password|pass|pword|secret|token)(?:_|$)/i;
const NO_SECRET = /(?:^|_)public(?:_|$)|_(?:file|path|id)$/i;

/** Whether the name of a variable says that it holds a secret. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}

/** Labels are not named like variables: `com.example.api-key`. A `key` or `auth` among them is rarely a secret. */
const SECRET_LABEL = /(?:^|[._-])(?:api[._-]?key|credentials?|passwd|password|pword|secret|token)$/i;

/** E-33. What is in the text is never repeated: the message is read by even more people. */
function secrets({ instruction }: Pick<StepView, 'instruction'>): DockerfileFinding[] {
  const { keyword, pairs, text, scripts } = instruction;
  const isVariable = keyword === 'ARG' || keyword === 'ENV';
  const isSecret = isVariable ? namesSecret : (name: string) => SECRET_LABEL.test(name);
  const named = pairs
    .filter(
      ({ name, value = '' }) =>
        (isSecret(name) && (isVariable || value !== '')) || (isVariable && holdsSecret(value)),
    )
    .map(({ name }) => `${keyword} ${quote(name)} would hold a secret`);
  const told =
    named.length === 0 && [text, ...scripts].some(holdsSecret)
      ? [`${keyword} has a password, a token or a private key in its text`]
      : named;
  return told.map((what) =>
    wrong(
      'E-33',
      { instruction },
      `${what}, which everybody can read in the image's history; write "RUN --mount=type=secret" where the build needs it, and ` +
        'give it to the container where the program does',
    ),
  );
}

/** E-26. */
function withoutEffect(stage: StageView): DockerfileFinding[] {
  const programs = outputsOf(stage).flatMap(({ directory, name }) =>
    name === undefined ? [] : [`${directory === '/' ? '' : directory}/${name}`],
  );
  const workdirs = stage.steps.flatMap((step) =>
    step.instruction.keyword === 'WORKDIR' ? [pathOf(step, step.instruction.text)] : [],
  );
  return stage.steps.flatMap((step) =>
    step.commands.flatMap(({ words: [program, ...words] }) => {
      const named = words.filter((word) => !word.startsWith('-'));
      const paths = named.map((word) => pathOf(step, word));
      if (
        program === 'mkdir' &&
        paths.length > 0 &&
        paths.every((path) => path !== undefined && workdirs.includes(path))
      ) {
        return [
          doubtful(
            'E-26',
            step,
            `mkdir makes ${named.map(quote).join(', ')}, which WORKDIR makes anyway; leave it out`,
          ),
        ];
      }
      if (
        program === 'chmod' &&
        /^([augo]*\+r?x|[0-7]?[57]{3})$/.test(named[0] ?? '') &&
        isAmong(paths.slice(1), programs)
      ) {
        return [
          doubtful(
            'E-26',
            step,
            `chmod makes ${quote(named[1] ?? '')} executable, which go build has done; leave it out`,
          ),
        ];
      }
      return program === 'apk' && named[0] === 'update' && addsWithoutCache(stage)
        ? [
            doubtful(
              'E-26',
              step,
              '"apk update" fetches an index that "apk add --no-cache" does not use; leave it out',
            ),
          ]
        : [];
    }),
  );
}

function isAmong(paths: readonly (string | undefined)[], known: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => path !== undefined && known.includes(path));
}

function addsWithoutCache({ steps }: StageView): boolean {
  return steps.some(({ commands }) =>
    commands.some(({ words }) => words[0] === 'apk' && words.includes('add') && words.includes('--no-cache')),
  );
}
