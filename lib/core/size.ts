import { ValidationError } from './errors';

/** An amount of memory or storage, in binary units. */
export class Size {
  /** Whole mebibytes (1,048,576 bytes), one or more. */
  public static mebibytes(amount: number): Size {
    return Size.of(amount, 'mebibytes', 1);
  }

  /** Whole gibibytes (1,024 mebibytes), one or more. */
  public static gibibytes(amount: number): Size {
    return Size.of(amount, 'gibibytes', 1_024);
  }

  private static of(amount: number, unit: string, factor: number): Size {
    if (!Number.isInteger(amount) || amount < 1) {
      throw new ValidationError(`a size of ${amount} ${unit} is not possible; give a whole number from 1 up`);
    }
    return new Size(amount * factor);
  }

  private constructor(private readonly total: number) {}

  /** The amount in mebibytes. */
  public toMebibytes(): number {
    return this.total;
  }
}
