import { readFileSync, writeFileSync } from 'node:fs';
import { quote, ValidationError } from '../core/errors';

/** The plan in a file, or of standard input for `-`. */
export function readPlanFile(file: string): string {
  return tried(
    () => readFileSync(file === '-' ? 0 : file, 'utf8'),
    (why) =>
      file === '-'
        ? `the plan cannot be read from standard input (${why}); pipe the output of "terraform show -json FILE" into it`
        : `the plan ${quote(file)} cannot be read (${why}); give a file with the output of "terraform show -json FILE", or - for standard input`,
  );
}

/** The text of the settings. */
export function readSettingsFile(file: string): string {
  return tried(
    () => readFileSync(file, 'utf8'),
    (why) =>
      `the settings ${quote(file)} cannot be read (${why}); give a JSON file by --settings, such as one with { "allow": [] }`,
  );
}

/** Writes what `--also` asked for. */
export function writeReviewFile(file: string, text: string): void {
  tried(
    () => {
      writeFileSync(file, text);
    },
    (why) =>
      `--also cannot write ${quote(file)} (${why}); give a file that may be written, in a folder that is there`,
  );
}

function tried<T>(doIt: () => T, told: (why: string) => string): T {
  try {
    return doIt();
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    throw code === '' ? error : new ValidationError(told(WORDS[code] ?? code));
  }
}

/** What the codes of Node.js mean here. */
const WORDS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  EBADF: 'it is closed',
  ENOTDIR: 'what should be a folder on the way to it is none',
  ERR_STRING_TOO_LONG: 'it is too long',
};
