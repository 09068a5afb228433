import { byCodeUnit } from '../core/hash';

/** Where requests of a route go. */
export interface EdgeTarget {
  /** Name of the service on its networks. */
  readonly name: string;
  readonly port?: number;
  /** Path that answers with 2xx or 3xx while it works; else it is asked for a connection. */
  readonly httpPath?: string;
  /** Milliseconds that a new container has to work before it is sent requests. */
  readonly trial: number;
}

/** What an HTTP route was declared as, in plain values. */
export interface EdgeRoute {
  /** Host name, `*.` before it for all below; every host when there is none. */
  readonly host?: string;
  /** Beginning of the path, in whole segments. */
  readonly path: string;
  readonly target: EdgeTarget;
  readonly kind: 'http' | 'grpc';
  /** Most bytes of a body; says nothing about gRPC, whose streams have no length. */
  readonly maxBody: number;
  /** Whether bodies may come without their length. */
  readonly unknownLength: boolean;
  /** Milliseconds that the service may be silent. */
  readonly responseTimeout: number;
  /** Whether plain HTTP is answered although there are certificates. */
  readonly alsoPlain: boolean;
}

/** A port whose connections go to a service as they are. */
export interface EdgeTcpRoute {
  readonly port: number;
  readonly target: EdgeTarget;
}

/** What a route is for, as people write it: `*.example.com/api`. */
export function placeOf({ host = '*', path }: Pick<EdgeRoute, 'host' | 'path'>): string {
  return host + (path === '/' ? '' : path);
}

/**
 * Routes in the order in which they are tried, whatever order they were declared in: an exact host before those below a name, the longer
 * name before the shorter one, every host last; for one host the longer path first.
 */
export function inOrder(routes: readonly EdgeRoute[]): EdgeRoute[] {
  return [...routes].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      labels(right) - labels(left) ||
      byCodeUnit(left.host ?? '', right.host ?? '') ||
      right.path.length - left.path.length ||
      byCodeUnit(left.path, right.path),
  );
}

function rank({ host }: EdgeRoute): number {
  return host === undefined ? 2 : host.startsWith('*.') ? 1 : 0;
}

function labels({ host = '' }: EdgeRoute): number {
  return host.split('.').length;
}
