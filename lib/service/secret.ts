import { Fn, TerraformStack, TerraformVariable, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { quote, ValidationError } from '../core/errors';
import { holdsSecret } from '../core/secret-texts';
import type { Service } from './service';
import { ServiceAddress } from './service-address';

/** How a secret that a variable holds is described. */
export interface SecretVariableOptions {
  /**
   * What Terraform says when it asks for the value.
   *
   * @default - nothing
   */
  readonly description?: string;
}

const SECRET = Symbol.for('cdktf-go-containers/Secret');

/** Where the value of a secret comes from. */
export type SecretOrigin =
  { readonly kind: 'value'; readonly value: string } | { readonly kind: 'host file'; readonly path: string };

/**
 * A text that nobody but the program may read: never a text of the declaration, so that it is in no repository, no synthesized file and
 * no plan.
 */
export class Secret {
  /** Whether `value` is a Secret. */
  public static isSecret(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && SECRET in value;
  }

  /**
   * A sensitive Terraform variable of the stack: `TF_VAR_database_password` in the environment of whoever deploys, for the id
   * `database_password`.
   *
   * Its value is in the state, as everything is that Terraform passes on, so the state has to be kept as safe as the secret.
   *
   * @param id letters, digits and `_`, beginning with a letter; one of a kind in the stack, whatever the scope
   */
  public static fromVariable(scope: Construct, id: string, options: SecretVariableOptions = {}): Secret {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(id) || RESERVED.includes(id)) {
      throw new ValidationError(
        `secret ${quote(id)} is not possible as the name of a variable: letters, digits and "_", beginning with a letter, and no word of ` +
          `Terraform's; write ${quote(better(id))}`,
      );
    }
    const variable = new TerraformVariable(scope, id, {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: options.description,
    });
    // The name that a shell can set, wherever in the stack it is.
    variable.overrideLogicalId(id);
    const problems = takenProblems(variable, id);
    variable.node.addValidation({ validate: () => problems });
    // Marked again: used in another stack, the mark of the variable does not come along.
    return new Secret({ kind: 'value', value: Token.asString(Fn.sensitive(variable.stringValue)) });
  }

  /**
   * What another resource or another stack gives: an attribute, an output. It is marked as sensitive again, since the mark does not
   * come along from another stack. Its value is in the state.
   */
  public static fromAttribute(value: string): Secret {
    const parts = partsOf(value);
    const unknown = parts.filter(
      (part) => Token.isUnresolved(part) && ServiceAddress.servicesIn([part]).length === 0,
    );
    if (
      unknown.length === 0 ||
      holdsSecret(parts.map((part) => (Token.isUnresolved(part) ? '$X' : part)).join(''))
    ) {
      throw new ValidationError(
        'a plain text cannot be a secret: it would be in the repository and in the synthesized files; use Secret.fromVariable',
      );
    }
    return new Secret(
      { kind: 'value', value: Token.asString(Fn.sensitive(joined(parts))) },
      ServiceAddress.servicesIn(parts),
    );
  }

  /**
   * A file of the Docker host, put there by other means: its text is in no state and no plan, and a new text needs a restart of the
   * service by hand. The user of the image must be allowed to read it.
   *
   * @param path absolute, on the host
   */
  public static fromHostFile(path: string): Secret {
    return new Secret({ kind: 'host file', path });
  }

  private constructor(
    /** @internal */
    public readonly _origin: SecretOrigin,
    /**
     * Services whose addresses are in it.
     *
     * @internal
     */
    public readonly _services: readonly Service[] = [],
  ) {
    Object.defineProperty(this, SECRET, { value: true });
  }
}

const variablesOfStack = new WeakMap<TerraformStack, Map<string, string>>();

/** Terraform would make one variable of two that have the same name, and so one secret. */
function takenProblems(variable: TerraformVariable, id: string): string[] {
  const stack = TerraformStack.of(variable);
  const paths = variablesOfStack.get(stack) ?? new Map<string, string>();
  variablesOfStack.set(stack, paths);
  const own = stack.node.tryFindChild(id);
  const other = own === undefined || own === variable ? paths.get(id) : own.node.path;
  if (other !== undefined) {
    return [
      `the variable ${quote(id)} is that of ${other} too; hand that Secret over where the two are one, or give one of them another id`,
    ];
  }
  paths.set(id, variable.node.path);
  return [];
}

/** Names that Terraform keeps for arguments of modules. */
const RESERVED = ['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'];

function better(id: string): string {
  const name = id.replace(/[^A-Za-z0-9]+/g, '_').replace(/^(?![A-Za-z])/, 'secret_');
  return RESERVED.includes(name) ? `secret_${name}` : name;
}

/** Texts and tokens, in their order. */
function partsOf(value: string): string[] {
  const parts: unknown = Tokenization.reverseString(value).join({
    join: (left: unknown, right: unknown) => [left, right].flat(),
  });
  return [parts].flat() as string[];
}

/** The same as one expression of Terraform's: inside a function a text with quotes or with braces would end too early. */
function joined(parts: readonly string[]): string {
  const texts = parts.map((part) =>
    Token.isUnresolved(part)
      ? part
      : Fn.rawString(part.replace(/\\/g, '\\\\').replace(/[$%](?=\{)/g, '$&$&')),
  );
  return texts.length === 1 ? (parts[0] ?? '') : Token.asString(Fn.join('', texts));
}
