const EDGE_PROTOCOL = Symbol.for('cdktf-go-containers/EdgeProtocol');

/** What the edge speaks with a service. */
export class EdgeProtocol {
  /** Whether `value` is an EdgeProtocol. */
  public static isEdgeProtocol(value: unknown): value is EdgeProtocol {
    return typeof value === 'object' && value !== null && EDGE_PROTOCOL in value;
  }

  /** HTTP/1.1, with WebSockets and server-sent events. The default; clients may speak HTTP/2 all the same. */
  public static http(): EdgeProtocol {
    return new EdgeProtocol('http');
  }

  /**
   * HTTP/2 without TLS (h2c), as gRPC servers speak it. The path of a route is then that of a gRPC service, such as `/notes.v1.Notes`.
   *
   * Clients need HTTP/2 up to the edge: they negotiate it with TLS, and without they have to know it before, as gRPC clients do.
   */
  public static grpc(): EdgeProtocol {
    return new EdgeProtocol('grpc');
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'http' | 'grpc',
  ) {
    Object.defineProperty(this, EDGE_PROTOCOL, { value: true });
  }
}
