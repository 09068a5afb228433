const VALIDATION_ERROR = Symbol.for('cdktf-go-containers/ValidationError');

/**
 * Something in the declaration cannot work: the message says what, the value, the rule and the fix.
 *
 * Thrown for values that are impossible in themselves. What needs a construct is collected as a
 * validation of that construct instead, so that all of a stack's problems are told at once.
 */
export class ValidationError extends Error {
  /** Whether `value` is an error of this library, also across two copies of it. */
  public static isValidationError(value: unknown): value is ValidationError {
    return typeof value === 'object' && value !== null && VALIDATION_ERROR in value;
  }

  public constructor(message: string) {
    super(message);
    this.name = 'ValidationError';
    Object.defineProperty(this, VALIDATION_ERROR, { value: true });
  }
}

/** A value of an impossible kind, quoted so that blanks and line breaks in it are seen. */
export function quote(value: string): string {
  return JSON.stringify(value);
}
