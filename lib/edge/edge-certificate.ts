import type { Secret } from '../service/secret';
import type { TextFile } from '../service/text-file';

/** A certificate and its key in two texts. */
export interface EdgeCertificateProps {
  /** The certificate, and after it those that lead to a known authority, in PEM. */
  readonly chain: TextFile;

  /** Its private key in PEM, without a passphrase. */
  readonly key: Secret;
}

const EDGE_CERTIFICATE = Symbol.for('cdktf-go-containers/EdgeCertificate');

/**
 * What the edge proves its names by.
 *
 * Whether certificate, key and host names fit each other is not looked at here: HAProxy refuses a pair that does not fit, in the deploy, and
 * goes on with what it had. It gives a client the certificate whose names have the host that the client asks for, else the first one.
 */
export class EdgeCertificate {
  /** Whether `value` is an EdgeCertificate. */
  public static isEdgeCertificate(value: unknown): value is EdgeCertificate {
    return typeof value === 'object' && value !== null && EDGE_CERTIFICATE in value;
  }

  /** A chain that is in the repository, or any other text, and a key that is not. */
  public static of(props: EdgeCertificateProps): EdgeCertificate {
    return new EdgeCertificate(props.key, props.chain);
  }

  /** Chain and key in one text: the attributes of another Terraform resource, for example, by `Secret.fromAttribute`. */
  public static fromPem(pem: Secret): EdgeCertificate {
    return new EdgeCertificate(pem);
  }

  private constructor(
    /**
     * The key; the chain as well, where that is no text of its own.
     *
     * @internal
     */
    public readonly _secret: Secret,
    /** @internal */
    public readonly _chain?: TextFile,
  ) {
    Object.defineProperty(this, EDGE_CERTIFICATE, { value: true });
  }
}
