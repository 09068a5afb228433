import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { holdsSecret, isNamedSecret, secretFlagAt } from '../core/secret-texts';

/** Everything that is wrong with variables whose values are in plan, state and `docker inspect`. */
export function environmentProblems(environment: Readonly<Record<string, unknown>>): string[] {
  return sortedEntries(environment).flatMap(([variable, value]) => [
    ...(typeof value === 'string'
      ? secretProblems(variable, value)
      : [
          `environment variable ${quote(variable)} is ${typeof value}, not text; leave it out or give its text`,
        ]),
    ...variableNameProblems(variable),
  ]);
}

/** What is wrong with the name of a variable. */
export function variableNameProblems(variable: string): string[] {
  return variable === '' || /[=\0]/.test(variable)
    ? [`environment name ${quote(variable)} is not possible; it is empty or has "=" in it`]
    : [];
}

function secretProblems(variable: string, value: string): string[] {
  if (isNamedSecret(variable, value)) {
    const text = Token.isUnresolved(value) ? 'a value' : 'a text';
    return [
      `environment variable ${quote(variable)} is called like a secret and has ${text} that plan, state and "docker inspect" show; ` +
        `use provideSecret, with ${quote(`${variable}_FILE`)} for the path where the program reads files, or ` +
        'provideSecretByEnvironment',
    ];
  }
  return textProblems(`environment variable ${quote(variable)}`, [value]);
}

/** What is wrong with texts that everybody sees who sees the container. Secrets are not repeated. */
export function textProblems(what: string, texts: readonly string[]): string[] {
  const [foreign] = texts
    .filter((text) => !LOOP.test(text))
    .flatMap((text) => FOREIGN_EXPRESSION.exec(text)?.groups?.beginning ?? []);
  return [
    ...(texts.some(holdsSecret) || secretFlagAt(texts) !== -1
      ? [
          `${what} has a password, a key or a token in it, which plan, state and "docker inspect" would show; take it out, and give it ` +
            'to the program by provideSecret',
        ]
      : []),
    ...(foreign === undefined
      ? []
      : [
          `${what} has ${quote(foreign)} in it, which Terraform would take for an expression of its own; write ` +
            `${quote(foreign.slice(0, 1) + foreign)} there, and the program gets it as it is`,
        ]),
  ];
}

/**
 * `${HOME}`, `${PORT:-80}`, `${env:X}` and `%{time}` are other languages': no expression of Terraform is a single word, and no directive is but
 * its five. One more `$` or `%` before it makes it plain text.
 */
const FOREIGN_EXPRESSION = new RegExp(
  [
    String.raw`(?<beginning>(?<!\$)\$\{(?:[A-Za-z_]\w*(?=\s*(?:\}|:(?!:)|[-+?=#%/^,]))|[@*#]|!\w+\}|\d+(?=\})|(?=[}{]))`,
    String.raw`(?<!%)%\{(?!~?\s*(?:if|for|else|endif|endfor)\b)\w*)`,
  ].join('|'),
);
/** In a loop its variable is a single word. */
const LOOP = /\[\s*for\s|\{\s*for\s|%\{~?\s*for\s/;

/** What is wrong with options by their names, those of a log driver for example. */
export function optionProblems(what: string, options: Readonly<Record<string, string>>): string[] {
  return textProblems(
    what,
    sortedEntries(options).map(([name, value]) => `--${name}=${value}`),
  );
}
