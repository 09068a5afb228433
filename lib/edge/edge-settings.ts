import type { EdgeRoute, EdgeTcpRoute } from './edge-route';

/** All that the configuration of an edge depends on, in plain values: milliseconds and bytes. */
export interface EdgeSettings {
  readonly routes: readonly EdgeRoute[];
  readonly tcpRoutes: readonly EdgeTcpRoute[];
  /** Names of the certificates. */
  readonly certificates: readonly string[];
  /** Port of TLS as clients see it. */
  readonly httpsPort: number;
  readonly maxBody: number;
  readonly maxHeaders: number;
  readonly timeouts: EdgeMilliseconds;
  /** Bytes of memory that the container has. */
  readonly memory: number;
  readonly cpus: number;
}

/** `EdgeTimeouts` in milliseconds. */
export interface EdgeMilliseconds {
  readonly request: number;
  readonly connect: number;
  readonly response: number;
  readonly idle: number;
  readonly tunnel: number;
}
