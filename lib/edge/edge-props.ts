import { Duration } from '../core/duration';
import { Size } from '../core/size';
import type { Logs } from '../service/logs';
import type { Network } from '../service/network';
import type { EdgeCertificate } from './edge-certificate';
import type { EdgeProtocol } from './edge-protocol';

/** How long the edge waits for others. */
export interface EdgeTimeouts {
  /**
   * Until the head of a request is there, and until a handshake of TLS is done.
   *
   * @default 10s
   */
  readonly request?: Duration;

  /**
   * Until a service takes a connection. The edge tries again then, three times in all, on another container where there is one: it is short,
   * since one that was killed says nothing any more.
   *
   * @default 500ms
   */
  readonly connect?: Duration;

  /**
   * That a service may be silent: before its answer, and in the middle of it. A stream of server-sent events is silent between two events.
   *
   * @default 1m0s
   */
  readonly response?: Duration;

  /**
   * That a client may be silent: between two requests of a connection, and in the middle of a body.
   *
   * @default 1m0s
   */
  readonly idle?: Duration;

  /**
   * That both sides of a WebSocket or of a TCP connection may be silent.
   *
   * @default 1h0m0s
   */
  readonly tunnel?: Duration;
}

/** The documented defaults of `EdgeTimeouts`. */
export const EDGE_TIMEOUT_DEFAULTS = {
  request: Duration.seconds(10),
  connect: Duration.milliseconds(500),
  response: Duration.minutes(1),
  idle: Duration.minutes(1),
  tunnel: Duration.minutes(60),
};

/** What stands between clients and the services of a Docker host. */
export interface EdgeProps {
  /**
   * Certificates by names of your own: letters, digits and "-". With one or more, the edge speaks TLS, and sends whoever comes by plain HTTP
   * there.
   *
   * @default {}
   */
  readonly certificates?: { readonly [name: string]: EdgeCertificate };

  /**
   * Most bytes of the body of a request.
   *
   * @default 10 MiB
   */
  readonly maxBody?: Size;

  /**
   * Most bytes of the head of a request or an answer: its first line and all headers together.
   *
   * @default - 16 KiB
   */
  readonly maxHeaders?: Size;

  /**
   * How long the edge waits for others.
   *
   * @default {}
   */
  readonly timeouts?: EdgeTimeouts;

  /**
   * The HAProxy that it is made of, of release 3.1 or later. A mirror of the app applies.
   *
   * @default "haproxy:3.2"
   */
  readonly image?: string;

  /**
   * The image that compiles the edge's own small program, as for a GoImage.
   *
   * @default "golang:1.27-trixie"
   */
  readonly builder?: string;

  /**
   * Why the two images may be named by tags where digests are required, for whoever reviews the stack.
   *
   * @default - they may not
   */
  readonly acceptFloatingTag?: string;

  /**
   * Name of the container on the Engine, and beginning of the names of what belongs to it; at most 49 characters.
   *
   * @default - the construct path: "dev/edge" becomes "dev-edge"
   */
  readonly name?: string;

  /**
   * Memory of the container. An edit changes it in place; how many connections there may be follows in the next deploy of the configuration.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Processors of the container.
   *
   * @default 1
   */
  readonly cpus?: number;

  /**
   * Where its output goes: a line of JSON per request, and what HAProxy has to say.
   *
   * @default Logs.jsonFile()
   */
  readonly logs?: Logs;

  /**
   * The network that it is on; it joins those of the services that it leads to, where that is needed.
   *
   * @default - the stack's own
   */
  readonly network?: Network;

  /**
   * Time between the signal to end and SIGKILL, when the edge itself is stopped: it takes no new connections, and those that are there may
   * end.
   *
   * @default 10s
   */
  readonly stopGrace?: Duration;
}

/** The documented defaults of `EdgeProps`. */
export const EDGE_DEFAULTS = {
  maxBody: Size.mebibytes(10),
  maxHeaders: Size.bytes(16_384),
  image: 'haproxy:3.2',
  builder: 'golang:1.27-trixie',
  stopGrace: Duration.seconds(10),
};

/** Which requests go to a service, and how. */
export interface EdgeRouteProps {
  /**
   * Name that the client asks for, in lower case: `shop.example.com`, or `*.example.com` for everything below. Names in other scripts as
   * DNS has them (`xn--...`).
   *
   * @default - every host that no other route names
   */
  readonly host?: string;

  /**
   * Beginning of the path, in whole parts: `/api` is for `/api` and `/api/orders`, not for `/apis`. The service gets the path as it is.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * What the edge speaks with the service.
   *
   * @default EdgeProtocol.http()
   */
  readonly protocol?: EdgeProtocol;

  /**
   * Time that the service may be silent.
   *
   * @default - that of the edge
   */
  readonly responseTimeout?: Duration;

  /**
   * Most bytes of the body of a request; a bigger one is answered with 413. Not for gRPC, whose streams say no length.
   *
   * @default - that of the edge
   */
  readonly maxBody?: Size;

  /**
   * Whether a body may come without its length, in pieces, so that nobody knows before how big it is. Else that is answered with 411.
   *
   * @default false
   */
  readonly unknownLength?: boolean;

  /**
   * Whether it is served by plain HTTP too where the edge has certificates.
   *
   * @default false
   */
  readonly alsoPlain?: boolean;
}

/** The documented defaults of `EdgeRouteProps`. */
export const EDGE_ROUTE_DEFAULTS = { path: '/', unknownLength: false, alsoPlain: false };

/** Which connections go to a service as they are. */
export interface EdgeTcpRouteProps {
  /** Port that the edge listens on; the host's as well, where it is published. Not 8080, 8443 or 8404. */
  readonly port: number;
}

/** Which ports of the host lead to the edge. */
export interface EdgePublishOptions {
  /**
   * Port on the host for plain HTTP.
   *
   * @default - none
   */
  readonly http?: number;

  /**
   * Port on the host for HTTP with TLS.
   *
   * @default - none
   */
  readonly https?: number;

  /**
   * Ports of TCP routes that the host answers for under the same numbers.
   *
   * @default []
   */
  readonly tcp?: readonly number[];
}

/** The documented defaults of `EdgePublishOptions`. */
export const EDGE_PUBLISH_DEFAULTS = { tcp: [] };

/** Which ports of the host lead to the edge for everybody who reaches the host. */
export interface EdgeExposeOptions extends EdgePublishOptions {
  /**
   * Address of the host that answers; `0.0.0.0` is all of them.
   *
   * @default "0.0.0.0"
   */
  readonly address?: string;
}
