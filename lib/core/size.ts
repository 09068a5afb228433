import { ValidationError } from './errors';

/** An amount of memory or storage. */
export class Size {
  /** Whole bytes, one or more. */
  public static bytes(amount: number): Size {
    return Size.of(amount, 'bytes', 1);
  }

  /** Whole megabytes (1,000,000 bytes), one or more: what Docker counts images in. */
  public static megabytes(amount: number): Size {
    return Size.of(amount, 'megabytes', 1_000_000);
  }

  /** Whole mebibytes (1,048,576 bytes), one or more: what memory is counted in. */
  public static mebibytes(amount: number): Size {
    return Size.of(amount, 'mebibytes', MEBIBYTE);
  }

  /** Whole gibibytes (1,024 mebibytes), one or more. */
  public static gibibytes(amount: number): Size {
    return Size.of(amount, 'gibibytes', 1_024 * MEBIBYTE);
  }

  private static of(amount: number, unit: string, factor: number): Size {
    if (!Number.isInteger(amount) || amount < 1) {
      throw new ValidationError(`a size of ${amount} ${unit} is not possible; give a whole number from 1 up`);
    }
    return new Size(amount * factor);
  }

  private constructor(private readonly total: number) {}

  /** The amount in bytes. */
  public toBytes(): number {
    return this.total;
  }

  /** The amount in whole mebibytes, rounded down. */
  public toMebibytes(): number {
    return Math.floor(this.total / MEBIBYTE);
  }
}

const MEBIBYTE = 1_048_576;
