import { isNamedSecret, secretFlagAt } from '../../core/secret-texts';

/**
 * Whether an instruction of a Dockerfile, or a comment, gives a literal value to something whose name says that it is a secret: a variable, an
 * argument of the build, a flag, or a member of a file that it writes.
 *
 * What the build or a shell fills in, such as `$TOKEN`, is none.
 */
export function hasNamedSecret(instruction: string): boolean {
  const text = instruction.replace(CONTINUED, '');
  return assignments(text).some(([name, said]) => isSecret(name, said)) || hasSecretFlag(text);
}

/** A line break that does not end an instruction, with the comments and empty lines behind it. */
const CONTINUED = /[\\`][ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g;

/** `NAME=value` of a variable or a flag, and the ways of YAML, JSON and INI files in here-documents. */
const ASSIGNED =
  /(?<![\w.$-])-*([A-Za-z_][\w./-]*)["']?(?:[ \t]*=[ \t]*|[ \t]*:[ \t]+|[ \t]*:(?=["']))("[^"]*"|'[^']*'|\S+)/g;
/** `ENV NAME value`, in a comment too. */
const SPACED = /^\s*(?:#\s*)?(?:ONBUILD\s+)?ENV\s+([^\s=]+)\s+(\S[^]*)$/i;

function assignments(text: string): [name: string, said: string][] {
  const spaced = SPACED.exec(text);
  return [...text.matchAll(ASSIGNED), ...(spaced === null ? [] : [spaced])].map(
    ([, name = '', said = '']) => [name, withoutQuotes(said)],
  );
}

/** `--password x`, and the same as a list. */
function hasSecretFlag(text: string): boolean {
  const words = text.split(/[\s,"'[\]]+/);
  return secretFlagAt(words.map((word) => (word.includes('=') || !isLiteral(word) ? '' : word))) !== -1;
}

function isSecret(name: string, said: string): boolean {
  return isNamedSecret(name.replaceAll(/[./]/g, '_'), said) && isLiteral(said);
}

/** Whether something is left of a text when all is taken out that is filled in later. */
function isLiteral(said: string): boolean {
  return !/^(?:\$\(|`|\{\{)/.test(said) && /[^\W_]/.test(said.replaceAll(REFERENCE, ''));
}

/** A reference without a literal that holds in its place. */
const REFERENCE = /\$\w+|\$\{\w+(?::?\?[^}$]*)?\}/g;

function withoutQuotes(said: string): string {
  return said.replace(/^["']/, '').replace(/["',;]+$/, '');
}
