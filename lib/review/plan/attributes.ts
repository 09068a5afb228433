import { quote, ValidationError } from '../../core/errors';
import { at, type Fields, isMap } from '../../core/json';

/**
 * The attributes of one object of a plan, by their types.
 *
 * What is missing or null is undefined, or empty; what has another type than the rule that looks at it expects is an error: a review that guessed could
 * call a plan harmless that is not.
 */
export class Attributes {
  /** @param where what the object is called in an error, such as the address of its resource */
  public constructor(
    private readonly fields: Fields,
    private readonly where: string,
  ) {}

  public text(attribute: string): string | undefined {
    return this.read(attribute, 'a text', (value) => typeof value === 'string') as string | undefined;
  }

  public number(attribute: string): number | undefined {
    return this.read(attribute, 'a number', (value) => typeof value === 'number') as number | undefined;
  }

  /** False when nothing is said, as the Docker provider takes it, or what `otherwise` says. */
  public flag(attribute: string, otherwise = false): boolean {
    const found = this.read(attribute, 'true or false', (value) => typeof value === 'boolean');
    return (found ?? otherwise) as boolean;
  }

  /** Elements that are not known yet are null in a plan, and left out here. */
  public texts(attribute: string): readonly string[] {
    return this.list(attribute).flatMap((each) => {
      if (each === null || typeof each === 'string') {
        return each ?? [];
      }
      throw this.wrong(attribute, each, 'a text');
    });
  }

  /** The blocks of one kind, such as all `ports`; a single object counts as one block. */
  public blocks(attribute: string): readonly Attributes[] {
    const value = at(this.fields, attribute);
    const list = isMap(value) ? [value] : this.list(attribute);
    return list.map((each) => {
      if (!isMap(each)) {
        throw this.wrong(attribute, each, 'a block');
      }
      return new Attributes(each, `${this.where}.${attribute}`);
    });
  }

  /** A map of texts. Numbers and booleans count as the texts that Terraform makes of them. */
  public map(attribute: string): Readonly<Record<string, string>> {
    const found = (this.read(attribute, 'a map', isMap) ?? {}) as Fields;
    return Object.fromEntries(
      Object.entries(found).flatMap(([key, each]) => {
        if (each === null) {
          return [];
        }
        if (typeof each !== 'string' && typeof each !== 'number' && typeof each !== 'boolean') {
          throw this.wrong(`${attribute}.${key}`, each, 'a text');
        }
        return [[key, String(each)]];
      }),
    );
  }

  private list(attribute: string): readonly unknown[] {
    return (this.read(attribute, 'a list', Array.isArray) ?? []) as unknown[];
  }

  private read(attribute: string, expected: string, fits: (value: unknown) => boolean): unknown {
    const value = at(this.fields, attribute);
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!fits(value)) {
      throw this.wrong(attribute, value, expected);
    }
    return value;
  }

  private wrong(attribute: string, value: unknown, expected: string): ValidationError {
    // The kind of it, not the value itself: that may be a secret.
    const kind = Array.isArray(value) ? 'a list' : value === null ? 'null' : `of type ${typeof value}`;
    return new ValidationError(
      `${quote(attribute)} of ${this.where} is ${kind}, and has to be ${expected}; make the plan anew with "terraform show -json"`,
    );
  }
}
