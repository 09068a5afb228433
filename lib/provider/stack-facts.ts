import { Lazy, type TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { Facts } from '../facts/facts';
import { dataResource } from './data-resource';
import { onePerStack } from './per-stack';

const ID = 'go-containers-facts';

/**
 * The facts of a stack, in one `terraform_data` resource.
 *
 * A plan of it shows in plain text what the Docker provider hides or reduces to a digest: the Dockerfile, the bases,
 * the names of environment variables, the health check.
 */
export class StackFacts extends Construct {
  /** The facts of the stack that `construct` is in; made by whoever asks first. */
  public static of(construct: IConstruct): StackFacts {
    return onePerStack(construct, ID, (stack) => new StackFacts(stack));
  }

  private readonly entries = new Map<string, () => Facts>();

  private constructor(stack: TerraformStack) {
    super(stack, ID);
    dataResource(this, 'Resource', Lazy.anyValue({ produce: () => this.all() }));
  }

  /** Adds what is known of `construct`; asked for at the end, when it cannot change any more. */
  public add(construct: IConstruct, tell: () => Facts): void {
    this.entries.set(construct.node.path, tell);
  }

  private all(): Record<string, Facts> {
    return Object.fromEntries([...this.entries].map(([path, tell]) => [path, literal(tell())]));
  }
}

/** The same facts with what Terraform would take for an expression of its own written so that it does not. */
function literal<T>(value: T): T {
  if (typeof value === 'string') {
    return literalText(value) as T;
  }
  if (Array.isArray(value)) {
    return value.map(literal) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [literalText(key), literal(inner as unknown)]),
    ) as T;
  }
  return value;
}

/** What stands for values that the framework fills in stays what it is. */
function literalText(text: string): string {
  return text.replace(/[$%](?=\{(?!TfToken\[))/g, '$&$&');
}
