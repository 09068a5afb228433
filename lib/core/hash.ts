import { createHash } from 'node:crypto';

/** How many hexadecimal characters of a digest are shown: enough for a name, short enough for a plan. */
const SHOWN = 12;

/**
 * A SHA-256 over framed fields.
 *
 * Every field goes in with its length before it, and every record with its number of fields, so that no two
 * different lists of records give the same bytes: a rename, or a byte that moves from one file's end to the
 * next one's beginning, is seen.
 */
export class FramedHash {
  private readonly hash = createHash('sha256');

  /** Adds one record; the order of records and of fields counts. */
  public record(...fields: readonly (string | Uint8Array)[]): this {
    this.frame(fields.length);
    for (const field of fields) {
      const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
      this.frame(bytes.length);
      this.hash.update(bytes);
    }
    return this;
  }

  /** The digest as 12 hexadecimal characters. Ends this hash. */
  public digest(): string {
    return this.hash.digest('hex').slice(0, SHOWN);
  }

  private frame(length: number): void {
    const frame = Buffer.alloc(8);
    frame.writeBigUInt64BE(BigInt(length));
    this.hash.update(frame);
  }
}

/** Code-unit order: the same on every machine, whatever its locale. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
