import { quote, ValidationError } from '../core/errors';

/**
 * What was thrown while reading, told like any other problem.
 *
 * What neither this library nor the file system has thrown is a mistake of the library, and thrown again.
 */
export function readProblem(error: unknown): string {
  if (ValidationError.isValidationError(error)) {
    return error.message;
  }
  const { path, message } = error as NodeJS.ErrnoException;
  if (path === undefined) {
    throw error;
  }
  return `${quote(path)} cannot be read (${message}); make it readable for whoever synthesizes`;
}
