import { ValidationError } from '../core/errors';
import { type Fields, isMap } from '../core/json';

/** @param path what it is called in the error when it is no object */
export function fields(value: unknown, path: string): Fields {
  if (!isMap(value)) {
    throw new ValidationError(`${path} is not an object; run "cdktf synth" again`);
  }
  return value;
}

/**
 * A text that is known before Terraform runs.
 *
 * @param path what it is called in the error when it is none
 */
export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') {
    throw new ValidationError(`${path} is not a text; run "cdktf synth" again`);
  }
  if (/[$%]\{/.test(value)) {
    throw new ValidationError(
      `${path} is ${JSON.stringify(value)}, which only Terraform can work out; give the text itself`,
    );
  }
  return value;
}

/** An object with nothing but texts in it. */
export function texts(value: unknown, path: string): Record<string, string> {
  const entries = Object.entries(fields(value, path));
  return Object.fromEntries(entries.map(([key, each]) => [key, text(each, `${path}.${key}`)]));
}
