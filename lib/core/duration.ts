import { ValidationError } from './errors';

/** A length of time. */
export class Duration {
  /** A duration of whole milliseconds, zero or more. */
  public static milliseconds(amount: number): Duration {
    return Duration.of(amount, 1, 'milliseconds');
  }

  /** A duration of seconds; fractions are kept to the millisecond. */
  public static seconds(amount: number): Duration {
    return Duration.of(amount, 1_000, 'seconds');
  }

  /** A duration of minutes; fractions are kept to the millisecond. */
  public static minutes(amount: number): Duration {
    return Duration.of(amount, 60_000, 'minutes');
  }

  private static of(amount: number, factor: number, unit: string): Duration {
    const value = amount * factor;
    if (!Number.isFinite(value) || value < 0 || Math.abs(value - Math.round(value)) > 1e-6) {
      throw new ValidationError(
        `a duration of ${amount} ${unit} is not possible; give zero or more, exact to the millisecond`,
      );
    }
    return new Duration(Math.round(value));
  }

  private constructor(private readonly total: number) {}

  /** The length in milliseconds. */
  public toMilliseconds(): number {
    return this.total;
  }

  /** The length in seconds, rounded up: where only whole seconds can be said, never less than asked. */
  public toWholeSeconds(): number {
    return Math.ceil(this.total / 1_000);
  }

  /**
   * The text that Go's `time.Duration` prints: `1m30s`, `500ms`, `0s`.
   *
   * Engines and providers written in Go read a duration in any spelling and give it back in this one.
   */
  public toGoText(): string {
    if (this.total === 0) {
      return '0s';
    }
    if (this.total < 1_000) {
      return `${this.total}ms`;
    }
    const hours = Math.floor(this.total / 3_600_000);
    const minutes = Math.floor((this.total % 3_600_000) / 60_000);
    const seconds = (this.total % 60_000) / 1_000;
    const hourText = hours > 0 ? `${hours}h` : '';
    const minuteText = hours > 0 || minutes > 0 ? `${minutes}m` : '';
    return `${hourText}${minuteText}${seconds}s`;
  }
}
