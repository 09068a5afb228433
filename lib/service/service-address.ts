import type { IResolvable, IResolveContext } from 'cdktf';
import { Token, Tokenization } from 'cdktf';
import type { Service } from './service';

const SERVICE_ADDRESS = Symbol.for('cdktf-go-containers/ServiceAddress');

/**
 * A text that leads to a service: its host name, or host name and port.
 *
 * Known while synthesizing, but a token all the same, so that whoever uses it is seen to need a connection.
 */
export class ServiceAddress implements IResolvable {
  /** `text` as a string that can be put into others. */
  public static asString(service: Service, text: string): string {
    return Token.asString(new ServiceAddress(service, text));
  }

  /** The services whose addresses are in any of the texts. */
  public static servicesIn(texts: readonly string[]): Service[] {
    const found = texts.flatMap((text) => Tokenization.reverse(text)).filter(isServiceAddress);
    return [...new Set(found.map(({ service }) => service))];
  }

  public readonly creationStack: string[] = [];

  private constructor(
    public readonly service: Service,
    private readonly text: string,
  ) {
    Object.defineProperty(this, SERVICE_ADDRESS, { value: true });
  }

  /** A text of its own, or one in an expression of Terraform's. */
  public resolve(context?: IResolveContext): string {
    return context?.suppressBraces ? JSON.stringify(this.text) : this.text;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

/** Whether a token is an address of a service. */
export function isServiceAddress(value: unknown): value is ServiceAddress {
  return typeof value === 'object' && value !== null && SERVICE_ADDRESS in value;
}
