import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { holdsSecret } from '../image/secret-texts';

/** Names of variables whose value is a secret itself, not a file or an address of one. */
const SECRET_NAME =
  /(PASSWORD|PASSWD|PASSPHRASE)$|(^|_)(SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|CREDENTIALS)$/i;

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
  if (value !== '' && SECRET_NAME.test(variable)) {
    const text = Token.isUnresolved(value) ? 'a value' : 'a text';
    return [
      `environment variable ${quote(variable)} is called like a secret and has ${text} that plan, state and "docker inspect" show; ` +
        `use provideSecret, with ${quote(`${variable}_FILE`)} for the path where the program reads files, or ` +
        'provideSecretByEnvironment',
    ];
  }
  return textProblems(`environment variable ${quote(variable)}`, [value]);
}

/** What is wrong with texts that everybody sees who sees the container. The texts themselves are not repeated. */
export function textProblems(what: string, texts: readonly string[]): string[] {
  return texts.some((text) => holdsSecret(text) || isSecretFlag(text))
    ? [
        `${what} has a password, a key or a token in it, which plan, state and "docker inspect" would show; take it out, and give it ` +
          'to the program by provideSecret',
      ]
    : [];
}

/** `--password=hunter2`, `-api-key=...`: the flag says what its value is. */
function isSecretFlag(text: string): boolean {
  const [, name = '', value = ''] = /^--?([A-Za-z][\w-]*)=([^]*)$/.exec(text) ?? [];
  return value !== '' && SECRET_NAME.test(name.replaceAll('-', '_'));
}

/** What is wrong with options by their names, those of a log driver for example. */
export function optionProblems(what: string, options: Readonly<Record<string, string>>): string[] {
  return textProblems(
    what,
    sortedEntries(options).map(([name, value]) => `--${name}=${value}`),
  );
}
